import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { BUDGET } from '../../scripts/build/budget';
import { ensureBuilt } from '../../scripts/build/build';
import { fromRoot } from '../../scripts/paths';
import type { MeasureOutcome, Result } from '../result';

const LANES = [
  { lane: 'client', name: 'legacy client' },
  { lane: 'client-v2', name: 'modern client' },
] as const;

/** What every visitor downloads, and all that there is, in bytes after gzip. */
export async function measureBundles(): Promise<MeasureOutcome> {
  await ensureBuilt();
  const results: Result[] = [];
  const data: Record<string, unknown> = {};
  for (const { lane, name } of LANES) {
    const ours = sizes(fromRoot('dist', lane));
    const peer = sizes(fromRoot('node_modules', '@nocobase', 'plugin-auth-sms', 'dist', lane));
    results.push({
      what: `${name}: what a visitor without WeCom downloads (the whole bundle)`,
      ours: `${ours.entry} B (${ours.all} B)`,
      against: `plugin-auth-sms ${peer.entry} B (${peer.all} B)`,
      ratio: ours.entry / peer.entry,
      goal: `<= ${BUDGET[lane]} B`,
      reached: ours.entry <= BUDGET[lane],
    });
    data[lane] = { ours, peer };
  }
  return { results, data };
}

function sizes(folder: string): { entry: number; all: number } {
  const bytes = (name: string) => gzipSync(fs.readFileSync(path.join(folder, name)), { level: 9 }).length;
  const scripts = (fs.readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith('.js'));
  return { entry: bytes('index.js'), all: scripts.reduce((sum, name) => sum + bytes(name), 0) };
}
