import path from 'node:path';
import { type NocoBaseOptions, type RunningNocoBase, startNocoBase } from '../../scripts/nocobase';
import { applicationFolder } from './folders';
import { type SharedNocoBase, sharedNocoBase } from './shared-nocobase';

/** A NocoBase of one test file's own, usable wherever the shared one is. */
export interface OwnNocoBase extends SharedNocoBase {
  running: RunningNocoBase;
}

interface Options extends Pick<NocoBaseOptions, 'env' | 'database'> {
  /** Whether the plugin is added and enabled; default yes. */
  withPlugin?: boolean;
  /** The packed plugin that it begins with. Default: today's. */
  firstTgz?: string;
}

/** Tells apart the NocoBases of one file. */
let count = 0;

/**
 * Starts a NocoBase before the tests of the surrounding `describe`, about ten seconds, and removes it after them. Its
 * fields are there when the tests run.
 */
export function ownNocoBase({ withPlugin = true, firstTgz, ...options }: Options = {}): OwnNocoBase {
  const own = {} as OwnNocoBase;
  const name = `${path.basename(expect.getState().testPath ?? '', '.e2e.ts')}-${++count}`;
  beforeAll(async () => {
    const { tgz } = sharedNocoBase();
    const running = await startNocoBase({ ...options, folder: applicationFolder(name), fresh: true });
    const { origin, url, modernUrl, folder, logFile, api } = running;
    Object.assign(own, { origin, url, modernUrl, folder, logFile, apiUrl: api.apiUrl, tgz, running });
    if (!withPlugin) return;
    await api.signIn();
    await api.uploadPlugin(firstTgz ?? tgz);
    await api.enablePlugins();
  }, 180_000);
  afterAll(() => own.running?.remove());
  return own;
}
