import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fromRoot } from '../paths';
import { buildBrowser } from './browser';
import { checkBudget } from './budget';
import { emitDeclarations } from './declarations';
import type { Lane } from './packages';
import { buildApiDocumentation, buildServer } from './server';

const LANES: Lane[] = ['client', 'client-v2'];

/** What a build is made of; any change in these makes dist/ stale. */
const INPUTS = [
  ...['src', 'types-shims', 'scripts/build'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'],
];

/** Remembers from which inputs dist/ was made. In node_modules, so that it is neither committed nor packed. */
const STAMP = fromRoot('node_modules', '.cache', 'plugin-auth-wecom', 'built-from');

/** Makes dist/ anew, as NocoBase expects a plugin package to look. */
export async function buildPlugin(): Promise<void> {
  const inputs = fingerprint();
  fs.rmSync(STAMP, { force: true });
  fs.rmSync(fromRoot('dist'), { recursive: true, force: true });
  await buildServer();
  await buildApiDocumentation();
  for (const lane of LANES) await buildBrowser(lane);
  fs.cpSync(fromRoot('src', 'locale'), fromRoot('dist', 'locale'), { recursive: true });
  writeExternalVersions();
  emitDeclarations();
  for (const lane of LANES) checkBudget(lane);
  fs.mkdirSync(path.dirname(STAMP), { recursive: true });
  fs.writeFileSync(STAMP, inputs);
}

/** Builds unless dist/ is there and nothing it is made of has changed. */
export async function ensureBuilt(): Promise<void> {
  const built = fs.existsSync(STAMP) && fs.existsSync(fromRoot('dist')) && fs.readFileSync(STAMP, 'utf8');
  if (built !== fingerprint()) await buildPlugin();
}

/**
 * NocoBase refuses to switch on a plugin when a version named here does not suit the running one, and a version of
 * `@nocobase/*` suits only its own minor release. Only what would really break is named, so that every 2.x may use us.
 *
 * @see NocoBase packages/core/server/src/plugin-manager/deps.ts
 */
function writeExternalVersions(): void {
  const versions = Object.fromEntries(
    ['antd', 'react', 'sequelize'].map((name) => [
      name,
      JSON.parse(fs.readFileSync(fromRoot('node_modules', name, 'package.json'), 'utf8')).version,
    ]),
  );
  fs.writeFileSync(fromRoot('dist', 'externalVersion.js'), `module.exports = ${JSON.stringify(versions, null, 2)};\n`);
}

function fingerprint(): string {
  const hash = crypto.createHash('sha256');
  for (const file of INPUTS.flatMap(filesBelow).sort()) {
    if (!file.includes('__tests__'))
      hash
        .update(file)
        .update('\0')
        .update(fs.readFileSync(fromRoot(file)));
  }
  return hash.digest('hex');
}

function filesBelow(relative: string): string[] {
  const absolute = fromRoot(relative);
  if (!fs.existsSync(absolute)) return [];
  if (fs.statSync(absolute).isFile()) return [relative];
  return fs.readdirSync(absolute).flatMap((name) => filesBelow(path.join(relative, name)));
}
