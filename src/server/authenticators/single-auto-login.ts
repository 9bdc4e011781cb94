import type { Database, Model, Transaction } from '@nocobase/database';
import { AUTH_TYPE } from '../../constants';
import { publicOptions } from '../settings';
import { SettingsRefused } from './settings-refused';

/** The sentence (a locale key) with which a second authenticator with automatic login is refused. */
export const SINGLE_AUTO_LOGIN =
  'Only one WeCom authenticator can have automatic login. “{{name}}” has it already; switch it off there first.';

/** Refuses to save an enabled authenticator with automatic login while another one has it. */
export async function assertSingleAutoLogin(db: Database, saved: Model, transaction?: Transaction): Promise<void> {
  if (!hasAutoLogin(saved)) return;
  const other = await findOtherAutoLogin(db, saved.get('name') as string, transaction);
  if (other) throw new SettingsRefused(SINGLE_AUTO_LOGIN, { name: other });
}

/** @returns title or name of an enabled authenticator with automatic login that is not the one of this name. */
export async function findOtherAutoLogin(
  db: Database,
  name: string | undefined,
  transaction?: Transaction,
): Promise<string | undefined> {
  const all = await db.getModel('authenticators').findAll({
    where: { authType: AUTH_TYPE },
    order: [['id', 'ASC']],
    // Of two saves at the same moment the second looks when the first is done.
    ...(transaction && { transaction, lock: transaction.LOCK.UPDATE }),
  });
  const other = all.find((one) => one.get('name') !== name && hasAutoLogin(one));
  return other && String(other.get('title') || other.get('name'));
}

export function hasAutoLogin(authenticator: Model): boolean {
  return (
    authenticator.get('authType') === AUTH_TYPE &&
    authenticator.get('enabled') === true &&
    publicOptions(authenticator.get('options') as Record<string, unknown>).autoLogin
  );
}
