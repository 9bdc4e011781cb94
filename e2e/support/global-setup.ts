import fs from 'node:fs';
import path from 'node:path';
import type { Config } from 'jest';
import { packPlugin } from '../../scripts/build/pack';
import { type NocoBaseApi, type RunningNocoBase, startNocoBase } from '../../scripts/nocobase';
import { TEST_FOLDER } from '../../scripts/paths';
import { ensureBrowser } from '../../scripts/test/browser';
import { applicationFolder, removeAbandonedFolders } from './folders';
import { shareBrowser } from './shared-browser';
import { type SharedNocoBase, shareNocoBases, stopSharedNocoBasesWith } from './shared-nocobase';

/**
 * Once before all browser tests: builds and packs what is stale, starts a real NocoBase for each of jest's workers, and
 * adds and enables the package while NocoBase runs. By then NocoBase has frozen JavaScript's built-in objects, which
 * shows faults of the package that no other test can see.
 */
export default async function globalSetup({ maxWorkers = 1 }: Config): Promise<void> {
  ensureBrowser();
  removeAbandonedFolders();
  const tgz = await packPlugin(TEST_FOLDER);
  const stopBrowser = await shareBrowser();
  const running: { nocobase: RunningNocoBase; log: string }[] = [];
  stopSharedNocoBasesWith(async () => {
    await stopBrowser();
    for (const { nocobase, log } of running) {
      await nocobase.stop();
      // What remains of it, to look at after a failed run.
      fs.copyFileSync(nocobase.logFile, log);
      await nocobase.remove();
    }
  });
  const start = async (worker: number): Promise<SharedNocoBase> => {
    const nocobase = await startNocoBase({ folder: applicationFolder(`shared-${worker}`), fresh: true, lean: true });
    running.push({ nocobase, log: path.join(TEST_FOLDER, `e2e-server-${worker}.log`) });
    const { origin, url, modernUrl, folder, logFile, api } = nocobase;
    await api.signIn();
    // Before the plugin is enabled, which goes on writing after it has answered, and SQLite has one writer.
    await offerAllLanguages(api);
    await api.uploadPlugin(tgz);
    await api.enablePlugins();
    return { origin, url, modernUrl, apiUrl: api.apiUrl, folder, logFile, tgz };
  };
  shareNocoBases(await Promise.all(Array.from({ length: Number(maxWorkers) }, (_, index) => start(index + 1))));
}

/** NocoBase shows its own choice of language, not the browser's. */
async function offerAllLanguages(api: NocoBaseApi): Promise<void> {
  const body = { enabledLanguages: ['en-US', 'zh-CN', 'zh-TW', 'ja-JP'] };
  await api.call('systemSettings:update', { query: { filterByTk: '1' }, body });
}
