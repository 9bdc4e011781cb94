import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@nocobase/database';
import { normalFormOf } from '../contact-forms';
import type { Writes } from '../writes';
import { COLUMN } from './names';
import { type Position, type Progress, SILENCE_MS } from './progress';
import { keepRange, type Range } from './range';
import type { ContactRow, ContactRows } from './rows';
import type { SmsVerifiers } from './sms-verifiers';
import { type Family, familyOf, Sql, select, sql, tableOf } from './sql';
import { type SyncedUser, syncedUsers } from './sync-records';

export interface Pace {
  /** How many users are done at once. */
  users: number;
  /** How long other writers have the database for themselves after that, in ms. */
  pauseMs: number;
}

/** SQLite has one writer at a time; others have their turn while a range is read, too. */
const PACES: Record<Family, Pace> = {
  sqlite: { users: 6_000, pauseMs: 1 },
  postgres: { users: 5_000, pauseMs: 1 },
  mysql: { users: 5_000, pauseMs: 1 },
};

const RECORDS_AT_ONCE = 1_000;
const LOG_EVERY_MS = 5_000;

export interface UpkeepOptions {
  db: Database;
  rows: ContactRows;
  verifiers: SmsVerifiers;
  progress: Progress;
  writes: Writes;
  log: { info(message: string, meta?: object): void; warn(message: string, meta?: object): void };
  pace?: Pace;
  now?: () => number;
}

/**
 * Goes through all users after each start: the first time to fill the index, later to repair what was written past
 * NocoBase. It works beside everything else, can be stopped at any time, and the first look goes on where it stopped.
 */
export class Upkeep {
  private stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private lastLog = 0;

  constructor(private readonly options: UpkeepOptions) {}

  /** Begins, and does not wait. */
  start(): void {
    this.stopping = new AbortController();
    this.running = this.run(this.stopping.signal);
  }

  /** Ends as soon as the statement that is under way has ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Resolves when all users have been gone through, or it was stopped. Never rejects. */
  get finished(): Promise<void> {
    return this.running;
  }

  private async run(signal: AbortSignal): Promise<void> {
    const { progress, log } = this.options;
    while (!signal.aborted) {
      try {
        const position = await progress.claim();
        if (position) {
          await this.goThrough(position, signal);
          await progress.release();
        }
        // Another node is at it. Should it end in the middle, this one goes on.
        if ((await progress.reached()) === undefined) return;
      } catch (error) {
        if (signal.aborted) return;
        const name = error instanceof Error ? error.name : typeof error;
        log.warn('wecom: the index of phone numbers and e-mail addresses could not be gone through', { error: name });
      }
      await sleep(SILENCE_MS, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  private async goThrough(from: Position, signal: AbortSignal): Promise<void> {
    const { progress, log, now = Date.now } = this.options;
    const isFirst = from.stage !== 'done';
    let at: Position = isFirst ? from : { ...from, position: 0, done: 0 };
    const began = now();
    this.lastLog = began;
    if (isFirst) {
      at = { ...at, total: await this.countUsers() };
      if (at.total > 0)
        log.info('wecom: taking all users into the index of phone numbers and e-mail addresses', { ...at });
      at = await this.takeRecords(at, signal);
    }
    while (!signal.aborted) {
      const range = await this.nextRange(at.position);
      await keepRange({ ...this.options, write: (run) => this.options.writes.run(run) }, range, isFirst);
      if (range.count === 0) {
        if (isFirst) await progress.write({ ...at, stage: 'done' });
        log.info('wecom: all users are in the index of phone numbers and e-mail addresses', {
          users: at.done,
          seconds: Math.round((now() - began) / 1000),
        });
        return;
      }
      at = { ...at, position: range.upTo, done: at.done + range.count };
      if (isFirst) await progress.write(at);
      this.tell(at);
      await this.pause(signal);
    }
  }

  /** What the synchronisation brought: first, so that these people are trusted from the beginning. */
  private async takeRecords(from: Position, signal: AbortSignal): Promise<Position> {
    const { db, rows, progress, writes } = this.options;
    let at = from;
    while (at.stage === 'records' && !signal.aborted) {
      const records = await syncedUsers(db, at.position, RECORDS_AT_ONCE);
      const found = records.flatMap(rowsOf);
      if (found.length > 0) await writes.run(() => rows.add(found));
      const last = records.at(-1);
      at = last ? { ...at, position: last.id } : { ...at, stage: 'users', position: 0 };
      await progress.write(at);
      await this.pause(signal);
    }
    return at;
  }

  /** The next users; after the last one everything above, where rows of deleted users may be. */
  private async nextRange(after: number): Promise<Range & { count: number }> {
    const { db } = this.options;
    const user = tableOf(db, 'users', 'u');
    const [id, phone, email] = ['id', 'phone', 'email'].map(user.column);
    const [row] = await select<Record<'last' | 'number' | 'contacts', unknown>>(
      db,
      sql`SELECT MAX(id) AS last, COUNT(*) AS number, COUNT(NULLIF(phone, '')) + COUNT(NULLIF(email, '')) AS contacts
        FROM (SELECT ${id} AS id, ${phone} AS phone, ${email} AS email FROM ${user.name} WHERE ${id} > ${after}
        ORDER BY ${id} LIMIT ${new Sql(String(this.pace.users))}) AS next`,
    );
    const count = Number(row?.number ?? 0);
    const upTo = count > 0 ? Number(row?.last) : Number.MAX_SAFE_INTEGER;
    return { after, upTo, count, values: Number(row?.contacts ?? 0) };
  }

  private async countUsers(): Promise<number> {
    return Number(await this.options.db.getModel('users').count());
  }

  private tell({ done, total }: Position): void {
    const { log, now = Date.now } = this.options;
    if (now() - this.lastLog < LOG_EVERY_MS) return;
    this.lastLog = now();
    log.info('wecom: the index of phone numbers and e-mail addresses is being gone through', { done, total });
  }

  private async pause(signal: AbortSignal): Promise<void> {
    await sleep(this.pace.pauseMs, undefined, { signal }).catch(() => {});
  }

  private get pace(): Pace {
    return this.options.pace ?? PACES[familyOf(this.options.db)];
  }
}

/** What a record and the user's row agree on. */
function rowsOf({ userId, metaData, ...user }: SyncedUser): ContactRow[] {
  return (['phone', 'email'] as const).flatMap((kind) => {
    const key = normalFormOf(kind, metaData[kind]);
    if (!key || key !== normalFormOf(kind, user[kind])) return [];
    return { userId, kind, source: COLUMN, key, writer: 'sync' } as const;
  });
}
