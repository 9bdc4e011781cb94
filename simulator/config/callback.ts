import { z } from 'zod';
import { check, webAddress } from './check';

/** Where events go, and how they are signed and encrypted. @see document path 90930 */
export const callbackSchema = z.strictObject({
  url: webAddress,
  token: z.string().regex(/^[0-9A-Za-z]{1,32}$/, '1 to 32 letters and digits are wanted'),
  encodingAesKey: z.string().regex(/^[0-9A-Za-z]{43}$/, '43 letters and digits are wanted'),
});

export type Callback = z.output<typeof callbackSchema>;

/** @throws ConfigError */
export const checkCallback = (callback: unknown): Callback => check(callbackSchema, 'callback', callback);
