import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fromRoot, TEST_FOLDER } from '../../scripts/paths';
import { drawPlot } from '../plot';
import { tableOf } from '../report';

const RESULTS = path.join(TEST_FOLDER, 'bench-short');
const MEASURES = ['authorize', 'bundles', 'calls', 'large', 'latency', 'memory', 'storm', 'throughput', 'workbench'];

/** A process of its own, as `npm run bench` is: one of the peers is an ES module, which jest cannot load. */
function runBench(args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', fromRoot('bench', 'main.ts'), ...args], {
    cwd: fromRoot(),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  return new Promise((resolve) => child.on('exit', (code) => resolve({ code, output })));
}

it('every measure of the benchmark works', async () => {
  fs.rmSync(RESULTS, { recursive: true, force: true });
  const { code, output } = await runBench(['--short']);
  if (code !== 0) throw new Error(output);
  const files = fs.readdirSync(RESULTS).filter((name) => name.endsWith('.json'));
  expect(files.sort()).toEqual(MEASURES.map((name) => `${name}.json`));
  for (const file of files) {
    const { results } = JSON.parse(fs.readFileSync(path.join(RESULTS, file), 'utf8'));
    expect(results.length).toBeGreaterThan(0);
    for (const { ours, ratio } of results) {
      expect(ours).not.toMatch(/NaN|undefined/);
      expect(ratio).toEqual(expect.any(Number));
    }
  }
  expect(fs.readFileSync(path.join(RESULTS, 'account-look-up.svg'), 'utf8')).toMatch(/^<svg /);
}, 240_000);

it('names the measures that there are when one is not', async () => {
  const { code, output } = await runBench(['--only', 'nothing']);
  expect(code).toBe(1);
  expect(output).toContain('There is no measure "nothing"');
}, 30_000);

it('says for each line whether its goal was reached', () => {
  const line = { what: 'Speed', ours: '3/s', against: 'other 1/s', ratio: 3, goal: '>= 2 x' };
  const table = tableOf([
    { ...line, reached: true },
    { ...line, reached: false },
    { what: 'Size', ours: '1 B', against: '' },
  ]);
  const cells = table.split('\n').map((row) => row.split('|').map((cell) => cell.trim()));
  expect(cells.map((row) => row[6])).toEqual(['Reached', '-------', 'yes', '**no**', '']);
  expect(cells[2]?.[4]).toBe('3.00 x');
});

it('draws a plot on logarithmic axes, with every name readable', () => {
  const svg = drawPlot({
    file: 'x.svg',
    title: 'a < b',
    xLabel: 'size',
    yLabel: 'ms',
    series: [{ name: 'ours & theirs', points: [10, 1000].map((x) => ({ x, y: 0.5 })) }],
  });
  expect(svg).toContain('a &lt; b');
  expect(svg).toContain('ours &amp; theirs');
  expect(svg.match(/<circle/g)).toHaveLength(2);
  expect(svg).not.toMatch(/NaN|Infinity/);
});
