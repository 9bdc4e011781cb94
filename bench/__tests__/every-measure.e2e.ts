import fs from 'node:fs';
import path from 'node:path';
import { SHORT_RESULTS } from '../report';
import type { Result } from '../result';
import { runBench } from './support/run-bench';

/** Counts, which must be right however short the run; times and rates mean nothing. */
const COUNTING = ['calls', 'storm'];

it('every measure of the benchmark works', async () => {
  const { output: list } = await runBench(['--list']);
  const measures = list.split('\n').flatMap((line) => /^(\w+) {2,}/.exec(line)?.[1] ?? []);
  expect(measures.length).toBeGreaterThan(10);
  fs.rmSync(SHORT_RESULTS, { recursive: true, force: true });
  const { code, output } = await runBench(['--short']);
  if (code !== 0) throw new Error(output);
  const files = fs.readdirSync(SHORT_RESULTS).filter((name) => name.endsWith('.json'));
  expect(files.sort()).toEqual(measures.map((name) => `${name}.json`).sort());
  for (const name of measures) {
    const text = fs.readFileSync(path.join(SHORT_RESULTS, `${name}.json`), 'utf8');
    const { results }: { results: Result[] } = JSON.parse(text);
    expect(results.length).toBeGreaterThan(0);
    for (const { ours, ratio, reached } of results) {
      expect(ours).not.toMatch(/NaN|undefined/);
      expect(ratio).toEqual(expect.any(Number));
      if (COUNTING.includes(name)) expect({ name, ours, reached }).toEqual({ name, ours, reached: true });
    }
  }
}, 900_000);
