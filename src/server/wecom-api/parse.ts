import { WeComRefusal, WeComUnreachable } from './errors';

type Fields = Record<string, unknown>;

/**
 * The guard that every answer passes first: an object whose `errcode` is 0 or missing (some endpoints omit it). Old
 * documents have it as a text.
 *
 * @throws {WeComRefusal} when WeCom says no.
 * @throws {WeComUnreachable} when WeCom would not send such an answer.
 */
export function parseAnswer(endpoint: string, answer: unknown): Fields {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    throw new WeComUnreachable(endpoint, 'malformed');
  }
  const fields = answer as Fields;
  const errcode = fields.errcode === undefined || fields.errcode === null ? 0 : optionalNumber(fields.errcode);
  if (errcode === undefined || !Number.isSafeInteger(errcode)) {
    throw new WeComUnreachable(endpoint, 'malformed', 'errcode');
  }
  if (errcode !== 0) throw WeComRefusal.fromAnswer(endpoint, errcode, fields.errmsg);
  return fields;
}

/** A text of 1 to `maxLength` characters, trimmed; everything else is `undefined`, never an empty text (S-17). */
export function optionalText(value: unknown, maxLength = 512): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text !== '' && text.length <= maxLength ? text : undefined;
}

/** A number, also one that comes as a text of decimal digits; everything else is `undefined`. */
export function optionalNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/**
 * A text that an answer must have, of 1 to `maxLength` characters.
 *
 * @throws {WeComUnreachable} without it: such an answer is not from WeCom
 */
export function requiredText(endpoint: string, fields: Fields, name: string, maxLength = 512): string {
  const text = optionalText(fields[name], maxLength);
  if (text === undefined) throw new WeComUnreachable(endpoint, 'malformed', name);
  return text;
}
