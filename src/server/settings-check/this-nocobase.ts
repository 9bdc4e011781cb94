import type { Database } from '@nocobase/database';
import { OPTIONS, type OptionName } from '../../shared/options';
import type { SettingsProblem } from '../settings/parse';
import { findOtherAutoLogin, SINGLE_AUTO_LOGIN } from '../settings/single-auto-login';
import type { AppPaths } from '../sign-in/app-paths';
import { checkRedirect } from '../sign-in/redirect';
import { type Finding, findingsOf, say } from './finding';

/** Whether everything is filled in as it has to be; with the labels of the form. */
export function checkRequiredFields(problems: SettingsProblem[]): Finding {
  const { ok, failed } = findingsOf('required-fields');
  if (problems.length === 0) {
    return ok(say('All required settings are filled in.'));
  }
  return failed(say('Some settings are missing or cannot be used. Nobody can sign in.'), {
    hint: problems.map(({ field, message }) =>
      say('{{field}}: {{problem}}', {
        field: say(OPTIONS[field as OptionName]?.label ?? field),
        problem: say(message),
      }),
    ),
    data: { fields: problems.map(({ field }) => field) },
  });
}

/** An unusable link does no harm (people land on the default page), but it is not what the administrator wanted. */
export function checkWorkbenchRedirect(paths: AppPaths, wanted: string): Finding {
  const { ok, warning } = findingsOf('redirect');
  if (checkRedirect(paths, wanted) !== undefined) {
    return ok(say('The Workbench application redirect link is a page of this NocoBase.'));
  }
  return warning(
    say('The Workbench application redirect link cannot be used. People land on the default page instead.'),
    { hint: say('Please enter a path that starts with one slash, such as /admin.') },
  );
}

/** Without a default role, a new user is signed in and sees nothing but an error. */
export async function checkDefaultRole(db: Database, autoSignup: boolean): Promise<Finding> {
  const role = await db.getModel('roles').findOne({ where: { default: true } });
  return defaultRoleFinding(role?.get('name') as string | undefined, autoSignup);
}

export function defaultRoleFinding(name: string | undefined, autoSignup: boolean): Finding {
  const { ok, warning, failed } = findingsOf('default-role');
  if (name !== undefined) {
    return ok(say('New users get the default role, “{{role}}”.', { role: name }));
  }
  return (autoSignup ? failed : warning)(say('There is no default role.'), {
    hint: say(
      'New users would have no role and could not open anything. Choose a default role on the page “Users & Permissions”.',
    ),
  });
}

/** @param authenticator - name of the one that is checked; undefined while it is not saved */
export async function checkAutoLogin(
  db: Database,
  authenticator: string | undefined,
  wanted: boolean,
): Promise<Finding> {
  return autoLoginFinding(
    wanted,
    wanted ? await findOtherAutoLogin(db, (one) => one.get('name') === authenticator) : undefined,
  );
}

export function autoLoginFinding(wanted: boolean, other: string | undefined): Finding {
  const { ok, failed } = findingsOf('auto-login');
  if (!wanted) return ok(say('Automatic login is off for this authenticator.'));
  if (other === undefined) {
    return ok(say('Automatic login is on for this authenticator only.'));
  }
  return failed(say('Automatic login is on for more than one authenticator.'), {
    hint: say(SINGLE_AUTO_LOGIN, { name: other }),
  });
}
