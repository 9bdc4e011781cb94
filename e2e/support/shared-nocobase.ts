/**
 * The NocoBase that all browser tests of a jest worker use: made by the global set-up, found by the tests through the
 * environment.
 */
export interface SharedNocoBase {
  /** Such as `http://127.0.0.1:40001`. */
  origin: string;
  /** The legacy client, with its trailing slash. */
  url: string;
  /** The modern client, with its trailing slash. */
  modernUrl: string;
  apiUrl: string;
  folder: string;
  logFile: string;
  /** The package that was uploaded. */
  tgz: string;
}

const VARIABLE = 'E2E_NOCOBASE';

type Stop = () => Promise<void>;
const holder = globalThis as typeof globalThis & { stopSharedNocoBases?: Stop };

/** @param nocobases one for each worker */
export function shareNocoBases(nocobases: SharedNocoBase[]): void {
  process.env[VARIABLE] = JSON.stringify(nocobases);
}

/** @throws Error outside a browser test. */
export function sharedNocoBase(): SharedNocoBase {
  const nocobases: SharedNocoBase[] = JSON.parse(process.env[VARIABLE] ?? '[]');
  const shared = nocobases[Number(process.env.JEST_WORKER_ID) - 1];
  if (!shared) throw new Error('the global set-up of the browser tests did not run');
  return shared;
}

/** Set-up and teardown share only the global object. */
export function stopSharedNocoBasesWith(stop: Stop): void {
  holder.stopSharedNocoBases = stop;
}

export async function stopSharedNocoBases(): Promise<void> {
  await holder.stopSharedNocoBases?.();
}
