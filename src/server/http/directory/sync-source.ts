import type { Context } from '@nocobase/actions';
import type { Model } from '@nocobase/database';
import { messageOf } from '../../directory/summary';
import { serviceOf } from '../../service';
import { translatorOf } from './translate';

interface Config {
  sourceInstance: Model;
  ctx: Context;
}

/**
 * WeCom among the sources of NocoBase's synchronisation, whose page calls it. NocoBase's own way of writing is not used: it
 * logs everybody's data and cannot be told what to leave alone. So `pull` does all of it, and hands over nothing.
 *
 * @see NocoBase plugin-user-data-sync/src/server/sync-source.ts, user-data-sync-service.ts (`runSync`)
 */
export class WeComSyncSource {
  readonly instance: Model;
  private readonly ctx: Context;
  private taskId: string | undefined;

  constructor({ sourceInstance, ctx }: Config) {
    this.instance = sourceInstance;
    this.ctx = ctx;
  }

  async newTask() {
    const { directory } = serviceOf(this.ctx.app);
    this.taskId = await directory.tasks.begin(String(this.instance.get('id')));
    return { id: this.taskId };
  }

  /** It has begun already. */
  async beginTask() {}

  async retryTask(taskId: string | number) {
    this.taskId = String(taskId);
    await serviceOf(this.ctx.app).directory.tasks.again(this.taskId);
    return { id: this.taskId };
  }

  /** @returns nothing that NocoBase would write. @throws Error with a sentence that fits into NocoBase's column */
  async pull(): Promise<never[]> {
    const { directory } = serviceOf(this.ctx.app);
    const source = await directory.sources.find(this.instance.get('name') as string);
    if (!source) throw new Error('The source does not exist any more.');
    const run = await directory.run({ source, kind: 'run', trigger: 'button', taskId: this.taskId });
    const message = messageOf(run, translatorOf(this.ctx));
    if (message) throw new Error(message.slice(0, 200));
    return [];
  }

  /** The run has told the task its numbers. What failed before there was a run is told here. */
  async endTask({ taskId, success, message = '' }: { taskId: string | number; success: boolean; message?: string }) {
    if (!success) await serviceOf(this.ctx.app).directory.tasks.end(String(taskId), { success, message });
  }
}
