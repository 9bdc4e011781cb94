import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fromRoot, TEST_FOLDER } from '../paths';

/** A project of jest.config.ts. */
export type Project = 'unit' | 'e2e';

/** How many tests did what. */
export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

/** What of jest's `--json` report is used. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
}

/**
 * Runs one project of jest.config.ts, its output going to the terminal.
 *
 * @param filters file name patterns; none runs all
 */
export async function runJest(project: Project, filters: string[]): Promise<Totals> {
  const reportFile = path.join(TEST_FOLDER, `jest-${project}.json`);
  fs.mkdirSync(TEST_FOLDER, { recursive: true });
  fs.rmSync(reportFile, { force: true });
  const args = ['--selectProjects', project, '--json', `--outputFile=${reportFile}`, '--passWithNoTests'];
  // About 500 MB per worker, and for the browser tests 1 GB more: a browser and a NocoBase.
  args.push('--maxWorkers=2', ...filters);
  const code = await jest(args);
  const totals = readTotals(reportFile);
  // Jest can fail without a failed test: a broken set-up, a handle left open, a crashed worker.
  return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

export function sum(all: Totals[]): Totals {
  return all.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

function jest(args: string[]): Promise<number> {
  const child = spawn(process.execPath, [fromRoot('node_modules/jest/bin/jest.js'), ...args], {
    cwd: fromRoot(),
    // With --json jest prints its report to stdout, although it also writes it to a file.
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // Jest in turn takes the browser and NocoBase with it.
  const passOn = () => child.kill('SIGTERM');
  process.once('SIGTERM', passOn).once('SIGINT', passOn);
  return new Promise((resolve) =>
    child.once('exit', (code) => {
      process.off('SIGTERM', passOn).off('SIGINT', passOn);
      resolve(code ?? 1);
    }),
  );
}

function readTotals(file: string): Totals {
  if (!fs.existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(fs.readFileSync(file, 'utf8')) as Report;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
