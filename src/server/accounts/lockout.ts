import type { Database, Transaction } from '@nocobase/database';
import { privilegedUsers } from './privileged';

const LOCKOUTS = 'wecomLockouts';

interface Role {
  roleName: string;
  default?: boolean;
}
interface Membership {
  departmentId: string;
  isOwner: boolean;
  isMain: boolean;
}

export interface LockedOut {
  /** Tokens of API keys that were destroyed; each has to be blocked, too. */
  apiKeys: string[];
}

/**
 * Takes everything from a user that lets him work here: roles, direct and through departments, and API keys. What was taken
 * is kept for his return; API keys are not. Twice is the same as once.
 *
 * @returns undefined for privileged users, from whom nothing is taken
 * @see NocoBase plugin-acl (`rolesUsers`), plugin-departments (`departmentsUsers`), plugin-api-keys (`apiKeys`)
 */
export async function lockOut(
  db: Database,
  { userId, corpId }: { userId: string; corpId: string },
  transaction: Transaction,
): Promise<LockedOut | undefined> {
  if ((await privilegedUsers(db, [userId], transaction)).size > 0) return undefined;
  const where = { userId };
  const roles = (await rows(db, 'rolesUsers', where, transaction)) as unknown as Role[];
  const main = (await db.getModel('users').findByPk(userId, { raw: true, transaction })) as unknown as {
    mainDepartmentId?: unknown;
  } | null;
  const memberships = (await rows(db, 'departmentsUsers', where, transaction)).map(
    ({ departmentId, isOwner }): Membership => ({
      departmentId: String(departmentId),
      isOwner: Boolean(isOwner),
      isMain: String(main?.mainDepartmentId) === String(departmentId),
    }),
  );
  await keep(db, { userId, corpId }, roles, memberships, transaction);
  if (roles.length > 0) await db.getModel('rolesUsers').destroy({ where, transaction, individualHooks: true });
  if (memberships.length > 0) await db.getModel('departmentsUsers').destroy({ where, transaction, hooks: false });
  if (main?.mainDepartmentId) {
    const none = { mainDepartmentId: null } as never;
    await db.getModel('users').update(none, { where: { id: userId }, transaction, hooks: false });
  }
  const keys = await rows(db, 'apiKeys', { createdById: userId }, transaction);
  if (keys.length > 0) await db.getModel('apiKeys').destroy({ where: { createdById: userId }, transaction });
  return { apiKeys: keys.flatMap(({ token }) => (typeof token === 'string' ? [token] : [])) };
}

/** The tokens of a user's API keys; none of privileged users. */
export async function tokensToBlock(db: Database, userId: string): Promise<string[]> {
  if ((await privilegedUsers(db, [userId])).size > 0) return [];
  const keys = await rows(db, 'apiKeys', { createdById: userId });
  return keys.flatMap(({ token }) => (typeof token === 'string' ? [token] : []));
}

/** What an earlier lockout has kept stays: the second one finds less. */
async function keep(
  db: Database,
  who: { userId: string; corpId: string },
  roles: Role[],
  departments: Membership[],
  transaction: Transaction,
): Promise<void> {
  const model = db.getModel(LOCKOUTS);
  const [before] = (await rows(db, LOCKOUTS, { userId: who.userId }, transaction)) as unknown as Kept[];
  const keptRoles = listOf<Role>(before?.roles);
  const keptDepartments = listOf<Membership>(before?.departments);
  const values = {
    roles: [
      ...keptRoles,
      ...roles
        .filter(({ roleName }) => !keptRoles.some((one) => one.roleName === roleName))
        .map(({ roleName, default: isDefault }) => ({ roleName, ...(isDefault && { default: true }) })),
    ],
    departments: [
      ...keptDepartments,
      ...departments.filter(({ departmentId }) => !keptDepartments.some((one) => one.departmentId === departmentId)),
    ],
  };
  if (before) await model.update(values as never, { where: { userId: who.userId }, transaction });
  else await model.create({ ...who, ...values, createdAt: new Date() }, { transaction });
}

interface Kept {
  roles: unknown;
  departments: unknown;
}

/** Gives back what was taken, as far as it still exists. @returns whether there was anything */
export async function giveBack(db: Database, userId: string, transaction: Transaction): Promise<boolean> {
  const [kept] = (await rows(db, LOCKOUTS, { userId }, transaction)) as unknown as Kept[];
  if (!kept) return false;
  const roles = await missing(db, 'rolesUsers', userId, 'roleName', listOf<Role>(kept.roles), transaction);
  const existing = new Set(
    (await rows(db, 'roles', { name: roles.map(({ roleName }) => roleName) }, transaction)).map(({ name }) => name),
  );
  const roleRows = roles.filter(({ roleName }) => existing.has(roleName)).map((role) => ({ userId, ...role }));
  if (roleRows.length > 0) await db.getModel('rolesUsers').bulkCreate(roleRows as never[], { transaction });
  if (db.hasCollection('departmentsUsers'))
    await giveDepartments(db, userId, listOf<Membership>(kept.departments), transaction);
  await db.getModel(LOCKOUTS).destroy({ where: { userId }, transaction });
  return true;
}

async function giveDepartments(db: Database, userId: string, kept: Membership[], transaction: Transaction) {
  const wanted = await missing(db, 'departmentsUsers', userId, 'departmentId', kept, transaction);
  const ids = wanted.map(({ departmentId }) => departmentId);
  const existing = new Set((await rows(db, 'departments', { id: ids }, transaction)).map(({ id }) => String(id)));
  const given = wanted.filter(({ departmentId }) => existing.has(departmentId));
  if (given.length === 0) return;
  const memberships = given.map(({ departmentId, isOwner }) => ({ userId, departmentId, isOwner, isMain: false }));
  await db.getModel('departmentsUsers').bulkCreate(memberships as never[], { transaction });
  const mainDepartmentId = (given.find(({ isMain }) => isMain) ?? given[0])?.departmentId;
  const main = { mainDepartmentId } as never;
  await db.getModel('users').update(main, { where: { id: userId }, transaction, hooks: false });
}

/** What the user does not have again already. */
async function missing<Row extends object>(
  db: Database,
  table: string,
  userId: string,
  key: keyof Row & string,
  kept: Row[],
  transaction: Transaction,
): Promise<Row[]> {
  const has = new Set((await rows(db, table, { userId }, transaction)).map((row) => String(row[key])));
  return kept.filter((row) => !has.has(String(row[key])));
}

/** Of the users who are locked out. */
export async function lockedOut(db: Database, userIds: string[]): Promise<Set<string>> {
  if (userIds.length === 0) return new Set();
  return new Set((await rows(db, LOCKOUTS, { userId: userIds })).map(({ userId }) => String(userId)));
}

/** Nothing where the plugin of the table is not enabled. */
async function rows(
  db: Database,
  table: string,
  where: Record<string, unknown>,
  transaction?: Transaction,
): Promise<Record<string, unknown>[]> {
  if (!db.hasCollection(table)) return [];
  return (await db.getModel(table).findAll({ where, raw: true, transaction })) as unknown as Record<string, unknown>[];
}

/** A column of JSON: some databases give it as text. */
function listOf<Row>(value: unknown): Row[] {
  const list = typeof value === 'string' ? JSON.parse(value) : value;
  return Array.isArray(list) ? list : [];
}
