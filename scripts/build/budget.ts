import fs from 'node:fs';
import { gzipSync } from 'node:zlib';
import { fromRoot } from '../paths';
import type { Lane } from './packages';

/**
 * What every visitor of a NocoBase with this plugin downloads, with or without WeCom, in bytes after gzip. The rest
 * comes when somebody signs in, or opens the settings, the callback page or a sign-in page with a WeCom button. About what
 * 0.1 had, which only signed people in (2,344 and 2,307).
 */
export const BUDGET: Record<Lane, number> = { client: 2_300, 'client-v2': 2_300 };

/**
 * Prints the compressed sizes of a browser bundle.
 *
 * @throws Error when the part that everybody downloads is larger than its budget.
 */
export function checkBudget(lane: Lane): void {
  const folder = fromRoot('dist', lane);
  const sizes = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => ({ name, bytes: gzipSync(fs.readFileSync(`${folder}/${name}`), { level: 9 }).length }))
    .sort((a, b) => Number(b.name === 'index.js') - Number(a.name === 'index.js') || b.bytes - a.bytes);
  for (const { name, bytes } of sizes) {
    const limit = name === 'index.js' ? ` of at most ${BUDGET[lane]}` : '';
    console.log(`  dist/${lane}/${name}: ${bytes} bytes gzip${limit}`);
  }
  const entry = sizes.find(({ name }) => name === 'index.js');
  if (!entry) throw new Error(`dist/${lane}/index.js was not made`);
  if (entry.bytes > BUDGET[lane]) {
    throw new Error(
      `dist/${lane}/index.js is ${entry.bytes} bytes gzip; every visitor pays for it: at most ${BUDGET[lane]}`,
    );
  }
}
