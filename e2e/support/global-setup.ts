import fs from 'node:fs';
import path from 'node:path';
import { packPlugin } from '../../scripts/build/pack';
import { startNocoBase } from '../../scripts/nocobase';
import { TEST_FOLDER } from '../../scripts/paths';
import { ensureBrowser } from '../../scripts/test/browser';
import { applicationFolder, removeAbandonedFolders } from './folders';
import { shareNocoBase, stopSharedNocoBaseWith } from './shared-nocobase';

/**
 * Once before all browser tests: builds and packs what is stale, starts a real NocoBase, and adds and enables the
 * package while NocoBase runs. By then NocoBase has frozen JavaScript's built-in objects, which shows faults of the
 * package that no other test can see.
 */
export default async function globalSetup(): Promise<void> {
  ensureBrowser();
  removeAbandonedFolders();
  const tgz = await packPlugin(TEST_FOLDER);
  const nocobase = await startNocoBase({ folder: applicationFolder('shared'), fresh: true });
  stopSharedNocoBaseWith(async () => {
    await nocobase.stop();
    // What remains of it, to look at after a failed run.
    fs.copyFileSync(nocobase.logFile, path.join(TEST_FOLDER, 'e2e-server.log'));
    await nocobase.remove();
  });
  await nocobase.api.signIn();
  await nocobase.api.uploadPlugin(tgz);
  await nocobase.api.enablePlugin();
  shareNocoBase({
    origin: nocobase.origin,
    url: nocobase.url,
    modernUrl: nocobase.modernUrl,
    apiUrl: nocobase.api.apiUrl,
    folder: nocobase.folder,
    logFile: nocobase.logFile,
    tgz,
  });
}
