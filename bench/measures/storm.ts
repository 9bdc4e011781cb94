import path from 'node:path';
import { packPlugin } from '../../scripts/build/pack';
import { type Cluster, startCluster } from '../../scripts/nocobase/cluster';
import { simulatorOptions } from '../../scripts/nocobase/wecom';
import { TEST_FOLDER } from '../../scripts/paths';
import { SAMPLE, type Simulator } from '../../simulator';
import { codeOf, startCompany } from '../company';
import { HttpClient } from '../http';
import { openLogto } from '../peers/logto';
import { plainSignIn } from '../peers/plain';
import { prepareSignIns } from '../prepare-sign-ins';
import type { MeasureOptions, MeasureOutcome } from '../result';
import { Scene } from '../scene';
import { seed } from '../seed';
import { runParallel } from '../timing';

interface Counted {
  gettoken: number;
  succeeded: number;
}

/** `gettoken` calls when very many members sign in at the same moment and no token is known. */
export async function measureStorm({ short, say }: MeasureOptions): Promise<MeasureOutcome> {
  const count = short ? 40 : 1000;
  say('one process');
  const { ours, logto, plain } = await inOneProcess(count);
  // Many nodes have a test of their own; a short run is not to start two more.
  if (!short) say('two processes with Redis');
  const twoNodes = short ? undefined : await inTwoProcesses(count);
  const against = `Logto ${logto.gettoken}, plain ${plain.gettoken}`;
  const line = (where: string, counted: Counted) => ({
    what: `gettoken calls for ${count} simultaneous cold sign-ins, ${where} (${counted.succeeded} signed in)`,
    ours: String(counted.gettoken),
    against,
    ratio: counted.gettoken / logto.gettoken,
    goal: '1',
    reached: counted.gettoken === 1,
  });
  return {
    results: [line('one process', ours), ...(twoNodes ? [line('two processes with Redis', twoNodes)] : [])],
    data: { ours, twoNodes, logto, plain },
  };
}

async function inOneProcess(count: number) {
  const scene = await Scene.open({ name: 'storm', dialect: 'postgres' });
  const { simulator, client } = scene;
  const logto = await openLogto(simulator.url, SAMPLE);
  try {
    // A scene that others use has its token already; with the process it is forgotten.
    await scene.nocobase.restart();
    const prepared = await scene.prepareMany(count);
    const send = async (index: number) => (await client.send(prepared[index]!)).status === 200;
    return {
      ours: await storm(simulator, count, send),
      logto: await storm(simulator, count, async (index) => Boolean(await logto.signIn(codeOf(simulator, index)))),
      plain: await storm(simulator, count, async (index) =>
        Boolean(await plainSignIn(simulator.url, SAMPLE.corpId, SAMPLE.secret, codeOf(simulator, index))),
      ),
    };
  } finally {
    logto.close();
    await scene.close();
  }
}

async function inTwoProcesses(count: number): Promise<Counted> {
  const simulator = await startCompany();
  const folder = path.join(TEST_FOLDER, 'bench', 'storm-cluster');
  const tgz = await packPlugin(path.join(TEST_FOLDER, 'bench'));
  const cluster: Cluster = await startCluster({ folder, tgz, database: 'wecom_bench_cluster', redisDatabase: 10 });
  const client = new HttpClient(cluster.proxy.origin);
  try {
    const options = simulatorOptions(simulator.url, cluster.proxy.origin);
    await cluster.api.createAuthenticator({ name: 'wecom', options });
    await seed(folder, cluster.database, 1000);
    const prepared = await prepareSignIns(client, simulator, count);
    return await storm(simulator, count, async (index) => (await client.send(prepared[index]!)).status === 200);
  } finally {
    client.close();
    await cluster.remove();
    await simulator.close();
  }
}

async function storm(
  simulator: Simulator,
  count: number,
  signIn: (index: number) => Promise<boolean>,
): Promise<Counted> {
  simulator.control.clearCalls();
  let succeeded = 0;
  await runParallel(count, count, async (index) => {
    if (await signIn(index).catch(() => false)) succeeded += 1;
  });
  return { gettoken: simulator.control.countCalls('gettoken'), succeeded };
}
