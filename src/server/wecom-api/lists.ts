import { WeComUnreachable } from './errors';
import { optionalNumber } from './parse';

/** Answers of the directory are lists, which may be long. */
export const LONG_ANSWER = { maxBytes: 32 * 1024 * 1024, timeoutMs: 60_000 };

/**
 * A list that an answer must have. Half an answer must never look like a company with fewer people (S-63).
 *
 * @throws {WeComUnreachable} without it
 */
export function listOf(endpoint: string, fields: Record<string, unknown>, name: string): unknown[] {
  const list = fields[name];
  if (!Array.isArray(list)) throw new WeComUnreachable(endpoint, 'malformed', name);
  return list;
}

/** @throws {WeComUnreachable} for anything but an object */
export function rowOf(endpoint: string, row: unknown, name: string): Record<string, unknown> {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    throw new WeComUnreachable(endpoint, 'malformed', name);
  }
  return row as Record<string, unknown>;
}

/** @throws {WeComUnreachable} for anything but a number above 0 */
export function positiveId(endpoint: string, value: unknown, name: string): number {
  const id = optionalNumber(value);
  if (id === undefined || !Number.isSafeInteger(id) || id < 1) {
    throw new WeComUnreachable(endpoint, 'malformed', name);
  }
  return id;
}

/**
 * The `userid` of a row, as WeCom writes it.
 *
 * @throws {WeComUnreachable}
 */
export function memberIdOf(row: unknown): string {
  const { userid } = rowOf('userid', row, 'userid');
  if (typeof userid !== 'string' || !/^[0-9A-Za-z][0-9A-Za-z_\-@.]{0,63}$/.test(userid)) {
    throw new WeComUnreachable('userid', 'malformed', 'userid');
  }
  return userid;
}
