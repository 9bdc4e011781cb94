/** The directory on two real NocoBase processes with PostgreSQL and Redis: two runs at once, a lost database, a killed process. */
import path from 'node:path';
import pg from 'pg';
import { NocoBaseApi, POSTGRES, until } from '../scripts/nocobase';
import { type Cluster, startCluster } from '../scripts/nocobase/cluster';
import { simulatorOptions } from '../scripts/nocobase/wecom';
import { TEST_FOLDER } from '../scripts/paths';
import { largeCompany, type Simulator, startSimulator } from '../simulator';
import { endedRun, newestRun } from './support/directory-run';
import { sharedNocoBase } from './support/shared-nocobase';

const DATABASE = 'wecom_directory_nodes';
const SOURCE = 'company';
const MEMBERS = 1_200;
/** Hired later. */
const MORE = 800;

let simulator: Simulator;
let cluster: Cluster;
let database: pg.Client;
const all = largeCompany({ members: MEMBERS + MORE, departments: 60 });

beforeAll(async () => {
  simulator = await startSimulator({ corp: { ...all, members: all.members?.slice(0, MEMBERS) } });
  cluster = await startCluster({
    folder: path.join(TEST_FOLDER, 'directory-nodes'),
    database: DATABASE,
    tgz: sharedNocoBase().tgz,
    redisDatabase: 10,
    plugins: ['@nocobase/plugin-departments'],
  });
  await cluster.api.createAuthenticator({
    name: 'wecom',
    options: simulatorOptions(simulator.url, cluster.proxy.origin),
  });
  const options = { authenticator: 'wecom', departments: true, createUsers: true, onLeave: 'sessions', schedule: '' };
  await cluster.api.call('userDataSyncSources:create', {
    body: { name: SOURCE, displayName: SOURCE, sourceType: 'wecom', enabled: true, options },
  });
  database = new pg.Client({ ...POSTGRES, database: DATABASE });
  await database.connect();
}, 180_000);
afterAll(async () => {
  await database?.end();
  await cluster?.remove();
  await simulator?.close();
}, 30_000);

async function nodeOf(index: 0 | 1): Promise<NocoBaseApi> {
  const api = new NocoBaseApi(cluster.nodes[index].api.apiUrl);
  await api.signIn();
  return api;
}

const start = (api: NocoBaseApi) => api.send<{ run: string }>('wecomDirectory:run', { body: { source: SOURCE } });

/** Waits until a run has made at least so many users more than there were links before. */
async function inTheMiddle(before: number): Promise<void> {
  await until('users are being made', async () => (await links()).members > before + 100);
}

async function runToItsEnd(api: NocoBaseApi) {
  expect((await start(api)).status).toBe(200);
  return endedRun(api, SOURCE);
}

async function links(): Promise<{ members: number; users: number }> {
  const { rows } = await database.query(
    'SELECT COUNT(*)::int AS members, COUNT(DISTINCT "userId")::int AS users FROM "wecomAccounts"',
  );
  return rows[0];
}

/** Nobody is lost, doubled or left without the department; nothing seems to run. */
async function expectWhole(members: number): Promise<void> {
  expect(await links()).toEqual({ members, users: members });
  const count = async (sql: string) => (await database.query(sql)).rows[0].count;
  const OF_MEMBERS = 'SELECT "userId" FROM "wecomAccounts"';
  expect(await count(`SELECT COUNT(*)::int FROM users WHERE id NOT IN (${OF_MEMBERS})`)).toBe(others);
  expect(await count(`SELECT COUNT(DISTINCT "userId")::int FROM "departmentsUsers"`)).toBe(members);
  expect(await count(`SELECT COUNT(DISTINCT username)::int FROM users WHERE id IN (${OF_MEMBERS})`)).toBe(members);
  expect(await count(`SELECT COUNT(*)::int FROM "rolesUsers" WHERE "userId" IN (${OF_MEMBERS})`)).toBe(members);
  expect(await count(`SELECT COUNT(*)::int FROM "userDataSyncTasks" WHERE status = 'processing'`)).toBe(0);
}

let others = 0;
/** Whom WeCom shows and who has neither left nor is disabled. */
let expected = 0;

it('of two runs that start at both nodes at the same moment one runs, and a lost database costs nobody anything', async () => {
  others = (await database.query('SELECT COUNT(*)::int AS count FROM users')).rows[0].count;
  const nodes = [await nodeOf(0), await nodeOf(1)] as const;
  const answers = await Promise.all(nodes.map(start));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.flatMap(({ errors }) => errors ?? []).map(({ code }) => code)).toEqual(['WECOM_LINK_CONFLICT']);

  await inTheMiddle(0);
  await database.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
    [DATABASE],
  );
  const first = await endedRun(nodes[0], SOURCE);
  expect(['done', 'failed']).toContain(first.state);

  const second = await runToItsEnd(nodes[1]);
  expect(second).toMatchObject({ state: 'done' });
  expect(second.counts.failed ?? 0).toBe(0);
  const third = await runToItsEnd(nodes[0]);
  expected = third.counts.unchanged ?? 0;
  expect(expected).toBeGreaterThan(MEMBERS * 0.9);
  expect(third.counts.made ?? 0).toBe(0);
  await expectWhole(expected);
}, 120_000);

it('a node that is killed in the middle of a run leaves nobody half made, and the other one goes on', async () => {
  const later = all.members?.slice(MEMBERS) ?? [];
  for (const member of later) simulator.control.upsertMember(member);
  const [first, second] = [await nodeOf(0), await nodeOf(1)];
  const { members } = await links();
  expect((await start(first)).status).toBe(200);
  await inTheMiddle(members);
  process.kill(-cluster.nodes[0].pid, 'SIGKILL');

  // Nobody has to wait for a minute here until it counts as dead.
  await database.query(`UPDATE "wecomRuns" SET "seenAt" = "seenAt" - 120000 WHERE state = 'running'`);
  expect(await newestRun(second, SOURCE)).toMatchObject({ state: 'failed', problem: 'died' });
  const run = await runToItsEnd(second);
  expect(run).toMatchObject({ state: 'done' });
  expect(run.counts.failed ?? 0).toBe(0);
  const last = await runToItsEnd(second);
  expect(last.counts.made ?? 0).toBe(0);
  expect(last.counts.unchanged).toBeGreaterThan(expected + MORE * 0.9);
  await expectWhole(last.counts.unchanged ?? 0);
}, 120_000);
