/**
 * What one field of a config entry or of a control call may hold. `wants` becomes part of the sentence that a person
 * reads: "codeLength is <wants>, not <what they wrote>."
 */
import { isIP } from 'node:net';

export interface Check {
  wants: string;
  accepts(value: unknown): boolean;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string';

export const anything: Check = { wants: 'anything', accepts: () => true };
export const anObject: Check = { wants: 'an object', accepts: isObject };
export const aList: Check = { wants: 'a list', accepts: Array.isArray };
export const text: Check = { wants: 'a text', accepts: isText };
export const filledText: Check = {
  wants: 'a text that is not empty',
  accepts: (value) => isText(value) && value.trim() !== '',
};
export const trueOrFalse: Check = { wants: 'true or false', accepts: (value) => typeof value === 'boolean' };

export const finiteNumber: Check = { wants: 'a number', accepts: Number.isFinite };

export const numberBetween = (from: number, to: number): Check => ({
  wants: `a number from ${from} to ${to}`,
  accepts: (value) => typeof value === 'number' && value >= from && value <= to,
});

export const wholeNumber = (from: number, to = Number.MAX_SAFE_INTEGER): Check => ({
  wants: `a whole number from ${from}${to === Number.MAX_SAFE_INTEGER ? '' : ` to ${to}`}`,
  accepts: (value) => Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to,
});

export const oneOf = (...allowed: readonly (string | number | boolean)[]): Check => ({
  wants: allowed.map((one) => JSON.stringify(one)).join(' or '),
  accepts: (value) => allowed.some((one) => one === value),
});

export const matching = (pattern: RegExp, wants: string): Check => ({
  wants,
  accepts: (value) => isText(value) && pattern.test(value),
});

export const listOf = (each: Check): Check => ({
  wants: `a list, each entry ${each.wants}`,
  accepts: (value) => Array.isArray(value) && value.every(each.accepts),
});

export const either = (first: Check, second: Check): Check => ({
  wants: `${first.wants}, or ${second.wants}`,
  accepts: (value) => first.accepts(value) || second.accepts(value),
});

export const orNull = (check: Check): Check => either(check, { wants: 'null', accepts: (value) => value === null });

export const ipAddress: Check = { wants: 'an IP address', accepts: (value) => isText(value) && isIP(value) !== 0 };

/** As a browser writes it into `Host`. WeCom takes neither a wildcard nor an underscore. @see document path 91335 */
export const host: Check = matching(
  /^(\[[0-9a-f:.]+\]|[0-9a-z-]+(\.[0-9a-z-]+)*)(:\d{1,5})?$/i,
  'a domain as host[:port], with no scheme, path, wildcard or underscore',
);

/** A URL that fits into a `Location` header as it is. */
export const webAddress: Check = {
  wants: 'an absolute http(s) address in ASCII characters',
  accepts: (value) => isText(value) && /^https?:\/\/[\x21-\x7e]+$/i.test(value) && URL.canParse(value),
};
