import type { Context, Next } from '@nocobase/actions';
import { confirmPairs, type Pair, REFUSED_SENTENCES } from '../../directory/confirm';
import { listLeavers } from '../../directory/leavers-list';
import { listSuggestions, WAIT_SENTENCES } from '../../directory/suggestions';
import { serviceOf } from '../../service';
import { pageOf, queryOf, type Values } from '../administration/query';
import { mayManagePrivileged } from '../rights';
import { translatorOf } from './translate';

const MOST_PAIRS = 50;
/** Longest time to wait for WeCom, in ms. */
const LIMIT_MS = 25_000;

/** `GET wecomDirectory:leavers`: who is gone, and what is still open to them. */
export async function leavers(ctx: Context, next: Next) {
  const query = queryOf(ctx);
  ctx.body = pageOf(await listLeavers(ctx.db, query), query);
  await next();
}

/** `GET wecomLinks:suggestions`: members without a user, with the users who may be meant. */
export async function suggestions(ctx: Context, next: Next) {
  const query = queryOf(ctx);
  const { reason } = ((ctx.action.params as Values).filter ?? {}) as Values;
  const t = translatorOf(ctx);
  const { rows, count } = await listSuggestions(ctx.db, { ...query, ...(typeof reason === 'string' && { reason }) });
  const shown = rows.map((row) => ({ ...row, message: t(WAIT_SENTENCES[row.reason] ?? row.reason) }));
  ctx.body = pageOf({ rows: shown, count }, query);
  await next();
}

/** `POST wecomLinks:confirm {pairs: [{corpId, memberId, userId}]}`: who they are; at most 50. */
export async function confirm(ctx: Context, next: Next) {
  const service = serviceOf(ctx.app);
  const pairs = pairsOf((ctx.action.params.values as Values | undefined)?.pairs);
  if (!pairs) ctx.throw(400);
  const signal = AbortSignal.timeout(LIMIT_MS);
  const t = translatorOf(ctx);
  const { confirmed, refused } = await confirmPairs(pairs, {
    accounts: service.accounts,
    settingsOf: (authenticator) => service.settings.load(authenticator),
    client: (settings) => service.client(settings, signal),
    byUserId: String(ctx.state.currentUser.id),
    mayManagePrivileged: mayManagePrivileged(ctx),
  });
  const [only] = refused;
  if (pairs.length === 1 && only?.reason === 'privileged') ctx.throw(403, t(REFUSED_SENTENCES.privileged));
  ctx.body = { confirmed, refused: refused.map((one) => ({ ...one, message: t(REFUSED_SENTENCES[one.reason]) })) };
  // What a source knows of them, departments for instance, is written at once.
  if (confirmed > 0) {
    const done = pairs.filter(({ memberId }) => !refused.some((one) => one.memberId === memberId));
    for (const { corpId, memberId } of done) {
      service.watch?.add(corpId, { members: [memberId.toLowerCase()], renamings: [], everything: false });
    }
  }
  await next();
}

function pairsOf(given: unknown): Pair[] | undefined {
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST_PAIRS) return undefined;
  const pairs = given.flatMap((one): Pair[] => {
    const { corpId, memberId, userId } = (one ?? {}) as Values;
    if (typeof corpId !== 'string' || typeof memberId !== 'string' || !/^\d{1,20}$/.test(String(userId))) return [];
    return [{ corpId: corpId.slice(0, 64), memberId: memberId.slice(0, 64), userId: String(userId) }];
  });
  return pairs.length === given.length ? pairs : undefined;
}
