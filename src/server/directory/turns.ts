import { setTimeout as sleep } from 'node:timers/promises';
import { meaningOf } from '../wecom-api/errcodes';
import { WeComRefusal, WeComUnreachable } from '../wecom-api/errors';

/** WeCom tells no number for 45033 (too many at once); companies report trouble above four. */
const CALLS_AT_ONCE = 3;

const PAUSES_MS = [1_000, 4_000];

export type Sleep = (ms: number) => Promise<unknown>;

/**
 * Runs a function for each item, a few at once, and stops at the first that fails.
 *
 * @returns what the functions gave, in the order of the items
 */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  run: (item: Item, index: number) => Promise<Result>,
  atOnce = CALLS_AT_ONCE,
): Promise<Result[]> {
  const results: Result[] = new Array(items.length);
  let next = 0;
  let failed = false;
  const worker = async () => {
    while (!failed && next < items.length) {
      const index = next;
      next += 1;
      try {
        results[index] = await run(items[index] as Item, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}

/** Asks WeCom again when it was busy or could not be reached, at most three times in all. */
export async function patiently<T>(ask: () => Promise<T>, pause: Sleep = sleep): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const pauseMs = PAUSES_MS[attempt];
      if (pauseMs === undefined || !mayPass(error)) throw error;
      await pause(pauseMs);
    }
  }
}

function mayPass(error: unknown): boolean {
  return (
    error instanceof WeComUnreachable || (error instanceof WeComRefusal && meaningOf(error.errcode).passes === true)
  );
}
