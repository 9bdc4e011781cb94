import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs writes so that they are not in each other's way, and again when they were.
 *
 * SQLite has one writer at a time, and whoever waits for its lock blocks one of Node's few worker threads, which the
 * lock's holder needs to go on: ten sign-ins at once would take seconds. There all writes queue here instead.
 */
export class Writes {
  private readonly exclusive = new Exclusive();

  constructor(private readonly isSqlite: boolean) {}

  /** @param key - writes with the same key run one after the other on every database */
  run<T>(write: () => Promise<T>, key?: string): Promise<T> {
    const attempt = () => retryOnConflict(write);
    if (this.isSqlite) return this.exclusive.run('', attempt);
    return key === undefined ? attempt() : this.exclusive.run(key, attempt);
  }
}

/**
 * Runs functions with the same key one after the other in this process, in the order they came.
 *
 * Not NocoBase's lock manager: its local adapter keeps a mutex for every key for ever, and here a key is a member.
 */
export class Exclusive {
  private readonly last = new Map<string, Promise<unknown>>();

  async run<T>(key: string, run: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve();
    const current = before.then(run, run);
    this.last.set(key, current);
    try {
      return await current;
    } finally {
      if (this.last.get(key) === current) this.last.delete(key);
    }
  }
}

export interface RetryOptions {
  /** How often to try in all. Default 12. */
  attempts?: number;
  /** Longest first pause, in ms; it doubles up to 400. Default 10. */
  firstPauseMs?: number;
  /** After this time nothing is tried again, in ms. Default 8,000: one wait for a lock may take MariaDB 50 s. */
  limitMs?: number;
}

/**
 * Runs a transaction again when another one was in the way. The database decides who was first; whoever lost looks again
 * and finds what the winner wrote.
 */
export async function retryOnConflict<T>(
  run: () => Promise<T>,
  { attempts = 12, firstPauseMs = 10, limitMs = 8_000 }: RetryOptions = {},
): Promise<T> {
  const started = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      const late = attempt >= attempts || performance.now() - started > limitMs;
      if (late || !isConflict(error)) throw error;
      // Jitter, so that the same two do not meet again.
      await sleep(Math.random() * Math.min(400, firstPauseMs * 2 ** attempt));
    }
  }
}

/**
 * Unique violations, deadlocks, serialization failures and a locked SQLite file, on each dialect.
 *
 * @see PostgreSQL error codes 40001, 40P01, 55P03; MariaDB 1205, 1213, 1020; SQLite SQLITE_BUSY
 */
export function isConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'SequelizeUniqueConstraintError') return true;
  const { code, errno } = ((error as { original?: unknown }).original ?? error) as { code?: unknown; errno?: unknown };
  return (
    ['40001', '40P01', '55P03', 'SQLITE_BUSY', 'ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD'].includes(
      String(code),
    ) || [1205, 1213, 1020].includes(Number(errno))
  );
}
