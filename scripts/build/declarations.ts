import { spawnSync } from 'node:child_process';
import { fromRoot } from '../paths';

/**
 * Writes the declarations (`.d.ts`) of every source file. Only writes them; `npm run typecheck` is what judges types.
 *
 * The compiler must start from nothing each time (`incremental: false` in the configuration): its memory of an earlier
 * run says what it has written, not what a build has removed since, so that unchanged files would get none.
 *
 * @param config absolute path of the TypeScript configuration
 * @throws Error with what the compiler printed
 */
export function emitDeclarations(config = fromRoot('tsconfig.build.json')): void {
  const tsc = fromRoot('node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', config], { cwd: fromRoot(), encoding: 'utf8' });
  if (status !== 0) throw new Error(`The declarations could not be made:\n${stdout}`);
}
