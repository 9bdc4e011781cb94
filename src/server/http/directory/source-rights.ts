import type { Context } from '@nocobase/actions';
import type { Model, Transaction } from '@nocobase/database';
import { SOURCE_TYPE } from '../../../shared/constants';
import { sourceOptionsToStore } from '../../directory/options';
import { serviceOf } from '../../service';
import { refuseGuarded } from '../../settings/guarded';
import { mayManagePrivileged } from '../rights';

interface Saving {
  transaction?: Transaction;
  /** The request that saves, where NocoBase hands it on; a program of the server has none. */
  context?: Context;
}

/**
 * The options of a source make, lock out and read people: whoever has the page of the synchronisation and not the right to
 * manage users and roles may not change them (S-52). Asked when the row is saved, whichever action has brought it.
 *
 * @throws {SettingsRefused} 403
 */
export async function assertMaySaveSource(row: Model, { transaction, context }: Saving): Promise<void> {
  if (!context?.state?.currentUser || mayManagePrivileged(context)) return;
  const stored = row.isNewRecord
    ? undefined
    : await context.db.getModel('userDataSyncSources').findOne({ where: { id: row.get('id') as number }, transaction });
  const [was, is] = [stored?.get('sourceType') === SOURCE_TYPE, row.get('sourceType') === SOURCE_TYPE];
  if (!was && !is) return;
  const { secrets } = serviceOf(context.app).directory.sources;
  const open = (one: Model) =>
    sourceOptionsToStore(secrets.open((one.get('options') ?? {}) as Record<string, unknown>));
  const before: Record<string, unknown> = was && stored ? open(stored) : {};
  const after: Record<string, unknown> = is ? open(row) : {};
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const enables = row.get('enabled') === true && stored?.get('enabled') !== true;
  refuseGuarded([
    ...(was === is ? [] : ['sourceType']),
    ...(is && enables ? ['enabled'] : []),
    ...names.filter((name) => JSON.stringify(before[name] ?? '') !== JSON.stringify(after[name] ?? '')),
  ]);
}
