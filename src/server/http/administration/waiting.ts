import type { Context, Next } from '@nocobase/actions';
import { acceptContacts, type SeenContact } from '../../accounts/accept-contacts';
import { usersById } from '../../accounts/link-list';
import { privilegedUsers } from '../../accounts/privileged';
import { serviceOf } from '../../service';
import { mayManagePrivileged } from '../rights';
import { pageOf, queryOf, type Values } from './query';

/** Most numbers and addresses that one request accepts. */
const MOST_AT_ONCE = 100;

type Page = { page: number; pageSize: number };

/**
 * `GET wecomLinks:waiting`: members who were refused in the last 30 days, with the users who may be meant; with
 * `kind=contacts` numbers and addresses without a trustworthy writer.
 */
export async function waiting(ctx: Context, next: Next) {
  const query = queryOf(ctx);
  const read: (ctx: Context, page: Page) => Promise<{ rows: unknown[]; count: number }> =
    ctx.action.params.kind === 'contacts' ? readContacts : readMembers;
  ctx.body = pageOf(await read(ctx, query), query);
  await next();
}

async function readMembers(ctx: Context, { page, pageSize }: Page) {
  const { rows, count } = await ctx.db.getModel('wecomWaiting').findAndCountAll({
    order: [['updatedAt', 'DESC']],
    limit: pageSize,
    offset: (page - 1) * pageSize,
  });
  const members = rows.map((row) => row.toJSON() as Values & { candidates?: string[] | null });
  const users = await usersById(
    ctx.db,
    members.flatMap(({ candidates }) => candidates ?? []),
  );
  const named = (id: string) => users.get(String(id)) ?? [];
  return { rows: members.map((row) => ({ ...row, candidates: (row.candidates ?? []).flatMap(named) })), count };
}

async function readContacts(ctx: Context, page: Page) {
  const { rows, count } = await serviceOf(ctx.app).contacts.waiting(page);
  const privileged = await privilegedUsers(
    ctx.db,
    rows.map(({ userId }) => userId),
  );
  return { rows: rows.map((row) => ({ ...row, privileged: privileged.has(row.userId) })), count };
}

/**
 * `POST wecomLinks:accept {contacts: [{userId, kind, key}]}`: the administrator's word for what `waiting?kind=contacts`
 * showed. Answers how many were taken, and why others were not; more than one never include self-registered or privileged
 * users, or a number that several users have.
 */
export async function accept(ctx: Context, next: Next) {
  const { accounts, contacts } = serviceOf(ctx.app);
  const seen = seenContacts((ctx.action.params.values as Values | undefined)?.contacts);
  if (!seen) ctx.throw(400);
  ctx.body = await acceptContacts(
    { db: ctx.db, contacts, journal: accounts.setting.journal },
    { seen, byUserId: String(ctx.state.currentUser.id), mayManagePrivileged: mayManagePrivileged(ctx) },
  );
  await next();
}

function seenContacts(given: unknown): SeenContact[] | undefined {
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST_AT_ONCE) return undefined;
  const seen = given.flatMap((one): SeenContact[] => {
    const { userId, kind, key } = (one ?? {}) as Values;
    if (!/^\d{1,20}$/.test(String(userId)) || (kind !== 'phone' && kind !== 'email')) return [];
    return typeof key === 'string' ? [{ userId: String(userId), kind, key }] : [];
  });
  return seen.length === given.length ? seen : undefined;
}

/** `GET wecomLinks:journal`: what happened in the last 180 days, newest first. */
export async function journal(ctx: Context, next: Next) {
  const query = queryOf(ctx);
  const { rows, count } = await ctx.db.getModel('wecomJournal').findAndCountAll({
    order: [['id', 'DESC']],
    limit: query.pageSize,
    offset: (query.page - 1) * query.pageSize,
  });
  const entries = rows.map((row) => row.toJSON() as { userId?: string; byUserId?: string });
  const users = await usersById(
    ctx.db,
    entries.flatMap(({ userId, byUserId }) => [userId, byUserId].filter((id): id is string => Boolean(id))),
  );
  const named = ({ userId, byUserId, ...entry }: (typeof entries)[number]) => ({
    ...entry,
    userId,
    byUserId,
    user: users.get(String(userId)) ?? null,
    byUser: users.get(String(byUserId)) ?? null,
  });
  ctx.body = pageOf({ rows: entries.map(named), count }, query);
  await next();
}
