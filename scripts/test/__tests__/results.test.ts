import { afterSecondRun, type FileResult, type Report, readReport, shakingLines, sum } from '../results';

const file = (name: string, passed: number, failures: string[] = [], skipped = 0): FileResult => ({
  file: `/repo/e2e/${name}.e2e.ts`,
  passed,
  failed: failures.length,
  skipped,
  failures,
});

const test = (fullName: string, status: string) => ({ fullName, status });

it('reads what jest reports, a file that could not be loaded as one failure', () => {
  const report: Report = {
    testResults: [
      {
        name: '/repo/e2e/a.e2e.ts',
        status: 'failed',
        assertionResults: [
          test('one', 'passed'),
          test('two', 'failed'),
          test('three', 'pending'),
          test('four', 'todo'),
        ],
      },
      { name: '/repo/e2e/b.e2e.ts', status: 'failed', assertionResults: [] },
      { name: '/repo/e2e/c.e2e.ts', status: 'passed', assertionResults: [test('five', 'passed')] },
    ],
  };
  const results = readReport(report);
  expect(results).toEqual([file('a', 1, ['two'], 2), { ...file('b', 0), failed: 1 }, file('c', 1)]);
  expect(sum(results)).toMatchObject({ passed: 2, failed: 2, skipped: 2 });
});

describe('after the second run', () => {
  const first = [
    file('a', 5),
    file('b', 2, ['one', 'two'], 1),
    file('c', 0, ['three']),
    { ...file('d', 0), failed: 1 },
  ];

  it.each([
    [
      'what passes then counts as passed and is named',
      [file('b', 4, [], 1), file('c', 1), file('d', 7)],
      { passed: 17, failed: 0, skipped: 1 },
      ['b', 'c', 'd'],
    ],
    [
      'what fails again has failed, whichever of its tests did',
      [file('b', 3, ['two'], 1), file('c', 0, ['three']), file('d', 7)],
      { passed: 15, failed: 2, skipped: 1 },
      ['d'],
    ],
    ['what did not run again has failed', [file('c', 1)], { passed: 8, failed: 3, skipped: 1 }, ['c']],
    ['nothing is won by a run that broke', [], { passed: 7, failed: 4, skipped: 1 }, []],
  ])('%s', (_, again, totals, shaking) => {
    const settled = afterSecondRun(first, again);
    expect(sum(settled.files)).toEqual(totals);
    expect(settled.shaking.map((one) => one.file)).toEqual(shaking.map((name) => file(name, 0).file));
  });
});

it('names who shakes, a few tests of each file', () => {
  expect(shakingLines([], '/repo')).toEqual([]);
  const shaking = [
    { file: '/repo/e2e/b.e2e.ts', failures: ['one', 'two', 'three', 'four', 'five'] },
    { file: '/repo/e2e/d.e2e.ts', failures: [] },
  ];
  expect(shakingLines(shaking, '/repo').slice(1)).toEqual([
    '  e2e/b.e2e.ts: one',
    '  e2e/b.e2e.ts: two',
    '  e2e/b.e2e.ts: three',
    '  e2e/b.e2e.ts: and 2 more',
    '  e2e/d.e2e.ts: did not run',
  ]);
});
