import fs from 'node:fs';
import path from 'node:path';
import { TEST_FOLDER } from '../../scripts/paths';

/** Folder of an application of this test run; runs that overlap do not share any. */
export function applicationFolder(name: string): string {
  return path.join(TEST_FOLDER, `e2e-${name}-${process.pid}`);
}

/** Removes what runs left behind that could not clean up after themselves. */
export function removeAbandonedFolders(): void {
  if (!fs.existsSync(TEST_FOLDER)) return;
  for (const name of fs.readdirSync(TEST_FOLDER)) {
    const [, pid] = /^e2e-.*-(\d+)$/.exec(name) ?? [];
    if (pid && !isRunning(Number(pid))) fs.rmSync(path.join(TEST_FOLDER, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
