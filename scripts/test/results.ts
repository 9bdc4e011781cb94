import path from 'node:path';

/** How many tests did what. */
export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

/** What one test file did. */
export interface FileResult extends Totals {
  /** Absolute. */
  file: string;
  /** Full names of the tests that failed. */
  failures: string[];
}

/** What of jest's `--json` report is used. */
export interface Report {
  testResults: {
    name: string;
    status: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}

/** A test file that failed, was run once more, and passed then. */
export interface Shaking {
  file: string;
  failures: string[];
}

/** A file that could not even be loaded has no tests, and counts as one that failed. */
export function readReport({ testResults }: Report): FileResult[] {
  return testResults.map(({ name, status, assertionResults }) => {
    const failures = assertionResults.filter((test) => test.status === 'failed').map(({ fullName }) => fullName);
    const passed = assertionResults.filter((test) => test.status === 'passed').length;
    const failed = failures.length || (status === 'failed' ? 1 : 0);
    return { file: name, passed, failed, skipped: assertionResults.length - passed - failures.length, failures };
  });
}

export function sum(all: Totals[]): Totals {
  return all.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/**
 * What counts after the files that failed were run once more: of these, the second result.
 *
 * @param again results of the second run; a file that it lacks has failed for good
 */
export function afterSecondRun(first: FileResult[], again: FileResult[]): { files: FileResult[]; shaking: Shaking[] } {
  const second = new Map(again.map((result) => [result.file, result]));
  const shaking = first
    .filter(({ file, failed }) => failed > 0 && second.get(file)?.failed === 0)
    .map(({ file, failures }) => ({ file, failures }));
  const files = first.map((result) => (result.failed > 0 && second.get(result.file)) || result);
  return { files, shaking };
}

/** How many tests of a file are named. */
const NAMES = 3;

/**
 * The last lines of a run before its totals: who is to be mended before anything else.
 *
 * @param root folder of the repository
 */
export function shakingLines(shaking: Shaking[], root: string): string[] {
  if (shaking.length === 0) return [];
  const lines = shaking.flatMap(({ file, failures }) => {
    const name = path.relative(root, file);
    const more = failures.length > NAMES ? [`  ${name}: and ${failures.length - NAMES} more`] : [];
    const named = failures.slice(0, NAMES).map((test) => `  ${name}: ${test}`);
    return named.length > 0 ? [...named, ...more] : [`  ${name}: did not run`];
  });
  return ['Shaking: failed, and passed when run once more. Mend these before anything else:', ...lines];
}
