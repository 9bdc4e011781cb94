/** How long each of many tasks took, in ms, and how many were done in a second in all. */
export interface Timing {
  latencies: number[];
  perSecond: number;
}

/**
 * Runs `count` tasks, `concurrency` at a time.
 *
 * @param task gets its number, from 0
 */
export async function runParallel(
  count: number,
  concurrency: number,
  task: (index: number) => Promise<unknown>,
): Promise<Timing> {
  const latencies: number[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      const start = performance.now();
      await task(index);
      latencies.push(performance.now() - start);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: Math.min(concurrency, count) }, worker));
  return { latencies, perSecond: (count * 1000) / (performance.now() - start) };
}

/** @param share such as 0.5 for the median, 0.99 for the 99th percentile */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: number[]): number {
  return quantile(values, 0.5);
}

/**
 * Runs two or more candidates in turn, several rounds, so that whatever else the machine does hits all of them alike.
 *
 * @returns for each candidate the timings of its rounds; the first round warms up and does not count
 */
export async function takeTurns<Name extends string, Result = Timing>(
  rounds: number,
  candidates: Record<Name, (round: number) => Promise<Result>>,
): Promise<Record<Name, Result[]>> {
  const names = Object.keys(candidates) as Name[];
  const results = Object.fromEntries(names.map((name) => [name, [] as Result[]])) as Record<Name, Result[]>;
  for (let round = 0; round <= rounds; round += 1) {
    // Every other round backwards: who comes second finds warmer caches.
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const timing = await candidates[name](round);
      if (round > 0) results[name].push(timing);
    }
  }
  return results;
}

/** The median round's tasks per second. */
export function typicalRate(timings: Timing[]): number {
  return median(timings.map(({ perSecond }) => perSecond));
}

/** A quantile over all rounds, in ms. */
export function typicalLatency(timings: Timing[], share: number): number {
  return quantile(
    timings.flatMap(({ latencies }) => latencies),
    share,
  );
}
