/** Clocks for tests: nobody sleeps until something is old. */

/**
 * From now on `performance.now()`, by which the server measures how old things are, is so much later.
 *
 * @param ms how much time is to have passed
 */
export function letTimePass(ms: number): void {
  const now = performance.now.bind(performance);
  jest.spyOn(performance, 'now').mockImplementation(() => now() + ms);
}

/** @returns what `run` returned, and how long it took in ms: the measure of this machine, at this moment */
export async function timed<T>(run: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const started = performance.now();
  const result = await run();
  return { result, ms: performance.now() - started };
}
