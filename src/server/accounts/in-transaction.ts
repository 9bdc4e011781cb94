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
  return writes.run(() => once(db, run), key);
}

/**
 * The same for one of many rows: a value that somebody else has is no reason to try again, and is thrown at once.
 */
export async function inTransactionOnce<T>(
  { db, writes }: Pick<AccountsSetting, 'db' | 'writes'>,
  key: string,
  run: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const attempt = async () => {
    try {
      return { result: await once(db, run) };
    } catch (error) {
      if (error instanceof Error && error.name === 'SequelizeUniqueConstraintError') return { error };
      throw error;
    }
  };
  const outcome = await writes.run(attempt, key);
  if ('error' in outcome) throw outcome.error;
  return outcome.result;
}

function once<T>(db: AccountsSetting['db'], run: (transaction: Transaction) => Promise<T>): Promise<T> {
  const options =
    db.sequelize.getDialect() === 'sqlite'
      ? { type: Transaction.TYPES.IMMEDIATE }
      : { isolationLevel: Transaction.ISOLATION_LEVELS.READ_COMMITTED };
  return db.sequelize.transaction(options, run);
}
