import { normalFormOf } from '../contact-forms';
import { markedAs } from './mark';
import type { ContactRows } from './rows';

/** What NocoBase's synchronisation hands to its resource `users`, and gets back. */
interface OriginRecord {
  metaData?: Record<string, unknown>;
}

/** @see NocoBase plugin-users/src/server/user-data-sync-resource.ts */
export interface SyncedUsers {
  create(record: OriginRecord, ...rest: unknown[]): Promise<{ resourcesPk: string | number; isDeleted?: boolean }[]>;
  update(record: OriginRecord, resourcePks: (string | number)[], ...rest: unknown[]): Promise<unknown>;
}

/**
 * NocoBase's synchronisation names nobody to the hooks of models, so what it runs is marked. A number that is in the user's
 * row already fires no hook at all, and becomes the synchronisation's word, too.
 *
 * @param users - the resource, as it is registered; its two methods are replaced
 */
export function watchSynchronisation(users: SyncedUsers, rows: Pick<ContactRows, 'confirm'>): void {
  const { create, update } = users;
  const confirm = (userId: string | number, { metaData = {} }: OriginRecord) =>
    rows.confirm(
      userId,
      { phone: normalFormOf('phone', metaData.phone), email: normalFormOf('email', metaData.email) },
      'sync',
    );

  users.create = async (record, ...rest) => {
    const made = await markedAs('sync', () => create.call(users, record, ...rest));
    for (const { resourcesPk, isDeleted } of made) if (!isDeleted) await confirm(resourcesPk, record);
    return made;
  };
  users.update = async (record, resourcePks, ...rest) => {
    const changes = await markedAs('sync', () => update.call(users, record, resourcePks, ...rest));
    if (resourcePks[0] !== undefined) await confirm(resourcePks[0], record);
    return changes;
  };
}

/** @param plugin - NocoBase's plugin `user-data-sync`, where it is enabled */
export function syncedUsersOf(plugin: unknown): SyncedUsers | undefined {
  const { resourceManager } = (plugin ?? {}) as {
    resourceManager?: { resources?: { nodes?: (SyncedUsers & { name?: string })[] } };
  };
  return resourceManager?.resources?.nodes?.find(({ name }) => name === 'users');
}
