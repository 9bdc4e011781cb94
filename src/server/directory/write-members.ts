import type { Transaction } from '@nocobase/database';
import { normalizePhone } from '../accounts/contact-forms';
import { writeLink } from '../accounts/first-sign-in';
import { memberIdentity } from '../accounts/member-identity';
import type { AccountsSetting } from '../accounts/setting';
import type { ListedMember } from '../wecom-api/member-lists';
import { writeInBatches } from './batches';
import type { Known, KnownLink } from './known';
import { announceUsers, giveDefaultRole, makeUsers } from './make-users';
import { type Moving, writeMemberships } from './memberships';
import type { Outcome } from './outcome';
import { hasChanges, type MemberChanges, wantedPlaces } from './plan-changes';
import type { MemberDecision } from './plan-members';
import { memberMetaData, type RecordToPut, SyncRecords } from './sync-records';

export interface MemberWriting {
  setting: AccountsSetting;
  corpId: string;
  /** The authenticator whose sign-ins these members use. */
  authenticator: string;
  members: ReadonlyMap<string, ListedMember>;
  known: Known;
  /** Whether departments are synchronised. */
  departments: boolean;
  outcome: Outcome;
  /** NocoBase keeps the departments of a user for a while. */
  forgetDepartments: (userIds: string[]) => Promise<void>;
  onProgress: (done: number, total: number) => Promise<void>;
}

type Making = Extract<MemberDecision, { do: 'make' }>;
type Linking = Extract<MemberDecision, { do: 'link' }>;
type Keeping = Extract<MemberDecision, { do: 'keep' }>;

/** Makes, links and changes members' users. What is as it should be costs nothing. */
export async function writeMembers(decisions: readonly MemberDecision[], writing: MemberWriting): Promise<void> {
  const { outcome } = writing;
  const making: Making[] = [];
  const linking: Linking[] = [];
  const changing: Keeping[] = [];
  for (const one of decisions) {
    if (one.do === 'make') making.push(one);
    else if (one.do === 'link') linking.push(one);
    else if (one.do === 'keep' && (hasChanges(one.changes) || one.changes.record)) changing.push(one);
    else if (one.do === 'keep') outcome.add('unchanged');
  }
  const total = making.length + linking.length + changing.length;
  let done = 0;
  const progress = async (rows: number) => {
    done += rows;
    await writing.onProgress(done, total);
  };
  await writeAll(making, 'made', (rows, transaction) => make(rows, writing, transaction), writing, progress);
  await writeAll(linking, 'linked', (rows, transaction) => link(rows, writing, transaction), writing, progress);
  await writeAll(changing, 'changed', (rows, transaction) => change(rows, writing, transaction), writing, progress);
}

async function writeAll<Row extends Making | Linking | Keeping>(
  rows: Row[],
  kind: 'made' | 'linked' | 'changed',
  write: (rows: Row[], transaction: Transaction) => Promise<Map<string, string>>,
  writing: MemberWriting,
  progress: (rows: number) => Promise<void>,
): Promise<void> {
  const { setting, corpId, members, outcome, forgetDepartments } = writing;
  let userIds = new Map<string, string>();
  const nameOf = (memberId: string) => members.get(memberId)?.name;
  await writeInBatches(setting, `directory:${corpId}`, {
    rows,
    write: async (part, transaction) => {
      userIds = await write(part, transaction);
    },
    onFailed: ({ memberId }, error) => outcome.failed({ memberId, memberName: nameOf(memberId) }, error),
    onWritten: async (part) => {
      for (const one of part) {
        const { memberId } = one;
        // A record alone is NocoBase's book-keeping, and changes nothing that anybody sees.
        const isSeen = one.do !== 'keep' || hasChanges(one.changes);
        outcome.add(isSeen ? kind : 'unchanged');
        if (isSeen) outcome.note({ kind, memberId, memberName: nameOf(memberId), userId: userIds.get(memberId) });
      }
      await forgetDepartments([...userIds.values()]);
      await progress(part.length);
    },
  });
}

/** @returns the ids of the users by member */
async function make(rows: Making[], writing: MemberWriting, transaction: Transaction): Promise<Map<string, string>> {
  const { setting, corpId, authenticator, members, departments, known } = writing;
  const { db, contacts } = setting;
  const making = rows.map(({ memberId }) => members.get(memberId) as ListedMember);
  const users = await makeUsers({ db, contacts, transaction }, making);
  const userIds = users.map((user) => String(user.get('id')));
  await giveDefaultRole(db, userIds, transaction);
  for (const { link } of rows) if (link) await giveUp(setting, corpId, link, transaction);
  const linkRows = making.map((member, index) => linkRow(setting, corpId, member, userIds[index] as string));
  await db.getModel('wecomAccounts').bulkCreate(linkRows as never[], { transaction });
  const shown = making.map(({ userId, name }, index) => ({
    ...{ authenticator, userId: userIds[index], uuid: userId },
    ...{ nickname: name ?? userId, meta: { corpId } },
  }));
  await db.getModel('usersAuthenticators').bulkCreate(shown as never[], { transaction });
  const places = making.map((member) => (departments ? wantedPlaces(member) : []));
  if (departments) {
    const moving = userIds.map((userId, index): Moving => {
      const own = places[index] ?? [];
      return { userId, changes: { join: own, leave: [], own: [], main: own.find(({ isMain }) => isMain)?.uid } };
    });
    await writeMemberships(db, moving, known.departments, transaction);
  }
  const records = rows.map(({ memberId }, index): RecordToPut => {
    const old = known.records.get(memberId);
    const metaData = memberMetaData(memberId, making[index]?.name, places[index] ?? []);
    const before = old && { id: old.id, pkBefore: old.userId };
    return { ...before, uid: memberId, metaData, pk: userIds[index] as string };
  });
  await new SyncRecords(db).put(corpId, 'user', records, transaction);
  await db
    .getModel('wecomWaiting')
    .destroy({ where: { corpId, memberId: rows.map((row) => row.memberId) }, transaction });
  const entries = making.map(({ name }, index) => ({
    ...{ event: 'signed-up', corpId, memberId: rows[index]?.memberId, memberName: name },
    ...{ userId: userIds[index], details: { origin: 'sync' } },
  }));
  await db.getModel('wecomJournal').bulkCreate(entries as never[], { transaction });
  await announceUsers({ db, contacts, transaction }, users);
  return new Map(rows.map(({ memberId }, index) => [memberId, userIds[index] as string]));
}

/** Another person has the userid now (S-42). */
async function giveUp({ links, journal }: AccountsSetting, corpId: string, known: KnownLink, transaction: Transaction) {
  const link = await links.findById(known.id, transaction);
  if (!link) return;
  await links.giveUp(link, transaction);
  const { memberId, memberName, userId } = known;
  await journal.write({ event: 'userid-reused', corpId, memberId, memberName, userId }, transaction);
}

function linkRow({ digestOf }: AccountsSetting, corpId: string, member: ListedMember, userId: string) {
  const phone = normalizePhone(member.phone);
  return {
    ...{ corpId, memberId: member.userId.toLowerCase(), userId, state: 'active', origin: 'sync' },
    memberName: member.name ?? null,
    phoneDigest: phone ? digestOf(phone) : null,
  };
}

async function link(rows: Linking[], writing: MemberWriting, transaction: Transaction): Promise<Map<string, string>> {
  const { setting, corpId, authenticator, members } = writing;
  for (const { memberId, userId, link: known } of rows) {
    const member = members.get(memberId) as ListedMember;
    await writeLink(
      setting,
      {
        member: memberIdentity(corpId, member.userId),
        profile: { name: member.name, phone: member.phone },
        ...{ authenticator, userId, origin: 'sync' as const },
        link: known && (await setting.links.findById(known.id, transaction)),
      },
      transaction,
    );
  }
  return change(rows, writing, transaction);
}

async function change(
  rows: { memberId: string; userId: string; changes: MemberChanges }[],
  { setting, corpId, known, departments }: MemberWriting,
  transaction: Transaction,
): Promise<Map<string, string>> {
  const { db } = setting;
  const renamed = rows.filter(({ changes }) => changes.nickname !== undefined);
  if (renamed.length > 0) {
    const users = await db
      .getModel('users')
      .findAll({ where: { id: renamed.map(({ userId }) => userId) }, transaction });
    const byId = new Map(users.map((user) => [String(user.get('id')), user]));
    for (const { userId, changes } of renamed) {
      await byId.get(userId)?.update({ nickname: changes.nickname }, { transaction });
    }
  }
  for (const { memberId, changes } of rows) {
    if (changes.memberName === undefined) continue;
    const values = { memberName: changes.memberName } as never;
    await db.getModel('wecomAccounts').update(values, { where: { corpId, memberId }, transaction });
  }
  if (departments) {
    const moving = rows.map(({ userId, changes }): Moving => ({ userId, changes, user: known.users.get(userId) }));
    await writeMemberships(db, moving, known.departments, transaction);
  }
  const records = rows.flatMap(({ memberId, userId, changes }): RecordToPut[] => {
    if (!changes.record) return [];
    const old = known.records.get(memberId);
    const metaData = memberMetaData(memberId, changes.record.name, changes.record.places);
    return [{ ...(old && { id: old.id, pkBefore: old.userId }), uid: memberId, metaData, pk: userId }];
  });
  await new SyncRecords(db).put(corpId, 'user', records, transaction);
  return new Map(rows.map(({ memberId, userId }) => [memberId, userId]));
}
