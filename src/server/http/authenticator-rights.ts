import type { Context } from '@nocobase/actions';
import type { Model, Transaction } from '@nocobase/database';
import { AUTH_TYPE } from '../../shared/constants';
import { knownOptions } from '../../shared/known-options';
import { serviceOf } from '../service';
import { guardedChanges, refuseGuarded } from '../settings/guarded';
import { mayManagePrivileged } from './rights';

interface Saving {
  transaction?: Transaction;
  /** The request that saves, where NocoBase hands it on; a program of the server has none. */
  context?: Context;
}

/**
 * Whoever has the page of authenticators and not the right to manage users and roles may not become somebody else by it:
 * not with an API of one's own for the company of others, not by switching on what an administrator has switched off (S-52).
 * Asked when the row is saved, so that it does not matter which action or association has brought it.
 *
 * @throws {SettingsRefused} 403
 */
export async function assertMaySave(row: Model, { transaction, context }: Saving): Promise<void> {
  if (!context?.state?.currentUser || mayManagePrivileged(context)) return;
  // Not what the row remembers: a part of its options may have been changed in place.
  const stored = row.isNewRecord
    ? undefined
    : await context.db.getModel('authenticators').findOne({ where: { id: row.get('id') as number }, transaction });
  const [was, is] = [stored?.get('authType') === AUTH_TYPE, row.get('authType') === AUTH_TYPE];
  if (!was && !is) return;
  const enables = row.get('enabled') === true && stored?.get('enabled') !== true;
  const { secrets } = serviceOf(context.app);
  const open = (one: Model) => secrets.open(knownOptions(one.get('options')));
  refuseGuarded([
    ...(was === is ? [] : ['authType']),
    ...(is && enables ? ['enabled'] : []),
    ...(is ? guardedChanges(was && stored ? open(stored) : undefined, open(row)) : []),
  ]);
}

/** Unsaved settings may send secrets and say who people are just as saved ones. @throws {SettingsRefused} 403 */
export function assertMayTry(
  ctx: Context,
  stored: Record<string, unknown> | undefined,
  unsaved: Record<string, unknown>,
): void {
  if (mayManagePrivileged(ctx)) return;
  const { secrets } = serviceOf(ctx.app);
  refuseGuarded(guardedChanges(stored && secrets.open(stored), secrets.open(unsaved)));
}
