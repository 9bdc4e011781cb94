import type { ListedMember } from '../wecom-api/member-lists';
import type { Known, KnownLink, KnownUser, MemberRecord, RecordedPlace } from './known';

/** What changes of a linked user; nothing where all is as it was. */
export interface MemberChanges {
  nickname?: string;
  /** What the link remembers of the member. */
  memberName?: string;
  /** The member left, was disabled or out of range, and is there again. */
  back?: true;
  /** Departments by WeCom's ids. */
  join: { uid: string; isOwner: boolean }[];
  leave: string[];
  /** Owner or not any more, of departments that the user is in already. */
  own: { uid: string; isOwner: boolean }[];
  /** The new main department. */
  main?: string;
  /** What is recorded has changed, or nothing is recorded yet. */
  record?: { name?: string; places: RecordedPlace[] };
}

export interface ChangeRules {
  overwriteNames: boolean;
  departments: boolean;
}

/** Compares a linked user with the member. What people have made by hand stays. */
export function changesOf(
  memberId: string,
  member: ListedMember,
  link: KnownLink,
  known: Known,
  rules: ChangeRules,
): MemberChanges {
  const user = known.users.get(link.userId) ?? { memberships: [] };
  const record = known.records.get(memberId);
  const places = rules.departments ? wantedPlaces(member) : (record?.places ?? []);
  const { name } = member;
  const isAway = link.state === 'left' || link.away !== undefined;
  return {
    ...nicknameChange(user, record, name, rules),
    ...(name !== undefined && name !== link.memberName && { memberName: name }),
    ...(isAway && isPresent(member) && { back: true }),
    ...(rules.departments ? departmentChanges(user, record, places, known) : { join: [], leave: [], own: [] }),
    ...(!isRecorded(record, link.userId, name, places) && { record: { ...(name && { name }), places } }),
  };
}

/** Whether anything of it is written into NocoBase's own tables. */
export function hasChanges({ record: _record, ...changes }: MemberChanges): boolean {
  const { join, leave, own, ...rest } = changes;
  return join.length + leave.length + own.length + Object.keys(rest).length > 0;
}

function isPresent({ status }: ListedMember): boolean {
  return status !== 'disabled' && status !== 'left';
}

/** A name that is not the one that the last run saw is an administrator's or the person's own. */
function nicknameChange(
  user: KnownUser,
  record: MemberRecord | undefined,
  name: string | undefined,
  rules: ChangeRules,
) {
  if (name === undefined || user.nickname === name) return {};
  const isOurs = record?.name !== undefined && user.nickname === record.name;
  return rules.overwriteNames || isOurs || !user.nickname ? { nickname: name } : {};
}

/** The departments of a member, as they are recorded. */
export function wantedPlaces({ places, mainDepartment }: ListedMember): RecordedPlace[] {
  const main = places.some(({ id }) => id === mainDepartment) ? mainDepartment : places[0]?.id;
  return places
    .map(({ id, isLeader }) => ({ uid: String(id), isOwner: isLeader, isMain: id === main }))
    .sort((a, b) => Number(a.uid) - Number(b.uid));
}

function departmentChanges(
  user: KnownUser,
  record: MemberRecord | undefined,
  wanted: RecordedPlace[],
  { departments }: Known,
): Pick<MemberChanges, 'join' | 'leave' | 'own' | 'main'> {
  const idOf = (uid: string) => departments.get(uid)?.now?.id;
  const current = new Map(user.memberships.map(({ departmentId, isOwner }) => [departmentId, isOwner]));
  const before = new Map((record?.places ?? []).map((place) => [place.uid, place]));
  const changes: Pick<MemberChanges, 'join' | 'leave' | 'own' | 'main'> = { join: [], leave: [], own: [] };
  for (const { uid, isOwner } of wanted) {
    const id = idOf(uid);
    const isMember = id !== undefined && current.has(id);
    if (!isMember) changes.join.push({ uid, isOwner });
    // Who was made an owner by hand stays one: only what an earlier run gave is taken away.
    else if (isOwner && !current.get(id)) changes.own.push({ uid, isOwner: true });
    else if (!isOwner && current.get(id) && before.get(uid)?.isOwner) changes.own.push({ uid, isOwner: false });
  }
  const wantedIds = new Set(wanted.map(({ uid }) => uid));
  for (const uid of before.keys()) {
    const id = idOf(uid);
    if (!wantedIds.has(uid) && id !== undefined && current.has(id)) changes.leave.push(uid);
  }
  return { ...changes, ...mainChange(user, [...before.values()], wanted, idOf) };
}

/** The main department follows WeCom as long as nobody has chosen another one in NocoBase. */
function mainChange(
  { mainDepartmentId }: KnownUser,
  before: RecordedPlace[],
  wanted: RecordedPlace[],
  idOf: (uid: string) => string | undefined,
): { main?: string } {
  const main = wanted.find(({ isMain }) => isMain)?.uid;
  if (main === undefined || (mainDepartmentId !== undefined && idOf(main) === mainDepartmentId)) return {};
  const last = before.find(({ isMain }) => isMain)?.uid;
  const isOurs = mainDepartmentId === undefined || (last !== undefined && idOf(last) === mainDepartmentId);
  return isOurs ? { main } : {};
}

function isRecorded(
  record: MemberRecord | undefined,
  userId: string,
  name: string | undefined,
  places: RecordedPlace[],
): boolean {
  if (!record || record.userId !== userId || record.name !== name || record.places.length !== places.length)
    return false;
  return places.every(({ uid, isOwner, isMain }, index) => {
    const old = record.places[index];
    return old?.uid === uid && old.isOwner === isOwner && old.isMain === isMain;
  });
}
