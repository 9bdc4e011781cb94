import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { PACKAGE_NAME } from '../../src/shared/constants';
import { fromRoot } from '../paths';

/**
 * Makes (or brings up to date) the folder of one NocoBase application.
 *
 * NocoBase links every plugin of `storage/plugins` into `node_modules` of the folder it is started in and rewrites
 * `index.html` of the client for its own public path. Applications that run side by side must therefore not share
 * these: each folder has a `node_modules` of its own, made of links to the packages of the repository.
 *
 * @param folder absolute path; made when absent. `storage/` and `.env` in it are kept.
 */
export function prepareAppFolder(folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  linkNodeModules(folder);
  fs.copyFileSync(fromRoot('scripts', 'nocobase', 'launcher.cjs'), path.join(folder, 'nocobase.cjs'));
  // The NocoBase command line reads this file at load and fails without it.
  fs.writeFileSync(path.join(folder, '.env.e2e.example'), '');
  const envFile = path.join(folder, '.env');
  if (!fs.existsSync(envFile)) {
    fs.writeFileSync(envFile, `APP_KEY=${crypto.randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  }
}

function linkNodeModules(folder: string): void {
  const source = fromRoot('node_modules');
  const target = path.join(folder, 'node_modules');
  const stamp = path.join(target, '.linked-from');
  const current = `${source} ${fs.statSync(path.join(source, '.package-lock.json')).mtimeMs}`;
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === current) return;

  fs.rmSync(target, { recursive: true, force: true });
  for (const name of packageNames(source)) {
    // An application gets the plugin that is developed here as an upload, never through the repository.
    if (name === PACKAGE_NAME) continue;
    const link = path.join(target, name);
    fs.mkdirSync(path.dirname(link), { recursive: true });
    if (name.startsWith('@nocobase/')) hardLinkFolder(path.join(source, name), link);
    else fs.symlinkSync(path.join(source, name), link);
  }
  fs.writeFileSync(stamp, current);
}

function packageNames(nodeModules: string): string[] {
  return fs
    .readdirSync(nodeModules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? fs.readdirSync(path.join(nodeModules, name)).map((inner) => `${name}/${inner}`) : [name],
    );
}

/**
 * A folder of its own whose files are hard links: NocoBase looks up the real path of a plugin to load its migrations,
 * and through a symbolic link it would load them, and all they import, a second time from the repository. What plugins
 * bring along from npm is two thirds of the files, and is only ever found through the plugin: one link is enough.
 */
function hardLinkFolder(source: string, target: string): void {
  fs.mkdirSync(target, { recursive: true });
  for (const entry of fs.readdirSync(source, { withFileTypes: true })) {
    const from = path.join(source, entry.name);
    const to = path.join(target, entry.name);
    if (entry.name === 'node_modules') fs.symlinkSync(from, to);
    else if (entry.isDirectory()) hardLinkFolder(from, to);
    else if (isRewrittenByNocoBase(from)) fs.copyFileSync(from, to);
    else if (entry.isFile()) hardLink(from, to);
    else fs.symlinkSync(fs.readlinkSync(from), to);
  }
}

/** NocoBase writes its public path into `index.html` at each start, which must not reach the repository's own copy. */
function isRewrittenByNocoBase(file: string): boolean {
  return /@nocobase[\\/]app[\\/]dist[\\/]client[\\/]index\.html(\.tpl)?$/.test(file);
}

function hardLink(from: string, to: string): void {
  try {
    fs.linkSync(from, to);
  } catch {
    // Another file system, or one without hard links.
    fs.copyFileSync(from, to);
  }
}
