/** Reads what a person wrote, a config file or a call of the control, and refuses it in a sentence. */
import { isIP } from 'node:net';
import { z } from 'zod';

/** Says in one sentence what is wrong, with the path of the field. */
export class ConfigError extends Error {}

const MAX_SHOWN = 80;

/** What somebody wrote, short enough for a sentence. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/**
 * @param what names the object in the sentence, such as "corp"
 * @throws ConfigError such as "corp: members[3].mobile: Invalid input: expected string, received number"
 */
export function check<S extends z.ZodType>(schema: S, what: string, given: unknown): z.output<S> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = z.core.toDotPath(issue?.path ?? []);
  throw new ConfigError([what, path, issue?.message].filter(Boolean).join(': '));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of a patch that say something: `undefined` is as good as left out. @throws ConfigError */
export function given(what: string, patch: unknown): object {
  if (!isObject(patch)) throw new ConfigError(`${what}: an object is wanted, not ${shown(patch)}`);
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

/** How a sentence calls an entry: by its id, whatever was written there. */
export const nameOf = (kind: string, entry: unknown, id: string): string =>
  isObject(entry) && entry[id] !== undefined ? `${kind} ${shown(entry[id])}` : kind;

export const text = z.string();
export const filledText = z.string().refine((value) => value.trim() !== '', 'a text that is not empty is wanted');
export const wholeNumber = z.int().min(0);
/** Of a department, an app or a tag. */
export const id = z.int().min(1);

/** A userid as WeCom allows it; outsiders go by ids of the same form. @see document path 90195 */
export const personId = z
  .string()
  .regex(
    /^[0-9A-Za-z][0-9A-Za-z_\-@.]{0,63}$/,
    '1 to 64 characters of 0-9 A-Z a-z _ - @ . are wanted, of which the first is a letter or digit',
  );

export const ipAddress = z.string().refine((value) => isIP(value) !== 0, 'an IP address is wanted');

/** As a browser writes it into `Host`. WeCom takes neither a wildcard nor an underscore. @see document path 91335 */
export const host = z
  .string()
  .regex(
    /^(\[[0-9a-f:.]+\]|[0-9a-z-]+(\.[0-9a-z-]+)*)(:\d{1,5})?$/i,
    'a domain is wanted, as host[:port] with no scheme, path, wildcard or underscore',
  );

/** A URL that fits into a `Location` header as it is. */
export const webAddress = z
  .string()
  .refine(
    (value) => /^https?:\/\/[\x21-\x7e]+$/i.test(value) && URL.canParse(value),
    'an absolute http(s) address in ASCII characters is wanted',
  );

/** Of two entries with one id the second would never be found. */
export const listOf = <S extends z.ZodType>(entry: S, idOf: (entry: z.output<S>) => string | number) =>
  z.array(entry).superRefine((entries, context) => {
    const seen = new Set<string | number>();
    entries.forEach((one, index) => {
      const key = idOf(one);
      if (seen.has(key)) context.addIssue({ code: 'custom', path: [index], message: `${shown(key)} is there twice` });
      seen.add(key);
    });
  });
