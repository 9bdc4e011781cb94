import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { NocoBaseApi, POSTGRES } from '../scripts/nocobase';
import { type Cluster, startCluster } from '../scripts/nocobase/cluster';
import { simulatorOptions } from '../scripts/nocobase/wecom';
import { TEST_FOLDER } from '../scripts/paths';
import { isPortTaken } from '../scripts/ports';
import { SAMPLE, type Simulator, startSimulator, USER_AGENTS } from '../simulator';
import { sharedNocoBase } from './support/shared-nocobase';

/** Two real NocoBase processes on PostgreSQL and Redis, behind a proxy that gives each request to the next of them. */
const FOLDER = path.join(TEST_FOLDER, 'many-nodes');
const DATABASE = 'wecom_many_nodes';
const NEWCOMERS = 50;
/** "Within seconds": how long a change at one node may take to count at the other, in ms. */
const SECONDS = 5_000;

let simulator: Simulator;
let cluster: Cluster;
const api = () => cluster.api;
const node = (index: 0 | 1) => new NocoBaseApi(cluster.nodes[index].api.apiUrl);

beforeAll(async () => {
  const newcomers = Array.from({ length: NEWCOMERS }, (_, index) => ({
    userid: `newcomer${index}`,
    name: `Newcomer ${index}`,
    department: [2],
    mobile: `138${String(index).padStart(8, '0')}`,
  }));
  simulator = await startSimulator({ corp: { members: newcomers } });
  const { tgz } = sharedNocoBase();
  cluster = await startCluster({
    folder: path.join(FOLDER, 'nodes'),
    database: DATABASE,
    tgz,
    redisDatabase: 9,
  });
  const options = simulatorOptions(simulator.url, cluster.proxy.origin);
  await api().createAuthenticator({ name: 'wecom', options });
}, 180_000);
afterAll(async () => {
  await cluster?.remove();
  await simulator?.close();
}, 30_000);

interface Started {
  cookie: string;
  code: string;
  state: string;
}

async function start(at: NocoBaseApi, userid: string): Promise<Started> {
  const { headers } = await at.send('wecom:authorize', {
    query: { authenticator: 'wecom', consent: '1' },
    headers: { 'user-agent': USER_AGENTS.wecomIphone },
  });
  const cookie = headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const state = new URL(headers.get('location') ?? '', 'http://none').searchParams.get('state') ?? '';
  return { cookie, state, code: simulator.control.mintCode({ userid, scope: 'snsapi_privateinfo' }) };
}

function finish(at: NocoBaseApi, { cookie, code, state }: Started) {
  return at.send<{ user: { id: number }; token: string }>('auth:signIn', {
    body: { code, state },
    headers: { cookie, 'x-authenticator': 'wecom' },
  });
}

const signIn = async (at: NocoBaseApi, userid: string) => finish(at, await start(at, userid));

async function until(condition: () => Promise<boolean>): Promise<number> {
  const begin = Date.now();
  while (!(await condition())) {
    if (Date.now() - begin > SECONDS) throw new Error(`not within ${SECONDS} ms`);
    await sleep(100);
  }
  return Date.now() - begin;
}

it('enabling the plugin makes the index that keeps sign-ins fast with many issued tokens', async () => {
  const client = new pg.Client({ ...POSTGRES, database: DATABASE });
  await client.connect();
  const { rows } = await client.query(`SELECT indexdef FROM pg_indexes WHERE tablename = 'issuedTokens'`);
  await client.end();
  expect(rows.map(({ indexdef }) => indexdef)).toContainEqual(expect.stringContaining('("userId")'));
});

it('200 simultaneous first sign-ins of 50 members over both nodes make 50 users, with one token', async () => {
  const attempts = Array.from({ length: 200 }, (_, index) => `newcomer${index % NEWCOMERS}`);
  const started = await Promise.all(attempts.map((userid) => start(api(), userid)));
  simulator.control.clearCalls();
  const answers = await Promise.all(started.map((sign) => finish(api(), sign)));
  expect(answers.map(({ status }) => status)).toEqual(attempts.map(() => 200));
  const usersOf = (userid: string) =>
    new Set(answers.filter((_, index) => attempts[index] === userid).map(({ data }) => data.user.id));
  expect(attempts.slice(0, NEWCOMERS).map((userid) => usersOf(userid).size)).toEqual(Array(NEWCOMERS).fill(1));
  const { data } = await api().call<unknown[]>('users:list', {
    query: { paginate: 'false', filter: JSON.stringify({ nickname: { $includes: 'Newcomer' } }) },
  });
  expect(data).toHaveLength(NEWCOMERS);
  expect(simulator.control.countCalls('gettoken')).toBe(1);
  expect(Math.min(...cluster.proxy.counts)).toBeGreaterThan(100);
}, 60_000);

it('a sign-in that one node has started is finished by the other, and its session counts at both', async () => {
  for (const [first, second] of [
    [node(0), node(1)],
    [node(1), node(0)],
  ] as const) {
    const { status, data } = await finish(second, await start(first, 'newcomer0'));
    expect(status).toBe(200);
    const headers = { authorization: `Bearer ${data.token}`, 'x-authenticator': 'wecom' };
    expect((await first.send('auth:check', { headers })).status).toBe(200);
    expect((await second.send('auth:check', { headers })).status).toBe(200);
  }
});

it('S-02 a state that one node has seen is refused by the other, also at the same moment', async () => {
  const started = await start(node(0), 'newcomer1');
  expect((await finish(node(0), started)).status).toBe(200);
  const again = { ...started, code: simulator.control.mintCode({ userid: 'newcomer1' }) };
  expect((await finish(node(1), again)).errors?.[0]?.code).toBe('WECOM_STATE_INVALID');

  const raced = await start(node(0), 'newcomer1');
  const other = { ...raced, code: simulator.control.mintCode({ userid: 'newcomer1' }) };
  const answers = await Promise.all([finish(node(0), raced), finish(node(1), other)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
});

describe('settings that are changed at one node', () => {
  const options = (more: object) => ({
    options: simulatorOptions(simulator.url, cluster.proxy.origin, { ...more }),
  });
  const admin = async (index: 0 | 1) => {
    const client = node(index);
    await client.signIn();
    return client;
  };

  it('count at the other within seconds: an option', async () => {
    const first = await admin(0);
    await first.updateAuthenticator('wecom', options({ agentId: '1000009' }));
    const agentAt = async (at: NocoBaseApi) => {
      const { headers } = await at.send('wecom:authorize', { query: { authenticator: 'wecom' } });
      return new URL(headers.get('location') ?? '', 'http://none').searchParams.get('agentid');
    };
    expect(await agentAt(first)).toBe('1000009');
    await until(async () => (await agentAt(node(1))) === '1000009');
    await first.updateAuthenticator('wecom', options({}));
    await until(async () => (await agentAt(node(1))) === String(SAMPLE.agentId));
  });

  it('count at the other within seconds: the value of a variable', async () => {
    const first = await admin(0);
    const setVariable = (value: string, action: 'create' | 'update') =>
      first.call(`environmentVariables:${action}`, {
        method: 'POST',
        query: action === 'update' ? { filterByTk: 'WECOM_SECRET' } : {},
        body: { name: 'WECOM_SECRET', type: 'secret', value },
      });
    await setVariable('a-wrong-secret-of-the-many-nodes-test-0123456', 'create');
    await first.updateAuthenticator('wecom', options({ secret: '{{ $env.WECOM_SECRET }}' }));
    await until(async () => (await signIn(node(1), 'newcomer2')).errors?.[0]?.code === 'WECOM_SETTINGS');
    await setVariable(SAMPLE.secret, 'update');
    await until(async () => (await signIn(node(1), 'newcomer2')).status === 200);
  });

  it('count at the other within seconds: an authenticator that was added, disabled and enabled', async () => {
    const first = await admin(0);
    const added = simulatorOptions(simulator.url, cluster.proxy.origin);
    const { id } = await first.createAuthenticator({ name: 'added', options: added });
    const signInAt = async (at: NocoBaseApi) => {
      const { headers } = await at.send('wecom:authorize', { query: { authenticator: 'added' } });
      const cookie = headers.getSetCookie().join('; ');
      const state = new URL(headers.get('location') ?? '', 'http://none').searchParams.get('state');
      const code = simulator.control.mintCode({ userid: 'newcomer3' });
      return at.send('auth:signIn', { body: { code, state }, headers: { cookie, 'x-authenticator': 'added' } });
    };
    await until(async () => (await signInAt(node(1))).status === 200);
    await first.updateAuthenticator('added', { id, enabled: false });
    await until(async () => (await signInAt(node(1))).status !== 200);
    await first.updateAuthenticator('added', { id, enabled: true });
    await until(async () => (await signInAt(node(1))).status === 200);
  });
});

it('a node that dies in mid-flow loses nothing but its own open requests', async () => {
  const started = await Promise.all(Array.from({ length: 20 }, (_, index) => start(node(0), `newcomer${index}`)));
  // Five of them are with WeCom, in the hands of the node that dies.
  simulator.control.setFault({ match: 'user/get', delayMs: 1_500, times: 5 });
  const open = started.slice(0, 5).map((sign) =>
    finish(node(0), sign).then(
      ({ status }) => status,
      () => 'lost',
    ),
  );
  await until(async () => simulator.control.faults().every((fault) => (fault as { left?: number }).left === 0));
  process.kill(-cluster.nodes[0].pid, 'SIGKILL');
  expect(await Promise.all(open)).toEqual(Array(5).fill('lost'));
  simulator.control.clearFaults();
  await until(async () => !(await isPortTaken(cluster.nodes[0].port)));

  const others = await Promise.all(started.slice(5).map((sign) => finish(api(), sign)));
  expect(others.map(({ status }) => status)).toEqual(Array(15).fill(200));
  // Whoever lost a request signs in again; nothing of it is left behind.
  const again = await Promise.all(Array.from({ length: 5 }, (_, index) => signIn(api(), `newcomer${index}`)));
  expect(again.map(({ status }) => status)).toEqual(Array(5).fill(200));
}, 30_000);
