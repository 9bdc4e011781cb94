import type { Database, Model, Transaction } from '@nocobase/database';
import { SOURCE_TYPE } from '../../shared/constants';
import { SettingsRefused } from '../settings/settings-refused';
import type { Directory } from './directory';
import { optionProblems, sourceOptionsToStore } from './options';
import type { Renewal, TokenController } from './renewal';
import { type CronJobs, isCron, Schedule } from './schedule';
import { Watch } from './watch';

/** What is needed of NocoBase's application. */
interface Host {
  db: Database;
  pm: { get(name: string): unknown };
  cronJobManager: unknown;
  authManager: unknown;
  on(event: string, listener: () => unknown): unknown;
}

interface Parts {
  directory: Directory;
  renewal: Renewal;
}

/** How often a node looks for schedules that another one has changed, and for runs whose process has died. */
const HOUSEKEEPING = '30 * * * * *';
/** Nodes begin a scheduled run at the same second; the second one must not begin when the first is done already. */
const SAME_TICK_MS = 30_000;

/** Joins the directory to the application: to be called in `load()`, once for each load. */
export function keepDirectory(app: Host, { directory, renewal }: Parts): { schedule: Schedule; watch: Watch } {
  const { db } = app;
  const jobs = () => app.cronJobManager as CronJobs;
  const schedule = new Schedule(jobs, (name) => directory.goOn(runBySchedule(directory, name)));
  const watch = new Watch({ directory });
  const follow = async () => schedule.follow(await directory.sources.all());

  db.on('userDataSyncSources.beforeSave', async (row: Model) => {
    const options =
      row.get('sourceType') === SOURCE_TYPE && (row.get('options') as Record<string, unknown> | undefined);
    if (!options) return;
    const [problem] = Object.values(optionProblems(options, (expression) => isCron(jobs(), expression)));
    if (problem) throw new SettingsRefused(problem);
    row.set('options', directory.sources.secrets.close(sourceOptionsToStore(options)));
  });
  const changed = async (_row: unknown, { transaction }: { transaction?: Transaction } = {}) => {
    if (transaction) transaction.afterCommit(() => directory.goOn(follow()));
    else await follow();
  };
  for (const change of ['afterSave', 'afterDestroy']) db.on(`userDataSyncSources.${change}`, changed);
  // NocoBase has no index for what it looks up for each record.
  db.getCollection('userDataSyncRecords')?.addIndex({ fields: ['sourceName', 'dataType', 'sourceUk'] });
  db.getCollection('userDataSyncRecordsResources')?.addIndex({ fields: ['recordId'] });

  const keepHouse = async () => {
    await directory.buryDead();
    await follow();
  };
  let housekeeping: ReturnType<CronJobs['addJob']> | undefined;
  app.on('afterStart', () => {
    directory.goOn(keepHouse());
    housekeeping = jobs().addJob({ cronTime: HOUSEKEEPING, onTick: () => directory.goOn(keepHouse()), start: false });
    housekeeping.start();
  });
  const stop = () => {
    schedule.stop();
    watch.stop();
    if (housekeeping) jobs().removeJob(housekeeping);
    housekeeping = undefined;
  };
  app.on('beforeStop', stop);
  app.on('beforeReload', stop);
  // NocoBase's plugin of authentication makes its controller in a listener of the same event, registered before.
  app.on('afterLoad', () => {
    const { tokenController } = app.authManager as { tokenController?: TokenController };
    if (tokenController) renewal.watch(tokenController);
  });
  return { schedule, watch };
}

async function runBySchedule(directory: Directory, name: string): Promise<void> {
  const source = await directory.sources.find(name);
  if (!source?.enabled || !source.options.schedule) return;
  const newest = await directory.runs.newest(name);
  if (newest?.trigger === 'schedule' && Date.now() - newest.startedAt.getTime() < SAME_TICK_MS) return;
  await directory.run({ source, kind: 'run', trigger: 'schedule' });
}
