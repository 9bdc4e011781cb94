import { type Database, type FindOptions, Op } from '@nocobase/database';
import { type Link, linkOf } from './account-links';

export interface LinkQuery {
  /** Part of a member's name or id, or the beginning of a user's nickname or username. */
  search?: string;
  state?: string;
  corpId?: string;
  sort: [field: string, direction: 'ASC' | 'DESC'];
  page: number;
  pageSize: number;
}

export interface ListedLink extends Link {
  user: { id: number | string; nickname: string | null; username: string | null } | null;
}

/** More users than this are not looked through for one search. */
const MOST_USERS = 500;

/** Links for administrators, by page; every look-up has an index but the search in names, which is bounded. */
export async function listLinks(db: Database, query: LinkQuery): Promise<{ rows: ListedLink[]; count: number }> {
  const { state, corpId, sort, page, pageSize } = query;
  const where = {
    ...(state && { state }),
    ...(corpId && { corpId }),
    ...(query.search && { [Op.or]: await searched(db, query.search) }),
  };
  const { rows, count } = await db.getModel('wecomAccounts').findAndCountAll({
    where,
    order: [sort, ['id', 'DESC']],
    limit: pageSize,
    offset: (page - 1) * pageSize,
    raw: true,
  } as FindOptions as never);
  const links = rows.map(linkOf);
  const users = await usersById(
    db,
    links.map(({ userId }) => userId),
  );
  return { rows: links.map((link) => ({ ...link, user: users.get(link.userId) ?? null })), count: Number(count) };
}

async function searched(db: Database, search: string) {
  // `%` and `_` are what somebody typed, not wildcards.
  const text = search.replace(/[\\%_]/g, (mark) => `\\${mark}`);
  const begins = { [Op.like]: `${text}%` };
  const users = await db.getModel('users').findAll({
    where: { [Op.or]: [{ nickname: begins }, { username: begins }] },
    attributes: ['id'],
    limit: MOST_USERS,
    raw: true,
  });
  return [
    { memberName: { [Op.like]: `%${text}%` } },
    { memberId: { [Op.like]: `%${text.toLowerCase()}%` } },
    { userId: users.map(({ id }) => id) },
  ];
}

export async function usersById(db: Database, ids: string[]) {
  const rows = (await db.getModel('users').findAll({
    where: { id: [...new Set(ids)] },
    attributes: ['id', 'nickname', 'username'],
    raw: true,
  })) as unknown as NonNullable<ListedLink['user']>[];
  return new Map(rows.map((row) => [String(row.id), row]));
}
