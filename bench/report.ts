import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fromRoot, TEST_FOLDER } from '../scripts/paths';
import { type MeasureOutcome, type Result, times } from './result';

export const RESULTS = fromRoot('bench', 'results');
/** Where a short run leaves its numbers, which mean nothing. */
export const SHORT_RESULTS = path.join(TEST_FOLDER, 'bench-short');
const DOCUMENT = fromRoot('docs', 'performance.md');
const MARKS = ['<!-- last run: begin -->', '<!-- last run: end -->'] as const;

/** A table as Markdown, which a terminal shows well enough too. */
export function tableOf(results: Result[]): string {
  const rows = results.map(({ what, ours, against, ratio, goal, reached }) => [
    what,
    ours,
    against,
    ratio === undefined ? '' : times(ratio),
    goal ?? '',
    reached === undefined ? '' : reached ? 'yes' : '**no**',
  ]);
  const head = ['Measure', 'This plugin', 'Against', 'Ratio', 'Goal', 'Reached'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** Keeps what a measure found, so that a look at the last run needs no new one. */
export function saveOutcome(name: string, outcome: MeasureOutcome, folder = RESULTS): void {
  fs.mkdirSync(folder, { recursive: true });
  const { results, data } = outcome;
  const kept: KeptOutcome = { time: new Date().toISOString(), machine: machine(), results };
  const content = { measure: name, ...kept, data };
  fs.writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`);
}

/** What a measure found, as it is kept in `bench/results`. */
interface KeptOutcome {
  /** ISO 8601. */
  time: string;
  machine: string;
  results: Result[];
}

/** Puts the table of all kept results into docs/performance.md. */
export function publish(names: string[]): void {
  const kept = names.flatMap((name) => {
    const file = path.join(RESULTS, `${name}.json`);
    return fs.existsSync(file) ? [JSON.parse(fs.readFileSync(file, 'utf8')) as KeptOutcome] : [];
  });
  const text = fs.readFileSync(DOCUMENT, 'utf8');
  const [before, rest = ''] = text.split(MARKS[0]);
  const after = rest.split(MARKS[1])[1] ?? '';
  fs.writeFileSync(DOCUMENT, `${before}${MARKS[0]}\n\n${summaryOf(kept)}\n\n${MARKS[1]}${after}`);
}

/** One table of all results, with when and where they were found: measures may have run on different days and machines. */
export function summaryOf(kept: KeptOutcome[]): string {
  const dates = distinct(kept.map(({ time }) => time.slice(0, 10)).sort());
  const machines = distinct(kept.map(({ machine }) => machine));
  const table = tableOf(kept.flatMap(({ results }) => results));
  return `Measured on ${dates.join(' and ')}, on ${machines.join(', and on ')}.\n\n${table}`;
}

function distinct(values: string[]): string[] {
  return [...new Set(values)];
}

function machine(): string {
  const cpus = os.cpus();
  const memory = Math.round(os.totalmem() / 1024 ** 3);
  return `${cpus.length} cores of ${cpus[0]?.model.trim() || os.arch()}, ${memory} GB, Node ${process.version}`;
}
