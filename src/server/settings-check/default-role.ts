import type { Database } from '@nocobase/database';
import { type Finding, say } from './finding';

/** Without a default role, a new user is signed in and sees nothing but an error. */
export async function checkDefaultRole(db: Database, autoSignup: boolean): Promise<Finding> {
  const role = await db.getModel('roles').findOne({ where: { default: true } });
  return defaultRoleFinding(role?.get('name') as string | undefined, autoSignup);
}

export function defaultRoleFinding(name: string | undefined, autoSignup: boolean): Finding {
  const check = 'default-role';
  if (name !== undefined) {
    return { check, status: 'ok', message: say('New users get the default role, “{{role}}”.', { role: name }) };
  }
  return {
    check,
    status: autoSignup ? 'failed' : 'warning',
    message: say('There is no default role.'),
    hint: say(
      'New users would have no role and could not open anything. Choose a default role on the page “Users & Permissions”.',
    ),
  };
}
