/**
 * The seed of a run's random tests. CI takes the same each time: its result is about the commit and nothing else.
 * Everybody else looks at other values with each run.
 *
 * @param env `FAST_CHECK_SEED` is taken as it is
 * @throws Error when that is no 32 bit number
 */
export function chooseSeed(env: Record<string, string | undefined>, random = Math.random): string {
  const given = env.FAST_CHECK_SEED;
  if (given !== undefined) {
    if (!/^-?\d{1,10}$/.test(given) || (Number(given) | 0) !== Number(given)) {
      throw new Error(`FAST_CHECK_SEED is a whole number of 32 bits, not "${given}".`);
    }
    return given;
  }
  return env.CI === 'true' ? '20260101' : String(Math.floor(random() * 2 ** 31));
}
