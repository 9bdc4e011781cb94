/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { sharedSuite } from '../../__tests__/support/suite';
import { Arrivals } from '../arrivals';

/** A longer one fires at once, with a warning in the log. @see Node's `setTimeout` */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const suite = sharedSuite();

it('that the last event came is remembered, and by no timer that Node does not have', async () => {
  const timers = jest.spyOn(global, 'setTimeout');
  const cache = await suite.app.cacheManager.createCache({ name: 'arrivals', store: 'memory' });
  const arrivals = new Arrivals(cache);
  await arrivals.noteArrival('contacts:wecom');
  expect(Date.parse((await arrivals.lastArrival('contacts:wecom')) ?? '')).toBeCloseTo(Date.now(), -4);
  const delays = timers.mock.calls.map(([, delay]) => delay ?? 0);
  expect(Math.max(...delays)).toBeGreaterThan(24 * 3600_000);
  expect(Math.max(...delays)).toBeLessThanOrEqual(LONGEST_TIMER_MS);
  timers.mockRestore();
});
