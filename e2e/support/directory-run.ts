import { type NocoBaseApi, until } from '../../scripts/nocobase';

/** Part of what the page shows of a run of the directory. */
export interface DirectoryRun {
  id: string;
  state: string;
  stage: string;
  problem?: string;
  counts: Record<string, number>;
}

/** The newest run of a source, or the one that is under way. */
export async function newestRun(api: NocoBaseApi, source: string): Promise<DirectoryRun> {
  return (await api.call<DirectoryRun>('wecomDirectory:progress', { query: { source } })).data;
}

/** Waits for the end of the run that is under way. */
export async function endedRun(api: NocoBaseApi, source: string): Promise<DirectoryRun> {
  await until('the run is over', async () => (await newestRun(api, source)).state !== 'running');
  return newestRun(api, source);
}
