import { accessSync, constants, statfsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Where the test files of one run keep their databases; set before all of them, removed after them. */
const FOLDER = 'TEST_RUN_FOLDER';
/** Linux keeps what is here in memory. */
const MEMORY = '/dev/shm';
/** Bytes that all test files together never need. Containers often have 64 MB. */
const ENOUGH = 1_000_000_000;

/**
 * Makes the folder of this run: in memory where there is such a place. SQLite waits for the disk four times with each
 * statement that writes, which is a sixth of a test.
 */
export async function makeRunFolder(): Promise<void> {
  process.env[FOLDER] = await mkdtemp(path.join(parent(), 'auth-wecom-'));
}

export const runFolder = () => process.env[FOLDER] as string;

/** Removes all that is in it, too. */
export async function removeRunFolder(): Promise<void> {
  await rm(runFolder(), { recursive: true, force: true });
}

function parent(): string {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > ENOUGH ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}
