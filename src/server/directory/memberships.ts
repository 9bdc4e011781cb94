import type { Database, Transaction } from '@nocobase/database';
import type { KnownDepartment, KnownUser } from './known';
import type { MemberChanges } from './plan-changes';

/** A user and what changes of his or her departments. */
export interface Moving {
  userId: string;
  user?: KnownUser;
  changes: Pick<MemberChanges, 'join' | 'leave' | 'own' | 'main'>;
}

/**
 * Writes memberships of departments: only those that the synchronisation gives, gave or takes. NocoBase's hook for a single
 * membership looks after the main department, which is done here for all of them.
 *
 * @see NocoBase plugin-departments/src/server/sync-user-main-department.ts
 */
export async function writeMemberships(
  db: Database,
  moving: Moving[],
  departments: ReadonlyMap<string, KnownDepartment>,
  transaction: Transaction,
): Promise<void> {
  const model = db.getModel('departmentsUsers');
  const idOf = (uid: string) => departments.get(uid)?.now?.id;
  const joining = moving.flatMap(({ userId, changes }) =>
    changes.join.flatMap(({ uid, isOwner }) => {
      const departmentId = idOf(uid);
      return departmentId ? [{ userId, departmentId, isOwner, isMain: false }] : [];
    }),
  );
  if (joining.length > 0) await model.bulkCreate(joining as never[], { transaction, ignoreDuplicates: true });
  for (const { userId, user, changes } of moving) {
    const left = changes.leave.flatMap((uid) => idOf(uid) ?? []);
    if (left.length > 0) await model.destroy({ where: { userId, departmentId: left }, transaction, hooks: false });
    for (const { uid, isOwner } of changes.own) {
      const where = { userId, departmentId: idOf(uid) ?? '0' };
      await model.update({ isOwner } as never, { where, transaction, hooks: false });
    }
    const lostMain = user?.mainDepartmentId !== undefined && left.includes(user.mainDepartmentId);
    if (changes.main === undefined && lostMain) await anotherMain(db, userId, transaction);
  }
  await writeMains(db, moving, idOf, transaction);
}

/** One statement for each department that is a main one. */
async function writeMains(
  db: Database,
  moving: Moving[],
  idOf: (uid: string) => string | undefined,
  transaction: Transaction,
): Promise<void> {
  const byMain = new Map<string, string[]>();
  for (const { userId, changes } of moving) {
    const main = changes.main === undefined ? undefined : idOf(changes.main);
    if (main) byMain.set(main, [...(byMain.get(main) ?? []), userId]);
  }
  for (const [mainDepartmentId, ids] of byMain) {
    await db.getModel('users').update({ mainDepartmentId } as never, { where: { id: ids }, transaction, hooks: false });
  }
}

async function anotherMain(db: Database, userId: string, transaction: Transaction): Promise<void> {
  const left = await db.getModel('departmentsUsers').findOne({ where: { userId }, raw: true, transaction });
  const mainDepartmentId = (left as unknown as { departmentId?: unknown } | null)?.departmentId ?? null;
  await db
    .getModel('users')
    .update({ mainDepartmentId } as never, { where: { id: userId }, transaction, hooks: false });
}
