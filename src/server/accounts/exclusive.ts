/**
 * Runs functions with the same key one after the other in this process, in the order they came.
 *
 * Not NocoBase's lock manager: its local adapter keeps a mutex for every key for ever, and here a key is a member.
 */
export class Exclusive {
  private readonly last = new Map<string, Promise<unknown>>();

  async run<T>(key: string, run: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve();
    const current = before.then(run, run);
    this.last.set(key, current);
    try {
      return await current;
    } finally {
      if (this.last.get(key) === current) this.last.delete(key);
    }
  }
}
