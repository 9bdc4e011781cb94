import path from 'node:path';

/** Absolute path of the repository. */
const ROOT = path.resolve(__dirname, '..');

/** Folder of everything that tests make and may lose (ignored by git). */
export const TEST_FOLDER = path.join(ROOT, '.test');

/** Folder of the demo, kept between runs (ignored by git). */
export const DEMO_FOLDER = path.join(ROOT, '.demo');

/** Joins segments below the repository root. */
export function fromRoot(...segments: string[]): string {
  return path.join(ROOT, ...segments);
}

/** Version 0.1 of the plugin, as it was packed from commit 6ae82ba: what is upgraded from, and what is compared with. */
export const FIRST_VERSION_TGZ = fromRoot('e2e', 'fixtures', 'nocobase-plugin-auth-wecom-0.1.0.tgz');
