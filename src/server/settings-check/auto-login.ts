import type { Database } from '@nocobase/database';
import { findOtherAutoLogin, SINGLE_AUTO_LOGIN } from '../settings/single-auto-login';
import { type Finding, say } from './finding';

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
  const check = 'auto-login';
  if (!wanted) return { check, status: 'ok', message: say('Automatic login is off for this authenticator.') };
  if (other === undefined) {
    return { check, status: 'ok', message: say('Automatic login is on for this authenticator only.') };
  }
  return {
    check,
    status: 'failed',
    message: say('Automatic login is on for more than one authenticator.'),
    hint: say(SINGLE_AUTO_LOGIN, { name: other }),
  };
}
