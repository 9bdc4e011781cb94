import type { Database, Model, Transaction } from '@nocobase/database';
import { type ContactKind, normalFormOf } from '../contact-forms';
import { retryOnConflict } from '../writes';
import { markedWriter } from './mark';
import { COLUMN } from './names';
import type { ContactRow, ContactRows } from './rows';
import { type Writer, writerOf } from './writer';

interface HookOptions {
  transaction?: Transaction;
  context?: unknown;
}

interface BulkUpdateOptions {
  fields?: string[];
  attributes?: object;
  individualHooks?: boolean;
}

export interface ContactHooksOptions {
  db: Database;
  rows: ContactRows;
  log: { warn(message: string, meta?: object): void };
}

const KINDS: ContactKind[] = ['phone', 'email'];

/**
 * Keeps the contacts of users as NocoBase saves them, in the transaction of the save. A save that changes neither phone
 * nor e-mail costs no statement, any other at most two.
 */
export class ContactHooks {
  private readonly db: Database;
  private readonly rows: ContactRows;
  /** Users who are written already: an import tells of each user twice, and the second time of nobody who wrote it. */
  private readonly done = new WeakSet<Model>();
  /** What the columns of a user held before a save. */
  private readonly before = new WeakMap<Model, Record<ContactKind, unknown>>();

  constructor(private readonly options: ContactHooksOptions) {
    this.db = options.db;
    this.rows = options.rows;
  }

  register(): void {
    for (const [event, listener] of Object.entries(this.listeners)) this.db.on(event, listener);
  }

  /** As if this plugin were not there, to measure what it costs. */
  unregister(): void {
    for (const [event, listener] of Object.entries(this.listeners)) this.db.off(event, listener);
  }

  private readonly listeners = {
    'users.afterCreate': (user: Model, options: HookOptions) => this.created([user], options),
    'users.afterBulkCreate': (users: Model[], options: HookOptions) => this.created(users, options),
    'users.beforeBulkUpdate': showEachUser,
    'users.beforeUpdate': (user: Model, options: HookOptions) => this.remember(user, options),
    'users.afterUpdate': (user: Model, options: HookOptions) => this.updated(user, options),
    'users.afterDestroy': (user: Model, { transaction }: HookOptions) =>
      this.write(() => this.rows.remove({ userId: idOf(user) }, transaction), transaction),
  };

  private async created(users: Model[], { transaction, context }: HookOptions): Promise<void> {
    const fresh = users.filter((user) => !this.done.has(user) && isId(user.get('id')));
    const writer = writerOf(context, undefined, markedWriter());
    const rows = fresh.flatMap((user) =>
      KINDS.flatMap((kind) => rowOf(idOf(user), kind, user.get(kind), writer) ?? []),
    );
    for (const user of fresh) this.done.add(user);
    if (rows.length > 0) await this.write(() => this.rows.put(rows, transaction), transaction);
  }

  /**
   * Before the save: afterwards, where a bulk update has turned into single ones, Sequelize has forgotten what changed. A
   * user who was read without these columns is read once more, because the old number decides whether it is a new one.
   */
  private async remember(user: Model, { transaction }: HookOptions): Promise<void> {
    const changed = KINDS.filter((kind) => user.changed(kind));
    if (changed.length === 0) return;
    const isKnown = changed.every((kind) => user.previous(kind) !== undefined);
    const stored = isKnown
      ? undefined
      : await this.db.getModel('users').findByPk(idOf(user), { attributes: KINDS, raw: true, transaction });
    const previous = (kind: ContactKind) =>
      user.previous(kind) ?? (stored as unknown as Record<ContactKind, unknown> | undefined | null)?.[kind];
    this.before.set(user, { phone: previous('phone'), email: previous('email') });
  }

  private async updated(user: Model, { transaction, context }: HookOptions): Promise<void> {
    const before = this.before.get(user);
    if (!before) return;
    this.before.delete(user);
    const userId = idOf(user);
    const now = (kind: ContactKind) => normalFormOf(kind, user.get(kind));
    // Only another number or address changes the writer: not another form of the same one.
    const changed = KINDS.filter((kind) => normalFormOf(kind, before[kind]) !== now(kind));
    const writer = writerOf(context, userId, markedWriter());
    const rows = changed.flatMap((kind) => rowOf(userId, kind, user.get(kind), writer) ?? []);
    const gone = changed.filter((kind) => now(kind) === undefined);
    await this.write(async () => {
      if (rows.length > 0) await this.rows.put(rows, transaction);
      if (gone.length > 0) {
        const kind = gone.length === 1 ? { kind: gone[0] } : {};
        await this.rows.remove({ userId, source: COLUMN, ...kind }, transaction);
      }
    }, transaction);
  }

  /**
   * Without a transaction the save is done already and cannot be taken back: then a failure is only logged. A look-up
   * compares the user's own row and finds that nobody can be named for the number; the next start of NocoBase repairs it.
   */
  private async write(run: () => Promise<void>, transaction?: Transaction): Promise<void> {
    if (transaction) return run();
    try {
      await retryOnConflict(run);
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      this.options.log.warn('wecom: a changed phone or e-mail could not be taken into the index', { error: name });
    }
  }
}

/** A bulk update names no users; this makes NocoBase tell of each of them. */
function showEachUser(options: BulkUpdateOptions): void {
  const written = options.fields ?? Object.keys(options.attributes ?? {});
  if (KINDS.some((kind) => written.includes(kind))) options.individualHooks = true;
}

function rowOf(userId: string | number, kind: ContactKind, value: unknown, writer: Writer): ContactRow | undefined {
  const key = normalFormOf(kind, value);
  return key && { userId, kind, source: COLUMN, key, writer };
}

function idOf(user: Model): string | number {
  return user.get('id') as string | number;
}

function isId(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'string';
}
