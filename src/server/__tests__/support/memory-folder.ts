import { accessSync, constants, statfsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Linux keeps what is here in memory. */
const MEMORY = '/dev/shm';
/** Bytes that all test files together never need. Containers often have 64 MB. */
const ENOUGH = 1_000_000_000;

/**
 * Makes a folder that lasts no longer than a test: in memory where there is such a place. SQLite waits for the disk four
 * times with each statement that writes, which is a sixth of a test.
 */
export function memoryFolder(prefix: string): Promise<string> {
  return mkdtemp(path.join(parent(), prefix));
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
