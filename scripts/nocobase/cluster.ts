import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { PACKAGE_NAME } from '../../src/shared/constants';
import { type Database, NocoBaseApi, type RunningNocoBase, startNocoBase } from '.';
import { redisDatabaseUrl } from './databases';
import { type RoundRobin, startRoundRobin } from './round-robin';

interface ClusterOptions {
  /** Absolute path; each node gets a folder in it. */
  folder: string;
  /** Name of the PostgreSQL database, made anew. */
  database: string;
  /** The packed plugin. */
  tgz: string;
  /** Number of the Redis database, so that clusters side by side do not mix. */
  redisDatabase: number;
  /** NocoBase's own plugins that are to be enabled, too. */
  plugins?: string[];
}

/** Two NocoBase processes on one PostgreSQL and one Redis, behind a round-robin proxy. */
export interface Cluster {
  nodes: [RunningNocoBase, RunningNocoBase];
  proxy: RoundRobin;
  /** Through the proxy. */
  api: NocoBaseApi;
  database: Database;
  remove(): Promise<void>;
}

/** What NocoBase's open source parts need to be one application on many nodes (docs/clusters.md). */
function clusterEnv(redisDatabase: number) {
  const redis = redisDatabaseUrl(redisDatabase);
  return {
    APP_KEY: crypto.randomBytes(32).toString('hex'),
    APP_AES_SECRET_KEY: crypto.randomBytes(32).toString('hex'),
    CACHE_DEFAULT_STORE: 'redis',
    CACHE_REDIS_URL: redis,
    REDIS_URL: redis,
  };
}

export async function startCluster({ folder, tgz, redisDatabase, ...options }: ClusterOptions): Promise<Cluster> {
  const database: Database = { dialect: 'postgres', name: options.database };
  const env = clusterEnv(redisDatabase);
  fs.rmSync(folder, { recursive: true, force: true });
  const [firstFolder, secondFolder] = [path.join(folder, 'node-1'), path.join(folder, 'node-2')];

  // NocoBase's own rule: plugins are added while one node runs; the others then start with the same storage.
  const first = await startNocoBase({ folder: firstFolder, database, env, fresh: true });
  await first.api.signIn();
  await first.api.uploadPlugin(tgz);
  await first.api.enablePlugins([PACKAGE_NAME, ...(options.plugins ?? [])]);
  fs.mkdirSync(secondFolder, { recursive: true });
  fs.cpSync(path.join(firstFolder, 'storage'), path.join(secondFolder, 'storage'), {
    recursive: true,
    filter: (file) => !/[\\/](logs|\.pm2)([\\/]|$)|\.sock$/.test(file),
  });
  const second = await startNocoBase({ folder: secondFolder, database, env });

  const proxy = await startRoundRobin([first.origin, second.origin]);
  const api = new NocoBaseApi(`${proxy.origin}/api/`);
  await api.signIn();
  return {
    nodes: [first, second],
    proxy,
    api,
    database,
    async remove() {
      await proxy.close();
      await second.stop();
      await first.remove();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
