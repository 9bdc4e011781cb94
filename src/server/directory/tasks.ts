import { randomInt } from 'node:crypto';
import { type Database, Op } from '@nocobase/database';
import { SILENCE_MS } from './runs';

const TASKS = 'userDataSyncTasks';
/** A column of 255 characters: a longer text fails on PostgreSQL and would leave the task in "processing". */
const LONGEST_MESSAGE = 200;

/** Tasks as NocoBase's page of the synchronisation shows them. */
export class Tasks {
  constructor(
    private readonly db: Database,
    private readonly write: <T>(run: () => Promise<T>) => Promise<T>,
    private readonly now: () => number = Date.now,
  ) {}

  /** @see NocoBase plugin-user-data-sync/src/server/sync-source.ts (`newTask`, `beginTask`) */
  async begin(sourceId: string): Promise<string> {
    const day = new Date(this.now()).toISOString().replace(/\D/g, '').slice(0, 14);
    const batch = `${day}${randomInt(100_000, 1_000_000)}`;
    const task = await this.write(() => this.db.getModel(TASKS).create({ sourceId, batch, status: 'processing' }));
    return String(task.get('id'));
  }

  /** @throws Error when the task has not failed. @see NocoBase (`retryTask`) */
  async again(id: string): Promise<void> {
    const values = { status: 'processing', message: '' } as never;
    const where = { id, status: 'failed' };
    const [changed] = await this.write(() => this.db.getModel(TASKS).update(values, { where }));
    if (changed === 0) throw new Error('The task has not failed.');
  }

  async end(
    id: string,
    { success, message, cost }: { success: boolean; message: string; cost?: number },
  ): Promise<void> {
    const values = {
      status: success ? 'success' : 'failed',
      message: message.slice(0, LONGEST_MESSAGE),
      ...(cost !== undefined && { cost: Math.round(cost) }),
    };
    // Only one that is under way: what was told about a dead process stays.
    const where = { id, status: ['init', 'processing'] };
    await this.write(() => this.db.getModel(TASKS).update(values as never, { where }));
  }

  /**
   * Tasks of these sources that seem to be under way, while no run is: their process has died.
   *
   * @param alive - ids of tasks whose runs live
   */
  async endDead(sourceIds: string[], alive: ReadonlySet<string>, message: () => Promise<string>): Promise<void> {
    if (sourceIds.length === 0) return;
    const rows = (await this.db.getModel(TASKS).findAll({
      where: {
        sourceId: sourceIds,
        status: ['init', 'processing'],
        updatedAt: { [Op.lt]: new Date(this.now() - SILENCE_MS) },
      },
      attributes: ['id'],
      raw: true,
    })) as unknown as { id: unknown }[];
    for (const id of rows.map((row) => String(row.id))) {
      if (!alive.has(id)) await this.end(id, { success: false, message: await message() });
    }
  }
}
