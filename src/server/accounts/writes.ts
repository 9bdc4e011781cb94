import { Exclusive } from './exclusive';
import { retryOnConflict } from './retry';

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
