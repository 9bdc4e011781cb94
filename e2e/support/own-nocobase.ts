import { type NocoBaseOptions, type RunningNocoBase, startNocoBase } from '../../scripts/nocobase';
import { applicationFolder } from './folders';
import { type SharedNocoBase, sharedNocoBase } from './shared-nocobase';

/** A NocoBase of one test file's own, usable wherever the shared one is. */
export interface OwnNocoBase extends SharedNocoBase {
  running: RunningNocoBase;
}

/**
 * Starts a NocoBase for one test file, about ten seconds. `running.remove()` in `afterAll` ends it.
 *
 * @param name of its folder
 * @param options environment and database
 * @param withPlugin whether the plugin is added and enabled; default yes
 */
export async function startOwnNocoBase(
  name: string,
  options: Pick<NocoBaseOptions, 'env' | 'database'> = {},
  withPlugin = true,
): Promise<OwnNocoBase> {
  const { tgz } = sharedNocoBase();
  const running = await startNocoBase({ ...options, folder: applicationFolder(name), fresh: true });
  if (withPlugin) {
    await running.api.signIn();
    await running.api.uploadPlugin(tgz);
    await running.api.enablePlugin();
  }
  const { origin, url, modernUrl, folder, logFile, api } = running;
  return { origin, url, modernUrl, folder, logFile, apiUrl: api.apiUrl, tgz, running };
}
