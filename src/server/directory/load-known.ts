import type { Database } from '@nocobase/database';
import type { Away } from '../accounts/account-links';
import type { Accounts } from '../accounts/accounts';
import { normalizePhone } from '../accounts/contact-forms';
import { privilegedUsers } from '../accounts/privileged';
import type { ListedMember } from '../wecom-api/member-lists';
import { IDS_A_QUERY, inParts } from './in-parts';
import type { Known, KnownDepartment, KnownLink, KnownUser, MemberRecord } from './known';
import { findNamesakes, type Search } from './namesakes';
import { placesOf, SyncRecords } from './sync-records';

export interface Loading extends Search {
  accounts: Pick<Accounts, 'links' | 'setting'>;
  /** Whether NocoBase has departments, and they are synchronised. */
  departments: boolean;
}

/** Reads what NocoBase has of a company: a handful of queries for all members, never one for each. */
export async function loadKnown(loading: Loading): Promise<Known> {
  const { db, corpId, members, only } = loading;
  const records = new SyncRecords(db);
  const links = await readLinks(db, corpId, only);
  const declined = await readDeclined(db, corpId, only);
  const memberRecords = new Map<string, MemberRecord>();
  for await (const { id, uid, metaData, pk } of records.read(corpId, 'user', only)) {
    const name = typeof metaData.nickname === 'string' ? metaData.nickname : undefined;
    memberRecords.set(uid, { id, places: placesOf(metaData), ...(pk && { userId: pk }), ...(name && { name }) });
  }
  const unmatched = [...members].filter(([memberId]) => links.get(memberId)?.state !== 'active');
  const byPhone = await readPhones(loading, unmatched);
  const userIds = new Set([
    ...[...links.values()].map(({ userId }) => userId),
    ...[...memberRecords.values()].flatMap(({ userId }) => userId ?? []),
    ...[...declined.values()].flatMap(({ users }) => users),
    ...[...byPhone.values()].flat().map(({ userId }) => userId),
  ]);
  const users = await readUsers(db, [...userIds], loading.departments);
  const names = await findNamesakes(loading, unmatched);
  const doubtful = [
    ...[...byPhone.values()].flat().map(({ userId }) => userId),
    ...[...links.values()].filter(({ state }) => state === 'left').map(({ userId }) => userId),
  ];
  return {
    links,
    records: memberRecords,
    users,
    departments: loading.departments ? await readDepartments(db, records, corpId) : new Map(),
    declined,
    ...names,
    byPhone,
    privileged: await inParts(doubtful, (ids) => privilegedUsers(db, ids)),
  };
}

async function readLinks(db: Database, corpId: string, only?: string[]): Promise<Map<string, KnownLink>> {
  const rows = (await db.getModel('wecomAccounts').findAll({
    where: { corpId, ...(only && { memberId: only }) },
    attributes: ['id', 'memberId', 'userId', 'state', 'away', 'memberName', 'phoneDigest'],
    raw: true,
  })) as unknown as Record<string, unknown>[];
  return new Map(rows.map((row) => [row.memberId as string, knownLinkOf(row)]));
}

/** @param row - of the table `wecomAccounts` */
export function knownLinkOf(row: Record<string, unknown>): KnownLink {
  return {
    id: String(row.id),
    memberId: row.memberId as string,
    userId: String(row.userId),
    state: row.state as KnownLink['state'],
    ...(row.away ? { away: row.away as Away } : {}),
    ...(row.memberName ? { memberName: row.memberName as string } : {}),
    ...(row.phoneDigest ? { phoneDigest: row.phoneDigest as string } : {}),
  };
}

async function readDeclined(db: Database, corpId: string, only?: string[]): Promise<Known['declined']> {
  const rows = (await db.getModel('wecomDeclined').findAll({
    where: { corpId, ...(only && { memberId: only }) },
    attributes: ['memberId', 'userId', 'reason'],
    raw: true,
  })) as unknown as { memberId: string; userId: unknown; reason: string }[];
  const declined: Known['declined'] = new Map();
  for (const { memberId, userId, reason } of rows) {
    const known = declined.get(memberId) ?? { users: [], wasDeleted: false };
    // The id of a deleted user may be somebody else's by now.
    if (reason === 'deleted') known.wasDeleted = true;
    else known.users.push(String(userId));
    declined.set(memberId, known);
  }
  return declined;
}

/** Only apps made before 2022-06-20 see phone numbers in a list. */
async function readPhones({ db, accounts }: Loading, unmatched: [string, ListedMember][]): Promise<Known['byPhone']> {
  const byPhone: Known['byPhone'] = new Map();
  for (const [memberId, { phone }] of unmatched) {
    const normal = normalizePhone(phone);
    const found = normal ? await accounts.setting.contacts.findByPhone(normal) : [];
    if (found.length > 0)
      byPhone.set(
        memberId,
        found.map(({ userId, trusted }) => ({ userId, trusted, linked: false })),
      );
  }
  const ids = [...byPhone.values()].flat().map(({ userId }) => userId);
  const linked = await inParts(ids, async (part) => {
    const rows = (await db.getModel('wecomAccounts').findAll({
      where: { userId: part },
      attributes: ['userId'],
      raw: true,
    })) as unknown as { userId: unknown }[];
    return rows.map(({ userId }) => String(userId));
  });
  for (const candidate of [...byPhone.values()].flat()) candidate.linked = linked.has(candidate.userId);
  return byPhone;
}

async function readUsers(db: Database, ids: string[], departments: boolean): Promise<Map<string, KnownUser>> {
  const users = new Map<string, KnownUser>();
  const hasMain = departments && 'mainDepartmentId' in db.getModel('users').rawAttributes;
  for (let start = 0; start < ids.length; start += IDS_A_QUERY) {
    const part = ids.slice(start, start + IDS_A_QUERY);
    const rows = (await db.getModel('users').findAll({
      where: { id: part },
      attributes: ['id', 'nickname', ...(hasMain ? ['mainDepartmentId'] : [])],
      raw: true,
    })) as unknown as { id: unknown; nickname: string | null; mainDepartmentId?: unknown }[];
    for (const { id, nickname, mainDepartmentId: main } of rows) {
      users.set(String(id), {
        memberships: [],
        ...(nickname && { nickname }),
        ...(main ? { mainDepartmentId: String(main) } : {}),
      });
    }
    if (!departments) continue;
    const memberships = (await db.getModel('departmentsUsers').findAll({
      where: { userId: part },
      attributes: ['userId', 'departmentId', 'isOwner'],
      raw: true,
    })) as unknown as { userId: unknown; departmentId: unknown; isOwner: unknown }[];
    for (const { userId, departmentId, isOwner } of memberships) {
      users.get(String(userId))?.memberships.push({ departmentId: String(departmentId), isOwner: Boolean(isOwner) });
    }
  }
  return users;
}

async function readDepartments(
  db: Database,
  records: SyncRecords,
  corpId: string,
): Promise<Map<string, KnownDepartment>> {
  const known = new Map<string, KnownDepartment & { pk?: string }>();
  for await (const { id, uid, metaData, pk } of records.read(corpId, 'department')) {
    const { title, parentUid } = metaData;
    known.set(uid, {
      recordId: id,
      ...(typeof title === 'string' && { title }),
      ...(typeof parentUid === 'string' && { parentUid }),
      ...(pk && { pk }),
    });
  }
  const ids = [...known.values()].flatMap(({ pk }) => pk ?? []);
  const now = new Map<string, NonNullable<KnownDepartment['now']>>();
  for (let start = 0; start < ids.length; start += IDS_A_QUERY) {
    const rows = (await db.getModel('departments').findAll({
      where: { id: ids.slice(start, start + IDS_A_QUERY) },
      attributes: ['id', 'title', 'parentId', 'sort'],
      raw: true,
    })) as unknown as Record<string, unknown>[];
    for (const { id, title, parentId, sort } of rows) {
      now.set(String(id), {
        id: String(id),
        ...(typeof title === 'string' && { title }),
        ...(parentId ? { parentId: String(parentId) } : {}),
        ...(sort !== null && sort !== undefined && { sort: Number(sort) }),
      });
    }
  }
  return new Map(
    [...known].map(([uid, { pk, ...rest }]) => {
      const row = pk ? now.get(pk) : undefined;
      return [uid, { ...rest, ...(row && { now: row }) }];
    }),
  );
}
