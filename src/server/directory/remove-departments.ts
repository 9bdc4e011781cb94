import type { Database, Transaction } from '@nocobase/database';
import { inTransaction } from '../accounts/in-transaction';
import type { AccountsSetting } from '../accounts/setting';
import type { WeComClient } from '../wecom-api/client';
import { ENDPOINTS } from '../wecom-api/endpoints';
import { isOutOfSight } from '../wecom-api/errors';
import type { Known, KnownDepartment } from './known';
import type { Outcome } from './outcome';
import type { DepartmentDecision } from './plan-departments';
import { SyncRecords } from './sync-records';
import { patiently, type Sleep } from './turns';
import { markLeaves } from './write-departments';

export interface DepartmentRemoving {
  setting: AccountsSetting;
  client: WeComClient;
  corpId: string;
  known: Known;
  outcome: Outcome;
  forgetDepartments: (userIds: string[]) => Promise<void>;
  pause?: Sleep;
}

/**
 * Removes departments that WeCom does not show any more, the lowest first. WeCom is asked about each, since a list may be
 * cut short; and one in which NocoBase has something of its own, a member, a department below, a role, stays as NocoBase's.
 */
export async function removeDepartments(decisions: DepartmentDecision[], removing: DepartmentRemoving): Promise<void> {
  const { setting, client, corpId, known, outcome, pause } = removing;
  const vanished = decisions.filter((one) => one.do === 'vanish').map(({ uid }) => uid);
  const parents = new Set<string>();
  for (const uid of deepestFirst(vanished, known.departments)) {
    try {
      if (!(await patiently(() => isGone(client, uid), pause))) continue;
      const parentId = known.departments.get(uid)?.now?.parentId;
      const title = known.departments.get(uid)?.title;
      const fate = await inTransaction(setting, `directory:${corpId}`, (transaction) =>
        remove(uid, removing, transaction),
      );
      if (fate === 'kept') outcome.note({ kind: 'kept-department', departmentId: uid, memberName: title });
      if (fate !== 'none') outcome.add(fate === 'kept' ? 'departmentsKept' : 'departmentsRemoved');
      if (fate === 'removed' && parentId) parents.add(parentId);
    } catch (error) {
      outcome.failed({ departmentId: uid, memberName: known.departments.get(uid)?.title }, error);
    }
  }
  await markLeaves(setting, corpId, parents);
}

async function isGone(client: WeComClient, uid: string): Promise<boolean> {
  try {
    await client.call(ENDPOINTS.department, { id: uid });
    return false;
  } catch (error) {
    if (isOutOfSight(error)) return true;
    throw error;
  }
}

function deepestFirst(uids: string[], departments: ReadonlyMap<string, KnownDepartment>): string[] {
  const depth = (uid: string, below = 0): number => {
    const parent = departments.get(uid)?.parentUid;
    return parent === undefined || below > departments.size ? 0 : 1 + depth(parent, below + 1);
  };
  return uids
    .map((uid) => ({ uid, depth: depth(uid) }))
    .sort((a, b) => b.depth - a.depth)
    .map(({ uid }) => uid);
}

async function remove(
  uid: string,
  { setting: { db }, corpId, known, forgetDepartments }: DepartmentRemoving,
  transaction: Transaction,
): Promise<'removed' | 'kept' | 'none'> {
  const id = known.departments.get(uid)?.now?.id;
  const records = new SyncRecords(db);
  // From now on it is NocoBase's own, or not there.
  await records.forget(corpId, 'department', [uid], transaction);
  if (id === undefined) return 'none';
  const members = await membersOf(db, id, transaction);
  if (await hasOwn(db, id, uid, members, known, transaction)) return 'kept';
  if (members.length > 0) {
    await db.getModel('departmentsUsers').destroy({ where: { departmentId: id }, transaction, hooks: false });
    const none = { mainDepartmentId: null } as never;
    await db.getModel('users').update(none, { where: { mainDepartmentId: id }, transaction, hooks: false });
  }
  const department = await db.getModel('departments').findByPk(id, { transaction });
  await department?.destroy({ transaction });
  await forgetDepartments(members);
  return 'removed';
}

async function membersOf(db: Database, departmentId: string, transaction: Transaction): Promise<string[]> {
  const where = { departmentId };
  const rows = (await db.getModel('departmentsUsers').findAll({ where, raw: true, transaction })) as unknown as {
    userId: unknown;
  }[];
  return rows.map(({ userId }) => String(userId));
}

/** Whether somebody has put something into it by hand. */
async function hasOwn(
  db: Database,
  id: string,
  uid: string,
  members: string[],
  { records }: Known,
  transaction: Transaction,
): Promise<boolean> {
  const given = new Set(
    [...records.values()].flatMap(({ userId, places }) =>
      userId && places.some((place) => place.uid === uid) ? [userId] : [],
    ),
  );
  if (members.some((userId) => !given.has(userId))) return true;
  if ((await db.getModel('departments').count({ where: { parentId: id }, transaction })) > 0) return true;
  if (!db.hasCollection('departmentsRoles')) return false;
  return (await db.getModel('departmentsRoles').count({ where: { departmentId: id }, transaction })) > 0;
}
