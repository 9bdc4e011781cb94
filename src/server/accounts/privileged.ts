import type { Database, Transaction } from '@nocobase/database';

/** A right to manage NocoBase, as roles have it: `pm`, `pm.*`, `pm.users`; a `!` before it takes it away. */
const MANAGES = /^(?:\*|pm(?:\..*)?)$/;

interface RoleRow {
  name: string;
  allowConfigure: unknown;
  snippets: unknown;
}

/**
 * Users whom no match may link (S-44): with the role root, a role that may configure, or any right of NocoBase's
 * settings, directly or through a department.
 *
 * @see NocoBase plugin-acl (`roles.snippets`), plugin-departments (`departmentsRoles`, `departmentsUsers`)
 */
export async function privilegedUsers(
  db: Database,
  userIds: string[],
  transaction?: Transaction,
): Promise<Set<string>> {
  if (userIds.length === 0 || !db.hasCollection('rolesUsers')) return new Set();
  const roles = await rolesOf(db, userIds, transaction);
  const names = [...new Set(roles.map(({ role }) => role))];
  const managing = new Set(
    ((await db.getModel('roles').findAll({ where: { name: names }, transaction })) as unknown as RoleRow[])
      .filter(isManaging)
      .map(({ name }) => name),
  );
  return new Set(roles.filter(({ role }) => managing.has(role)).map(({ userId }) => userId));
}

function isManaging({ name, allowConfigure, snippets }: RoleRow): boolean {
  const rights = Array.isArray(snippets) ? snippets.map(String) : [];
  return name === 'root' || allowConfigure === true || rights.some((right) => MANAGES.test(right));
}

interface UserRole {
  userId: string;
  role: string;
}

async function rolesOf(db: Database, userIds: string[], transaction?: Transaction): Promise<UserRole[]> {
  const read = async (name: string, where: Record<string, unknown>) =>
    db.hasCollection(name)
      ? ((await db.getModel(name).findAll({ where, raw: true, transaction })) as unknown as Record<string, unknown>[])
      : [];
  const direct = await read('rolesUsers', { userId: userIds });
  const memberships = await read('departmentsUsers', { userId: userIds });
  const departmentIds = [...new Set(memberships.map(({ departmentId }) => departmentId))];
  const byDepartment = departmentIds.length > 0 ? await read('departmentsRoles', { departmentId: departmentIds }) : [];
  return [
    ...direct.map(({ userId, roleName }) => ({ userId: String(userId), role: String(roleName) })),
    ...memberships.flatMap(({ userId, departmentId }) =>
      byDepartment
        .filter((row) => String(row.departmentId) === String(departmentId))
        .map(({ roleName }) => ({ userId: String(userId), role: String(roleName) })),
    ),
  ];
}
