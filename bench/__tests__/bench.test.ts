import { summaryOf, tableOf } from '../report';
import { runBench } from './support/run-bench';

it('names the measures that there are when one is not', async () => {
  const { code, output } = await runBench(['--only', 'nothing']);
  expect(code).toBe(1);
  expect(output).toContain('There is no measure "nothing"');
}, 30_000);

it('says which server is missing, instead of failing in the middle of a measure', async () => {
  const { code, output } = await runBench(['--only', 'calls'], { TEST_REDIS_URL: 'redis://192.0.2.1:6379' });
  expect(code).toBe(1);
  expect(output).toContain('Redis does not answer at 192.0.2.1:6379.');
}, 30_000);

it('ends a short run with the table and the names of what failed, also when a scene could not be opened', async () => {
  const { code, output } = await runBench(['--short', '--only', 'calls'], {
    TEST_POSTGRES_USER: 'nobody_of_this_name',
  });
  expect(code).toBe(1);
  expect(output).toContain('| Measure |');
  expect(output).toContain('\nFailed: calls\n');
}, 60_000);

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

it('names the days and machines on which the results were found, not those of today', () => {
  const kept = (time: string, machine: string, what: string) => ({
    time,
    machine,
    results: [{ what, ours: '1', against: '' }],
  });
  const text = summaryOf([
    kept('2026-03-02T10:00:00.000Z', '4 cores', 'Speed'),
    kept('2026-03-01T10:00:00.000Z', '2 cores', 'Size'),
    kept('2026-03-02T11:00:00.000Z', '4 cores', 'Memory'),
  ]);
  expect(text).toContain('Measured on 2026-03-01 and 2026-03-02, on 4 cores, and on 2 cores.');
  expect(text).toMatch(/Speed.*Size.*Memory/s);
});
