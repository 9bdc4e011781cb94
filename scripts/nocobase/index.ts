import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { freePort } from '../ports';
import { NocoBaseApi } from './api';
import { prepareAppFolder } from './app-folder';
import { type Database, databaseEnv, dropDatabase } from './databases';
import { installNocoBase } from './installed';
import { makeLean } from './lean';
import { type NocoBaseEnv, runNocoBase, spawnNocoBase, stopProcess, waitUntilReady } from './process';

export { NocoBaseApi } from './api';
export { type Database, POSTGRES } from './databases';
export { ADMIN, type NocoBaseEnv } from './process';
export { until } from './until';

/** How to start a NocoBase application. */
export interface NocoBaseOptions {
  /** Absolute path of the application's folder. What is in it (database, uploads, secret key) is kept and used. */
  folder: string;
  /** Default: any free port. */
  port?: number;
  /** Default: SQLite in the folder. */
  database?: Database;
  /** Further variables, such as `APP_PUBLIC_PATH`, `APP_MODERN_CLIENT_PREFIX`, `REDIS_URL`, `CACHE_DEFAULT_STORE`. */
  env?: NocoBaseEnv;
  /** Throw away what is in the folder and its database first. */
  fresh?: boolean;
  /** Installs it without the plugins of NocoBase that have nothing to do with people (`lean.ts`). */
  lean?: boolean;
  /** Puts more into the folder, such as other plugins, before NocoBase starts for the first time. */
  beforeStart?: (folder: string) => Promise<void>;
  /** Told, in a few words, what is going on. */
  onProgress?: (step: string) => void;
}

/** A NocoBase application that runs as a child of this process. */
export interface RunningNocoBase {
  /** Origin, such as `http://127.0.0.1:13000`. */
  origin: string;
  /** Address of the legacy client with its trailing slash. */
  url: string;
  /** Address of the modern client with its trailing slash. */
  modernUrl: string;
  port: number;
  folder: string;
  /** Everything the server wrote to its output. Its own logs are in `storage/logs`. */
  logFile: string;
  pid: number;
  api: NocoBaseApi;
  /** Stops the server and removes nothing. */
  stop(): Promise<void>;
  /** Stops and starts again in the same folder and port; the API client keeps its token. */
  restart(env?: NocoBaseEnv): Promise<void>;
  /** Stops the server and removes its folder and database. */
  remove(): Promise<void>;
}

const LOG = path.join('storage', 'server.log');

/**
 * Starts a real NocoBase, installing it first when its folder has none.
 *
 * @throws Error with the end of the log when NocoBase does not come up.
 */
export async function startNocoBase(options: NocoBaseOptions): Promise<RunningNocoBase> {
  const { folder, database = { dialect: 'sqlite' }, onProgress = () => undefined } = options;
  const logFile = path.join(folder, LOG);
  if (options.fresh) fs.rmSync(folder, { recursive: true, force: true });
  prepareAppFolder(folder);
  const installed = path.join(folder, 'storage', 'installed');
  if (!fs.existsSync(installed)) {
    onProgress('installing NocoBase (about ten seconds, the first time)');
    await installNocoBase(folder, database, logFile);
    if (options.lean) await makeLean(folder, database);
    fs.writeFileSync(installed, new Date().toISOString());
  }

  const port = options.port ?? (await freePort());
  const origin = `http://127.0.0.1:${port}`;
  let env: NocoBaseEnv = { APP_PORT: String(port), ...databaseEnv(database), ...options.env };
  const publicPath = withSlashes(env.APP_PUBLIC_PATH ?? '/');
  const apiUrl = `${origin}${publicPath}api/`;
  const start = async (): Promise<ChildProcess> => {
    const started = spawnNocoBase(folder, ['start'], env, logFile);
    try {
      await waitUntilReady(started, apiUrl, logFile);
    } catch (error) {
      await stopProcess(started);
      throw error;
    }
    return started;
  };

  await options.beforeStart?.(folder);
  onProgress('starting NocoBase');
  let child = await start();
  return {
    origin,
    url: `${origin}${publicPath}`,
    modernUrl: `${origin}${publicPath}${env.APP_MODERN_CLIENT_PREFIX ?? 'v'}/`,
    port,
    folder,
    logFile,
    get pid() {
      return child.pid as number;
    },
    api: new NocoBaseApi(apiUrl),
    stop: () => stopProcess(child),
    async restart(changed = {}) {
      await stopProcess(child);
      env = { ...env, ...changed };
      child = await start();
    },
    async remove() {
      await stopProcess(child);
      await dropDatabase(database);
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs `nocobase upgrade` in an application's folder, as one does after replacing the files of an enabled plugin. */
export async function upgradeNocoBase(options: Pick<NocoBaseOptions, 'folder' | 'database' | 'env'>): Promise<void> {
  const { folder, database = { dialect: 'sqlite' } } = options;
  prepareAppFolder(folder);
  await runNocoBase(folder, ['upgrade'], { ...databaseEnv(database), ...options.env }, path.join(folder, LOG));
}

function withSlashes(publicPath: string): string {
  return `/${publicPath}/`.replace(/\/{2,}/g, '/');
}
