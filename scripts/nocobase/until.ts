/**
 * Polls until a condition holds; errors count as "not yet", because NocoBase answers 503 while it reloads.
 *
 * @param what is waited for, for the error's sentence
 * @param timeout in milliseconds
 * @throws Error when the time is over, with the last error as its cause
 */
export async function until(what: string, condition: () => Promise<boolean>, timeout = 60_000): Promise<void> {
  const deadline = Date.now() + timeout;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      if (await condition()) return;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`waited ${timeout / 1000} s for ${what}`, { cause: last });
}
