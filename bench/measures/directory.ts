import { setTimeout as sleep } from 'node:timers/promises';
import { runStatements } from '../../scripts/nocobase/statements';
import { simulatorOptions } from '../../scripts/nocobase/wecom';
import { largeCompany, SAMPLE, type Simulator, startSimulator } from '../../simulator';
import { type MeasureOptions, type MeasureOutcome, ms, type Result } from '../result';
import { Scene } from '../scene';
import { quantile } from '../timing';

const FIRST_GOAL = 3;
const UNCHANGED_GOAL = 20;
/** How much more a member may cost in a company ten times as large. */
const GROWTH_GOAL = 1.3;
const MEMORY_GOAL_MB = 150;
const ANSWER_GOAL = 5;
/** Calls beside the one for each department. */
const CALLS_GOAL = 10;
const MEMBERS_OF_A_DEPARTMENT = 20;

/** Not fewer than the sample company has. */
const departmentsOf = (members: number) => Math.max(10, Math.ceil(members / MEMBERS_OF_A_DEPARTMENT));

interface Synchronised {
  ms: number;
  counts: { members?: number; made?: number; unchanged?: number; failed?: number };
  before: number;
  most: number;
}

interface Both {
  first: Synchronised;
  unchanged: Synchronised;
  /** Of the first one. */
  calls: number;
  /** `app:getInfo` while the first one runs, and at rest. */
  answers: { during: number; otherwise: number };
}

/**
 * A company taken into NocoBase, and once more when nothing has changed: against a plain source that hands the same records
 * to NocoBase's synchronisation, and against a company of a tenth of its size.
 */
export async function measureDirectory({ short, full, say }: MeasureOptions): Promise<MeasureOutcome> {
  const compared = short ? 100 : 10_000;
  const largest = full ? 100_000 : compared;
  const scene = await Scene.open({ name: 'directory', dialect: 'postgres' });
  try {
    await enableDepartments(scene);
    await runStatements(scene.nocobase.folder, scene.database, [BEYOND_THE_SEED]);
    const own = new Map<number, Both>();
    for (const size of new Set([largest / 10, compared, largest])) {
      say(`${size} members`);
      own.set(size, await withCompany(scene, size, (simulator) => synchroniseTwice(scene, simulator, short)));
    }
    say(`${compared} members, NocoBase's own way`);
    const plain = await withCompany(scene, compared, () => synchronisePlainly(scene));
    const [small, ours, large] = [largest / 10, compared, largest].map((size) => own.get(size)!) as [Both, Both, Both];
    return { results: resultsOf({ compared, largest, small, ours, large, plain }), data: { own: [...own], plain } };
  } finally {
    await scene.close();
  }
}

interface Measured {
  compared: number;
  largest: number;
  small: Both;
  ours: Both;
  large: Both;
  plain: Record<'first' | 'unchanged', number>;
}

function resultsOf({ compared, largest, small, ours, large, plain }: Measured): Result[] {
  const people = (count: number) => `${count.toLocaleString('en')} members`;
  const faster = (kind: 'first' | 'unchanged', goal: number): Result => ({
    what: `${kind === 'first' ? 'First synchronisation' : 'Synchronisation without a change'} of ${people(compared)}`,
    ours: ms(ours[kind].ms),
    against: `NocoBase's own way ${ms(plain[kind])}`,
    ratio: plain[kind] / ours[kind].ms,
    goal: `>= ${goal} x`,
    reached: plain[kind] / ours[kind].ms >= goal,
  });
  const growth = large.first.ms / largest / (small.first.ms / (largest / 10));
  const departments = departmentsOf(largest);
  const more = (large.first.most - large.first.before) / 1024 / 1024;
  const slower = large.answers.during / large.answers.otherwise;
  return [
    faster('first', FIRST_GOAL),
    faster('unchanged', UNCHANGED_GOAL),
    {
      what: `Time for a member, first synchronisation of ${people(largest)}`,
      ours: ms(large.first.ms / largest),
      against: `of ${people(largest / 10)} ${ms(small.first.ms / (largest / 10))}`,
      ratio: growth,
      goal: `<= ${GROWTH_GOAL} x`,
      reached: growth <= GROWTH_GOAL,
    },
    {
      what: `Memory while ${people(largest)} are taken in`,
      ours: `${(large.first.most / 1024 / 1024).toFixed(1)} MB`,
      against: `before ${(large.first.before / 1024 / 1024).toFixed(1)} MB`,
      ratio: large.first.most / large.first.before,
      goal: `<= ${MEMORY_GOAL_MB} MB more`,
      reached: more <= MEMORY_GOAL_MB,
    },
    {
      what: `app:getInfo while ${people(largest)} are taken in, p99`,
      ours: ms(large.answers.during),
      against: `at rest ${ms(large.answers.otherwise)}`,
      ratio: slower,
      goal: `<= ${ANSWER_GOAL} x`,
      reached: slower <= ANSWER_GOAL,
    },
    {
      what: `Calls for ${people(largest)}`,
      ours: String(large.calls),
      against: `departments ${departments}`,
      ratio: large.calls / departments,
      goal: `<= departments + ${CALLS_GOAL}`,
      reached: large.calls <= departments + CALLS_GOAL,
    },
  ];
}

async function enableDepartments({ nocobase: { api } }: Scene): Promise<void> {
  const name = '@nocobase/plugin-departments';
  if (!(await api.enabledPlugins()).includes(name)) await api.enablePlugins([name]);
}

/** Runs something with a company of this size in WeCom, and an authenticator of its own; NocoBase is as before then. */
async function withCompany<T>(scene: Scene, size: number, run: (simulator: Simulator) => Promise<T>): Promise<T> {
  const corpId = `ww${String(size).padStart(16, '0')}`;
  const company = largeCompany({ members: size, departments: departmentsOf(size) });
  const simulator = await startSimulator({ corp: { ...company, corpId }, callsToKeep: 0 });
  const { api, origin } = scene.nocobase;
  try {
    const options = simulatorOptions(simulator.url, origin, { corpId });
    await api.createAuthenticator({ name: 'directory', options });
    for (const [sourceType, options] of Object.entries({
      wecom: { authenticator: 'directory' },
      plain: { apiBaseUrl: simulator.url, corpId, secret: SAMPLE.secret },
    })) {
      const body = { name: sourceType, sourceType, enabled: true, options };
      await api.call('userDataSyncSources:create', { body });
    }
    return await run(simulator);
  } finally {
    await clear(scene);
    await simulator.close();
  }
}

async function synchroniseTwice(scene: Scene, { control }: Simulator, short: boolean): Promise<Both> {
  control.clearCalls();
  const ended = scene.ask<Synchronised>('synchronise', { name: 'wecom' });
  const during = await answersUntil(scene, ended);
  const first = await ended;
  const calls = control.countCalls();
  const unchanged = await scene.ask<Synchronised>('synchronise', { name: 'wecom' });
  expectAll(first.counts, 'made');
  expectAll(unchanged.counts, 'unchanged');
  const otherwise = await answersUntil(scene, sleep(short ? 100 : 5_000));
  return { first, unchanged, calls, answers: { during, otherwise } };
}

/** A synchronisation that leaves people out is no measure; one of the sample company's ten is disabled, and a few more. */
function expectAll(counts: Synchronised['counts'], kind: 'made' | 'unchanged'): void {
  if (counts.failed || (counts[kind] ?? 0) < (counts.members ?? 0) * 0.9) throw new Error(JSON.stringify(counts));
}

/** Asks for `app:getInfo` again and again, as people who open pages do. @returns the 99th percentile of its time, in ms */
async function answersUntil(scene: Scene, end: Promise<unknown>): Promise<number> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  end.then(over, over);
  const latencies: number[] = [];
  do {
    const start = performance.now();
    await scene.client.expect(200, { path: '/api/app:getInfo' });
    latencies.push(performance.now() - start);
    await sleep(10);
  } while (!isOver);
  return quantile(latencies, 0.99);
}

async function synchronisePlainly(scene: Scene): Promise<Record<'first' | 'unchanged', number>> {
  await runStatements(scene.nocobase.folder, scene.database, [WITHOUT_OUR_INDEXES]);
  await scene.ask('follow', { on: false });
  try {
    const first = await scene.ask<{ ms: number }>('synchronisePlainly', { name: 'plain' });
    const unchanged = await scene.ask<{ ms: number }>('synchronisePlainly', { name: 'plain' });
    return { first: first.ms, unchanged: unchanged.ms };
  } finally {
    await scene.ask('follow', { on: true });
  }
}

/** The indexes that this plugin adds to the tables of NocoBase's synchronisation. */
const WITHOUT_OUR_INDEXES = `DO $$ DECLARE ours record; BEGIN
  FOR ours IN SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND tablename LIKE 'userDataSyncRecords%'
    AND (indexdef LIKE '%sourceUk%' OR indexdef LIKE '%recordId%')
  LOOP EXECUTE format('DROP INDEX %I', ours.indexname); END LOOP;
END $$`;

/** The users of the seed have ids that the sequence does not know of, and 100,000 new ones would meet them. */
const BEYOND_THE_SEED = `SELECT setval(pg_get_serial_sequence('"users"', 'id'), GREATEST(10000000, (SELECT MAX("id") FROM "users")))`;

const MADE = `SELECT CAST("resourcePk" AS BIGINT) FROM "userDataSyncRecordsResources" WHERE "resource" = 'users'`;

/** As before the first synchronisation. */
async function clear({ nocobase: { folder, api }, database }: Scene): Promise<void> {
  await runStatements(folder, database, [
    ...['rolesUsers', 'wecomContacts', 'wecomAccounts', 'usersAuthenticators'].map(
      (table) => `DELETE FROM "${table}" WHERE "userId" IN (${MADE})`,
    ),
    `DELETE FROM "users" WHERE "id" IN (${MADE})`,
    ...CLEARED.map((table) => `TRUNCATE TABLE "${table}"`),
    'ANALYZE',
  ]);
  await api.removeAuthenticator('directory');
}

const CLEARED = [
  ...['departments', 'departmentsUsers', 'wecomRuns', 'wecomRunResults', 'wecomUnmatched'],
  ...['userDataSyncRecords', 'userDataSyncRecordsResources', 'userDataSyncTasks', 'userDataSyncSources'],
];
