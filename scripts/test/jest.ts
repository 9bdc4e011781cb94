import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fromRoot, TEST_FOLDER } from '../paths';
import { afterSecondRun, type FileResult, type Report, readReport, type Shaking, sum, type Totals } from './results';

/** A project of jest.config.ts. */
export type Project = 'unit' | 'e2e';

export interface ProjectResult extends Totals {
  /** Files that passed only when they were run once more. */
  shaking: Shaking[];
}

/**
 * Runs one project of jest.config.ts, its output going to the terminal.
 *
 * @param filters file name patterns; none runs all
 * @param mayRunAgain asked when test files failed: whether these are to be run once more
 */
export async function runJest(
  project: Project,
  filters: string[],
  mayRunAgain: () => boolean = () => false,
): Promise<ProjectResult> {
  const first = await jest(project, filters, `jest-${project}`);
  const failed = first.files.filter((result) => result.failed > 0);
  if (failed.length === 0 || !mayRunAgain()) return { ...totalsOf(first), shaking: [] };
  console.log(`\n${failed.length} of ${first.files.length} files failed and are run once more.\n`);
  const paths = failed.map(({ file }) => file);
  const again = await jest(project, ['--runTestsByPath', ...paths], `jest-${project}-again`);
  const { files, shaking } = afterSecondRun(first.files, again.files);
  return { ...totalsOf({ files, isBroken: again.isBroken }), shaking };
}

interface Run {
  files: FileResult[];
  /** Jest failed, whatever the tests did: a broken set-up, a handle left open, a crashed worker. */
  isBroken: boolean;
}

function totalsOf({ files, isBroken }: Run): Totals {
  const totals = sum(files);
  return isBroken && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

async function jest(project: Project, args: string[], report: string): Promise<Run> {
  const reportFile = path.join(TEST_FOLDER, `${report}.json`);
  fs.mkdirSync(TEST_FOLDER, { recursive: true });
  fs.rmSync(reportFile, { force: true });
  const options = ['--selectProjects', project, '--json', `--outputFile=${reportFile}`, '--passWithNoTests'];
  // About 500 MB per worker, and for the browser tests 1 GB more: its pages and a NocoBase.
  const code = await spawnJest([...options, '--maxWorkers=2', ...args]);
  const files = fs.existsSync(reportFile)
    ? readReport(JSON.parse(fs.readFileSync(reportFile, 'utf8')) as Report)
    : undefined;
  return { files: files ?? [], isBroken: code !== 0 || !files };
}

function spawnJest(args: string[]): Promise<number> {
  // Each file loads NocoBase anew: with more room for what is new, less time goes into collecting it. Workers inherit this.
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=64', fromRoot('node_modules/jest/bin/jest.js'), ...args],
    {
      cwd: fromRoot(),
      // With --json jest prints its report to stdout, although it also writes it to a file.
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
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
