import type { Database, Model, Transaction } from '@nocobase/database';
import { AUTH_TYPE } from '../../shared/constants';
import { SettingsRefused } from './settings-refused';
import { publicOptions } from './values';

/** The sentence (a locale key) with which a second authenticator with automatic login is refused. */
export const SINGLE_AUTO_LOGIN =
  'Only one WeCom authenticator can have automatic login. “{{name}}” has it already; switch it off there first.';

/** Refuses to save an enabled authenticator with automatic login while another one has it. */
export async function assertSingleAutoLogin(db: Database, saved: Model, transaction?: Transaction): Promise<void> {
  if (!hasAutoLogin(saved)) return;
  if (transaction) await waitForOtherSaves(db, transaction);
  const id = String(saved.get('id'));
  const other = await findOtherAutoLogin(db, (one) => String(one.get('id')) === id, transaction);
  if (other) throw new SettingsRefused(SINGLE_AUTO_LOGIN, { name: other });
}

/**
 * Of two saves at the same moment the second goes on when the first is done. All authenticators are locked, since there may
 * be none of WeCom yet, and nothing is read: PostgreSQL would answer what was there when the waiting began.
 */
async function waitForOtherSaves(db: Database, transaction: Transaction): Promise<void> {
  const rows = { attributes: ['id'], order: [['id', 'ASC']] as [string, string][], raw: true };
  await db.getModel('authenticators').findAll({ ...rows, transaction, lock: transaction.LOCK.UPDATE });
}

/** @returns title or name of an enabled authenticator with automatic login, other than the one that is looked at. */
export async function findOtherAutoLogin(
  db: Database,
  isLookedAt: (authenticator: Model) => boolean,
  transaction?: Transaction,
): Promise<string | undefined> {
  const all = await db.getModel('authenticators').findAll({
    where: { authType: AUTH_TYPE },
    order: [['id', 'ASC']],
    // MariaDB answers what was there when the transaction began, unless one locks.
    ...(transaction && { transaction, lock: transaction.LOCK.UPDATE }),
  });
  const other = all.find((one) => !isLookedAt(one) && hasAutoLogin(one));
  return other && String(other.get('title') || other.get('name'));
}

/** Whether pages opened in WeCom are signed in with this authenticator: one of WeCom, enabled, with the option on. */
export function hasAutoLogin(authenticator: Model): boolean {
  return (
    authenticator.get('authType') === AUTH_TYPE &&
    authenticator.get('enabled') === true &&
    publicOptions(authenticator.get('options') as Record<string, unknown>).autoLogin
  );
}
