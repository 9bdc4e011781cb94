import type { Database, Transaction } from '@nocobase/database';
import { PROGRESS } from './names';
import { execute, select, sql, tableOf } from './sql';

/**
 * - `records`: what the synchronisation brought is looked through
 * - `users`: the users are, in the order of their ids
 * - `done`: every user has been seen once; from here on a number without a row is one that nobody can be named for
 */
type Stage = 'records' | 'users' | 'done';

export interface Position {
  stage: Stage;
  /** Id of the last row that is done. */
  position: number;
  /** How many users are done, and how many there were at the beginning. */
  done: number;
  total: number;
}

const NAME = 'contacts';

/** A process that has said nothing for this long does not go on, in ms: a range of users takes a second at the most. */
export const SILENCE_MS = 60_000;

/** How far the first look at all users has come: a row of its own, so that another start, or node, goes on from there. */
export class Progress {
  private isDone = false;

  constructor(
    private readonly db: Database,
    private readonly runner: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** @returns undefined where nobody has begun */
  async read(transaction?: Transaction): Promise<Position | undefined> {
    const { name, column } = this.table;
    const [row] = await select<Record<keyof Position, unknown>>(
      this.db,
      sql`SELECT ${column('stage')} AS stage, ${column('position')} AS position, ${column('done')} AS done,
        ${column('total')} AS total FROM ${name} WHERE ${column('name')} = ${NAME}`,
      transaction,
    );
    if (!row) return undefined;
    const { stage, position, done, total } = row;
    return { stage: stage as Stage, position: Number(position), done: Number(done), total: Number(total) };
  }

  /**
   * @returns the id up to which users have been looked at, while there are others; undefined once all have been. Asked at
   * each first sign-in, and answered without a query from then on.
   */
  async reached(transaction?: Transaction): Promise<number | undefined> {
    if (this.isDone) return undefined;
    const row = await this.read(transaction);
    if (row?.stage === 'done') {
      this.isDone = true;
      return undefined;
    }
    return row?.stage === 'users' ? row.position : 0;
  }

  /**
   * Makes this process the one that does the work.
   *
   * @returns where to go on; undefined while another process does it
   */
  async claim(): Promise<Position | undefined> {
    const { name, column } = this.table;
    const claimed = () =>
      execute(
        this.db,
        sql`UPDATE ${name} SET ${column('runner')} = ${this.runner}, ${column('seenAt')} = ${this.now()}
          WHERE ${column('name')} = ${NAME} AND (${column('runner')} IS NULL OR ${column('runner')} = ${this.runner}
          OR ${column('seenAt')} < ${this.now() - SILENCE_MS})`,
      );
    if ((await claimed()) > 0 || (await this.isMine())) return this.read();
    if (await this.read()) return undefined;
    // Two nodes may start at once: the primary key lets one of them write the row.
    await this.db.getModel(PROGRESS).bulkCreate([{ name: NAME, stage: 'records' }], { ignoreDuplicates: true });
    return (await claimed()) > 0 ? this.read() : undefined;
  }

  /** MariaDB counts the rows that an update has changed, and none when nothing in them is new. */
  private async isMine(): Promise<boolean> {
    return (await this.db.getModel(PROGRESS).count({ where: { name: NAME, runner: this.runner } })) > 0;
  }

  /** Writes how far it has come, and that this process is alive. */
  async write({ stage, position, done, total }: Position): Promise<void> {
    const { name, column } = this.table;
    await execute(
      this.db,
      sql`UPDATE ${name} SET ${column('stage')} = ${stage}, ${column('position')} = ${position},
        ${column('done')} = ${done}, ${column('total')} = ${total}, ${column('seenAt')} = ${this.now()}
        WHERE ${column('name')} = ${NAME}`,
    );
  }

  /** Lets another process go on at once. */
  async release(): Promise<void> {
    const { name, column } = this.table;
    await execute(
      this.db,
      sql`UPDATE ${name} SET ${column('runner')} = NULL WHERE ${column('name')} = ${NAME}
        AND ${column('runner')} = ${this.runner}`,
    );
  }

  /** Users without a row are looked at once more, as in the beginning: while the plugin was disabled nobody looked. */
  async restart(): Promise<void> {
    this.isDone = false;
    if (await this.read()) await this.write({ stage: 'records', position: 0, done: 0, total: 0 });
  }

  private get table() {
    return tableOf(this.db, PROGRESS);
  }
}
