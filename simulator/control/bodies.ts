/**
 * What the calls carry, read as `Control` wants it. Only what HTTP adds is checked here; what `Control` takes as it is,
 * it checks by itself.
 * @throws ConfigError, every function of this file
 */
import { CONTACT_SYNC, type TokenOwner } from '../state/tokens';
import { either, filledText, finiteNumber, isObject, matching, oneOf, orNull, wholeNumber } from '../validation/checks';
import { ConfigError, fieldsOf, requireFields } from '../validation/fields';
import type { CallFilter } from './index';
import type { MintCodeRequest } from './mint-code';

/** A body sent to a call that takes none was meant for another one. */
export function expectNothing(body: unknown): void {
  fieldsOf('this call', body, {});
}

export const oneOrMore = (body: unknown): unknown[] => (Array.isArray(body) ? body : [body]);

/** WeCom writes agentid and a form writes digits; this project writes agentId, a number. All are fine here. */
function withAgentId(body: unknown): unknown {
  if (!isObject(body)) return body;
  const { agentid, agentId = agentid, ...rest } = body;
  // Of two different ones neither is taken: agentid stays, as the unknown key that it is to the checks.
  if (agentid !== undefined && agentId !== agentid) return body;
  if (agentId === undefined) return rest;
  return { ...rest, agentId: typeof agentId === 'string' && /^\d+$/.test(agentId) ? Number(agentId) : agentId };
}

/** `Control` checks the rest of it. */
export const codeRequest = (body: unknown): MintCodeRequest => withAgentId(body) as MintCodeRequest;

/** @returns undefined for the tokens of all */
export function tokenOwner(body: unknown): TokenOwner | undefined {
  const owner = either(wholeNumber(1), oneOf(CONTACT_SYNC));
  return fieldsOf<{ agentId: TokenOwner }>('tokens', withAgentId(body), { agentId: owner }).agentId;
}

export function agentIdToVerify(body: unknown): number {
  const fields = fieldsOf<{ agentId: number }>('verify-domain', withAgentId(body), { agentId: wholeNumber(1) });
  requireFields('verify-domain', fields, 'agentId');
  return fields.agentId;
}

/** The userid to delete; undefined for a body that changes a member. */
export function useridToDelete(body: unknown): string | undefined {
  if (!isObject(body) || !('delete' in body)) return undefined;
  const checks = { userid: filledText, delete: oneOf(true) };
  const fields = fieldsOf<{ userid: string; delete: true }>('member', body, checks);
  requireFields('member', fields, 'userid');
  return fields.userid;
}

export function currentId(body: unknown): string | null {
  const fields = fieldsOf<{ id: string | null }>('current-member', body, { id: orNull(filledText) });
  requireFields('current-member', fields, 'id');
  return fields.id;
}

const ISO_DATE = /^\d{4}-\d\d-\d\d(T[0-9:.]+(Z|[+-]\d\d:\d\d)?)?$/;

/** The time to set, or the milliseconds to move on by. */
export function clockMove(body: unknown): { timeMs: number } | { byMs: number } {
  const { set, advanceMs } = fieldsOf<{ set: number | string; advanceMs: number }>('clock', body, {
    set: either(finiteNumber, matching(ISO_DATE, 'an ISO date such as "2030-01-01T00:00:00Z"')),
    advanceMs: finiteNumber,
  });
  if (set !== undefined && advanceMs === undefined) return { timeMs: new Date(set).getTime() };
  if (set === undefined && advanceMs !== undefined) return { byMs: advanceMs };
  throw new ConfigError('clock: either "set" or "advanceMs" is needed.');
}

export function callFilter(query: URLSearchParams): CallFilter {
  const checks = { endpoint: filledText, last: matching(/^\d{1,9}$/, 'a whole number') };
  const { endpoint, last } = fieldsOf<{ endpoint: string; last: string }>('calls', Object.fromEntries(query), checks);
  return { endpoint, last: last === undefined ? undefined : Number(last) };
}
