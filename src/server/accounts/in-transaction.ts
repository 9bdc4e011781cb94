import { Transaction } from '@nocobase/database';
import type { AccountsSetting } from './setting';

/**
 * Runs what belongs together in one transaction, again when another one was in the way: all of it happens or nothing.
 *
 * @param key - runs with the same key come one after the other in this process
 */
export function inTransaction<T>(
  { db, writes }: Pick<AccountsSetting, 'db' | 'writes'>,
  key: string,
  run: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const options =
    db.sequelize.getDialect() === 'sqlite'
      ? { type: Transaction.TYPES.IMMEDIATE }
      : { isolationLevel: Transaction.ISOLATION_LEVELS.READ_COMMITTED };
  return writes.run(() => db.sequelize.transaction(options, run), key);
}
