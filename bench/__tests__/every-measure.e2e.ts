import fs from 'node:fs';
import path from 'node:path';
import { SHORT_RESULTS } from '../report';
import type { Result } from '../result';
import { runBench } from './support/run-bench';

const MEASURES = [
  'authorize',
  'bundles',
  'calls',
  'contacts',
  'directory',
  'first',
  'large',
  'latency',
  'memory',
  'messages',
  'saves',
  'storm',
  'throughput',
  'workbench',
];
/** Counts, which must be right however short the run; times and rates mean nothing. */
const COUNTING = ['calls', 'storm'];

it('every measure of the benchmark works', async () => {
  fs.rmSync(SHORT_RESULTS, { recursive: true, force: true });
  const { code, output } = await runBench(['--short']);
  if (code !== 0) throw new Error(output);
  const files = fs.readdirSync(SHORT_RESULTS).filter((name) => name.endsWith('.json'));
  expect(files.sort()).toEqual(MEASURES.map((name) => `${name}.json`));
  for (const name of MEASURES) {
    const text = fs.readFileSync(path.join(SHORT_RESULTS, `${name}.json`), 'utf8');
    const { results }: { results: Result[] } = JSON.parse(text);
    expect(results.length).toBeGreaterThan(0);
    for (const { ours, ratio, reached } of results) {
      expect(ours).not.toMatch(/NaN|undefined/);
      expect(ratio).toEqual(expect.any(Number));
      if (COUNTING.includes(name)) expect({ name, ours, reached }).toEqual({ name, ours, reached: true });
    }
  }
}, 300_000);
