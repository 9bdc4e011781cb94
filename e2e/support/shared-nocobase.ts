/** The NocoBase that all browser tests use: made by the global set-up, found by the tests through the environment. */
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
const holder = globalThis as typeof globalThis & { stopSharedNocoBase?: Stop };

export function shareNocoBase(nocobase: SharedNocoBase): void {
  process.env[VARIABLE] = JSON.stringify(nocobase);
}

/** @throws Error outside a browser test. */
export function sharedNocoBase(): SharedNocoBase {
  const shared = process.env[VARIABLE];
  if (!shared) throw new Error('the global set-up of the browser tests did not run');
  return JSON.parse(shared);
}

/** Set-up and teardown share only the global object. */
export function stopSharedNocoBaseWith(stop: Stop): void {
  holder.stopSharedNocoBase = stop;
}

export async function stopSharedNocoBase(): Promise<void> {
  await holder.stopSharedNocoBase?.();
}
