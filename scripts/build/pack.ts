import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fromRoot } from '../paths';
import { ensureBuilt } from './build';

/**
 * Builds what is stale and packs the plugin as `nocobase-plugin-auth-wecom-<version>.tgz`, the file that NocoBase's
 * plugin manager takes.
 *
 * @param folder where to write it; default: the repository
 * @returns absolute path of the file
 */
export async function packPlugin(folder = fromRoot()): Promise<string> {
  await ensureBuilt();
  fs.mkdirSync(folder, { recursive: true });
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
    { cwd: fromRoot(), encoding: 'utf8', shell: process.platform === 'win32' },
  );
  if (status !== 0) throw new Error(`npm pack failed: ${stderr}`);
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  if (!packed) throw new Error('npm pack made no file');
  return path.join(folder, packed.filename);
}
