import { spawn } from 'node:child_process';
import { fromRoot } from '../../../scripts/paths';

/** A process of its own, as `npm run bench` is: one of the peers is an ES module, which jest cannot load. */
export function runBench(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', fromRoot('bench', 'main.ts'), ...args], {
    cwd: fromRoot(),
    env: { ...process.env, ...env },
    // By the channel it knows when this process has ended, and then ends as well.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
  return new Promise((resolve) => child.on('exit', (code) => resolve({ code, output })));
}
