import { type Database, Op } from '@nocobase/database';
import { linkOf } from '../accounts/account-links';
import { usersById } from '../accounts/link-list';
import { lockedOut } from '../accounts/lockout';
import { privilegedUsers } from '../accounts/privileged';

export interface LeaversQuery {
  search?: string;
  page: number;
  pageSize: number;
}

/** Linked members who are gone, the last one first, with what is still open to them (S-61). */
export async function listLeavers(db: Database, { search, page, pageSize }: LeaversQuery) {
  const like = search && { [Op.like]: `%${search.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%` };
  const gone = { [Op.or]: [{ state: 'left' }, { away: { [Op.ne]: null } }] };
  const where = like ? { [Op.and]: [gone, { [Op.or]: [{ memberName: like }, { memberId: like }] }] } : gone;
  const { rows, count } = await db.getModel('wecomAccounts').findAndCountAll({
    where: where as never,
    order: [
      ['leftAt', 'DESC'],
      ['id', 'DESC'],
    ],
    limit: pageSize,
    offset: (page - 1) * pageSize,
    raw: true,
  });
  const links = rows.map(linkOf);
  const ids = links.map(({ userId }) => userId);
  const [users, out, privileged, passwords, keys] = await Promise.all([
    usersById(db, ids),
    lockedOut(db, ids),
    privilegedUsers(db, ids),
    withPassword(db, ids),
    apiKeys(db, ids),
  ]);
  return {
    count,
    rows: links.map(({ id, corpId, memberId, memberName, state, away, leftAt, userId }) => ({
      ...{ id, corpId, memberId, memberName, state, away: away ?? null, leftAt },
      user: users.get(userId) ?? null,
      hasPassword: passwords.has(userId),
      apiKeys: keys.get(userId) ?? 0,
      lockedOut: out.has(userId),
      privileged: privileged.has(userId),
    })),
  };
}

async function withPassword(db: Database, ids: string[]): Promise<Set<string>> {
  const rows = (await db.getModel('users').findAll({
    where: { id: ids, password: { [Op.ne]: null } },
    attributes: ['id'],
    raw: true,
  })) as unknown as { id: unknown }[];
  return new Set(rows.map(({ id }) => String(id)));
}

async function apiKeys(db: Database, ids: string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  if (!db.hasCollection('apiKeys')) return counts;
  const rows = (await db.getModel('apiKeys').findAll({
    where: { createdById: ids },
    attributes: ['createdById'],
    raw: true,
  })) as unknown as { createdById: unknown }[];
  for (const { createdById } of rows) counts.set(String(createdById), (counts.get(String(createdById)) ?? 0) + 1);
  return counts;
}
