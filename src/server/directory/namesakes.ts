import { type Database, Op } from '@nocobase/database';
import { nameKey } from '../accounts/identity-change';
import type { ListedMember } from '../wecom-api/member-lists';
import { inParts } from './in-parts';
import type { Known } from './known';

const USERS_A_READ = 5_000;

export interface Search {
  db: Database;
  corpId: string;
  members: ReadonlyMap<string, ListedMember>;
  /** Only these members were asked about; all of the company otherwise. */
  only?: string[];
  /** Whether only chosen departments were read: whoever was not read may be there all the same. */
  isPartial?: boolean;
}

type Found = Pick<Known, 'byName' | 'byUsername'>;

/**
 * Users who may be members that nobody knows: those with the same name whose own member is not there (it may be the same
 * person under a new userid), and those whose username is the userid and who never had a link.
 *
 * @param unmatched - members without a link
 */
export async function findNamesakes(search: Search, unmatched: [string, ListedMember][]): Promise<Found> {
  const { byName, byUsername } = await readUsers(search.db, unmatched);
  const linked = await inParts([...byName.values()].flat(), (ids) => usersWithLink(search, ids, isLiving(search)));
  const everLinked = await inParts([...byUsername.values()].flat(), (ids) => usersWithLink(search, ids, () => true));
  return { byName: without(byName, linked), byUsername: without(byUsername, everLinked) };
}

/** All users are gone through once, in parts. */
async function readUsers(db: Database, unmatched: [string, ListedMember][]): Promise<Found> {
  const byName = new Map<string, string[]>();
  const byUsername = new Map<string, string[]>();
  const names = new Set(unmatched.flatMap(([, { name }]) => (name ? nameKey(name) : [])));
  const userIds = new Set(unmatched.map(([memberId]) => memberId));
  const add = (map: Map<string, string[]>, key: string, id: string) => {
    const ids = map.get(key);
    if (ids) ids.push(id);
    else map.set(key, [id]);
  };
  for (let after = '0'; unmatched.length > 0; ) {
    const rows = (await db.getModel('users').findAll({
      where: { id: { [Op.gt]: after } },
      attributes: ['id', 'nickname', 'username'],
      order: [['id', 'ASC']],
      limit: USERS_A_READ,
      raw: true,
    })) as unknown as { id: unknown; nickname: string | null; username: string | null }[];
    for (const { id, nickname, username } of rows) {
      const key = nickname ? nameKey(nickname) : '';
      if (key && names.has(key)) add(byName, key, String(id));
      const account = username?.toLowerCase() ?? '';
      if (userIds.has(account)) add(byUsername, account, String(id));
    }
    if (rows.length < USERS_A_READ) break;
    after = String(rows.at(-1)?.id);
  }
  return { byName, byUsername };
}

interface LinkRow {
  userId: unknown;
  memberId: string;
  state: string;
}

/** @returns users who have a link in this company for which this is true */
async function usersWithLink({ db, corpId }: Search, ids: string[], isMeant: (row: LinkRow) => boolean) {
  const rows = (await db.getModel('wecomAccounts').findAll({
    where: { corpId, userId: ids },
    attributes: ['userId', 'memberId', 'state'],
    raw: true,
  })) as unknown as LinkRow[];
  return rows.filter(isMeant).map(({ userId }) => String(userId));
}

/** A link that WeCom does not contradict. */
function isLiving({ members, only, isPartial }: Search): (row: LinkRow) => boolean {
  const wasAsked = only ? new Set(only) : undefined;
  const wasRead = (memberId: string) => (wasAsked ? wasAsked.has(memberId) : !isPartial);
  return ({ memberId, state }) =>
    state === 'blocked' || (state === 'active' && (members.has(memberId) || !wasRead(memberId)));
}

function without(map: Map<string, string[]>, taken: ReadonlySet<string>): Map<string, string[]> {
  const free = [...map].map(([key, ids]): [string, string[]] => [key, ids.filter((id) => !taken.has(id))]);
  return new Map(free.filter(([, ids]) => ids.length > 0));
}
