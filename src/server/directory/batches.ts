import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Transaction } from '@nocobase/database';
import { inTransactionOnce } from '../accounts/in-transaction';
import type { AccountsSetting } from '../accounts/setting';

/** Rows in one transaction: enough to be quick, few enough that nobody waits long for SQLite's only writer. */
const ROWS_A_BATCH = 50;

export interface Batches<Row> {
  rows: readonly Row[];
  /** Writes rows in one transaction: all of them or none. */
  write: (rows: Row[], transaction: Transaction) => Promise<void>;
  /** A row that could not be written by itself; the others are. */
  onFailed: (row: Row, error: unknown) => void;
  onWritten: (rows: Row[]) => void | Promise<void>;
  rowsABatch?: number;
}

/**
 * Writes many rows in short transactions. Where one fails, its rows are tried one by one, so that a row that cannot be
 * written costs itself only.
 */
export async function writeInBatches<Row>(
  setting: Pick<AccountsSetting, 'db' | 'writes'>,
  key: string,
  { rows, write, onFailed, onWritten, rowsABatch = ROWS_A_BATCH }: Batches<Row>,
): Promise<void> {
  const attempt = (part: Row[]) => inTransactionOnce(setting, key, (transaction) => write(part, transaction));
  for (let start = 0; start < rows.length; start += rowsABatch) {
    const part = rows.slice(start, start + rowsABatch);
    try {
      await attempt(part);
      await onWritten(part);
    } catch (error) {
      for (const row of part) await alone(row, part.length === 1 ? error : undefined);
    }
    // Requests come in between.
    await nextTurn();
  }

  async function alone(row: Row, known: unknown) {
    if (known !== undefined) {
      onFailed(row, known);
      return;
    }
    try {
      await attempt([row]);
      await onWritten([row]);
    } catch (error) {
      onFailed(row, error);
    }
  }
}
