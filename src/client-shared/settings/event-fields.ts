import type { Field } from './fields';
import { checkAesKey, checkEventToken } from './validate';

/** Names of the options that open events of the app. */
export const EVENT_KEYS = { token: 'eventToken', aesKey: 'eventAesKey' };

/** Token and EncodingAESKey, as WeCom's console calls them. */
export const keyFields = ({ token, aesKey }: { token: string; aesKey: string }): Field[] => [
  { path: [token], kind: 'secret', label: 'Token', check: checkEventToken },
  { path: [aesKey], kind: 'secret', label: 'EncodingAESKey', check: checkAesKey },
];

export const EVENT_FIELDS = keyFields(EVENT_KEYS);
