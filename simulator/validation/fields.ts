/** Reads an object that a person wrote, field by field, and refuses it in a sentence. */
import { type Check, isObject } from './checks';

/** Says in one sentence what is wrong with a config file or a control call. */
export class ConfigError extends Error {}

/** One check for each field of T: a field that is added to T without one does not compile. */
export type Checks<T> = Record<keyof T, Check>;

const MAX_SHOWN = 80;

/** What somebody wrote, short enough for a sentence. */
export function shown(value: unknown): string {
  // JSON has no word for NaN and would show null.
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** How a sentence calls an entry: by its id, whatever was written there. */
export const nameOf = (kind: string, given: unknown, id: string): string =>
  isObject(given) && given[id] !== undefined ? `${kind} ${shown(given[id])}` : kind;

/**
 * The fields that were given, each of them checked. `undefined` counts as left out, so that it overwrites no default.
 * @param what names the object in the sentence
 * @throws ConfigError for anything but an object, an unknown key, or a value that its check does not accept
 */
export function fieldsOf<T extends object>(what: string, given: unknown, checks: Checks<T>): Partial<T> {
  if (!isObject(given)) throw new ConfigError(`${what}: an object is wanted, not ${shown(given)}.`);
  const fields: Partial<T> = {};
  for (const [key, value] of Object.entries(given)) {
    // `in` would take the names of Object.prototype, such as "constructor", for known ones.
    if (!Object.hasOwn(checks, key)) {
      throw new ConfigError(`${what}: unknown key "${key}". Known: ${Object.keys(checks).join(', ') || 'none'}.`);
    }
    if (value === undefined) continue;
    const { wants, accepts } = checks[key as keyof T];
    if (!accepts(value)) throw new ConfigError(`${what}: ${key} is ${wants}, not ${shown(value)}.`);
    fields[key as keyof T] = value as T[keyof T];
  }
  return fields;
}

/** @throws ConfigError when one of these was left out */
export function requireFields<T extends object, K extends keyof T>(
  what: string,
  fields: Partial<T>,
  ...needed: K[]
): asserts fields is Partial<T> & Pick<T, K> {
  for (const key of needed) {
    if (fields[key] === undefined) throw new ConfigError(`${what}: ${String(key)} is missing.`);
  }
}
