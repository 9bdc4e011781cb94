import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { PACKAGE_NAME } from '../../src/shared/constants';

/** Remembers which package an application has. */
const STAMP = path.join('storage', 'plugin-auth-wecom.sha256');

/** Whether an application's folder has the plugin, and whether it has the one of this file. */
export function installedPlugin(folder: string, tgz: string): 'none' | 'other' | 'same' {
  const stamp = path.join(folder, STAMP);
  if (!fs.existsSync(pluginFolder(folder)) || !fs.existsSync(stamp)) return 'none';
  return fs.readFileSync(stamp, 'utf8') === hashOf(tgz) ? 'same' : 'other';
}

/** Notes that an application was given this package. */
export function rememberPlugin(folder: string, tgz: string): void {
  fs.writeFileSync(path.join(folder, STAMP), hashOf(tgz));
}

/** Unpacks the plugin over the one that a stopped application has; `nocobase upgrade` must follow. */
export function replacePlugin(folder: string, tgz: string): void {
  const target = pluginFolder(folder);
  fs.rmSync(target, { recursive: true, force: true });
  fs.mkdirSync(target, { recursive: true });
  const { status, stderr } = spawnSync('tar', ['-xzf', tgz, '-C', target, '--strip-components=1'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`could not unpack ${tgz}: ${stderr}`);
  rememberPlugin(folder, tgz);
}

/** Where an application has the plugin. */
export function pluginFolder(folder: string): string {
  return path.join(folder, 'storage', 'plugins', PACKAGE_NAME);
}

function hashOf(file: string): string {
  return crypto.createHash('sha256').update(fs.readFileSync(file)).digest('hex');
}
