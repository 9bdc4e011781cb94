/**
 * What contact-sync is told about a change of the directory: as little as addresses saved after 2022-08-15 are told.
 * Names, status, leaders and order never come.
 * @see document paths 96302, 96303, 96304
 */
import type { Department, Member, Tag } from '../corp';
import type { EventFields } from './xml';

const change = (ChangeType: string, fields: EventFields): EventFields => ({
  Event: 'change_contact',
  ChangeType,
  ...fields,
});

export function memberEvents(before: Member | undefined, after: Member | undefined): EventFields[] {
  if (!before && !after) return [];
  if (!after) return [change('delete_user', { UserID: before?.userid ?? '' })];
  const Department = after.department.join(',');
  if (!before) return [change('create_user', { UserID: after.userid, Department })];
  const isRenamed = before.userid !== after.userid;
  const hasMoved = before.department.join(',') !== Department;
  if (!isRenamed && !hasMoved) return [];
  return [
    change('update_user', {
      UserID: before.userid,
      ...(isRenamed ? { NewUserID: after.userid } : {}),
      ...(hasMoved ? { Department } : {}),
    }),
  ];
}

export function departmentEvents(before: Department | undefined, after: Department | undefined): EventFields[] {
  if (!after) return before ? [change('delete_party', { Id: before.id })] : [];
  if (before?.parentid === after.parentid) return [];
  return [change(before ? 'update_party' : 'create_party', { Id: after.id, ParentId: String(after.parentid) })];
}

const EMPTY: Pick<Tag, 'userlist' | 'partylist'> = { userlist: [], partylist: [] };

/** @param tagid of a tag that was made, changed or removed */
export function tagEvents(tagid: number, before: Tag | undefined, after: Tag | undefined): EventFields[] {
  const [old, now] = [before ?? EMPTY, after ?? EMPTY];
  const lists = {
    AddUserItems: without(now.userlist, old.userlist),
    DelUserItems: without(old.userlist, now.userlist),
    AddPartyItems: without(now.partylist, old.partylist),
    DelPartyItems: without(old.partylist, now.partylist),
  };
  const told = Object.entries(lists).filter(([, items]) => items !== '');
  return told.length > 0 ? [change('update_tag', { TagId: tagid, ...Object.fromEntries(told) })] : [];
}

const without = <T>(items: T[], others: T[]): string => items.filter((item) => !others.includes(item)).join(',');
