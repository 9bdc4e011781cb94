export interface MeterOptions {
  /** Failures that one key may have within the window. */
  most: number;
  /** ms */
  windowMs: number;
  /** Attempts of one key that may be under way at once; others wait for their turn. */
  mostAtOnce: number;
}

/** Failures in the running part of time and in the one before it. */
interface Count {
  part: number;
  now: number;
  before: number;
}

/** Keys that are remembered; the oldest goes for a new one. Each takes less than 300 bytes. */
export const MOST_KEYS = 10_000;

/**
 * Counts failures by key in a sliding window. It is made of two parts, the older of which counts for as much as the window
 * still covers of it: a few numbers for a key, however many failures it has.
 */
export class FailureMeter {
  private readonly counts = new Map<string, Count>();
  private readonly turns: Turns;

  constructor(
    private readonly options: MeterOptions,
    /** ms from any point; not the clock of the day, which may be set back */
    private readonly now: () => number = () => performance.now(),
  ) {
    this.turns = new Turns(options.mostAtOnce);
  }

  /** Whether this key has failures left. */
  isOpen(key: string): boolean {
    return this.failures(key) < this.options.most;
  }

  /**
   * Waits for a turn of this key; {@link leave} gives it back.
   *
   * @throws the reason of `signal`, when it comes first
   */
  enter(key: string, signal: AbortSignal): Promise<void> | undefined {
    return this.turns.take(key, signal);
  }

  leave(key: string): void {
    this.turns.giveBack(key);
  }

  fail(key: string): void {
    const { part } = this.time();
    const count = this.counts.get(key);
    const before = count?.part === part ? count.before : count?.part === part - 1 ? count.now : 0;
    const now = count?.part === part ? count.now + 1 : 1;
    // A map has its keys in the order in which they came: whoever fails again goes to the end.
    this.counts.delete(key);
    this.counts.set(key, { part, now, before });
    if (this.counts.size > MOST_KEYS) this.counts.delete(this.counts.keys().next().value as string);
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.counts.size + this.turns.size;
  }

  private failures(key: string): number {
    const count = this.counts.get(key);
    const { part, share } = this.time();
    if (count?.part === part) return count.now + count.before * share;
    return count?.part === part - 1 ? count.now * share : 0;
  }

  private time() {
    const parts = this.now() / this.options.windowMs;
    const part = Math.floor(parts);
    return { part, share: 1 - (parts - part) };
  }
}

/** Lets so many at once go on for each key, in the order in which they came. Keys without anybody are forgotten. */
class Turns {
  private readonly taken = new Map<string, { count: number; waiting: (() => void)[] }>();

  constructor(private readonly mostAtOnce: number) {}

  take(key: string, signal: AbortSignal): Promise<void> | undefined {
    const turns = this.taken.get(key) ?? { count: 0, waiting: [] };
    this.taken.set(key, turns);
    if (turns.count < this.mostAtOnce) {
      turns.count += 1;
      return undefined;
    }
    return new Promise((resolve, reject) => {
      const goOn = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        turns.waiting.splice(turns.waiting.indexOf(goOn), 1);
        reject(signal.reason);
      };
      turns.waiting.push(goOn);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  giveBack(key: string): void {
    const turns = this.taken.get(key);
    if (!turns) return;
    const next = turns.waiting.shift();
    // The turn goes on to whoever waited for it.
    if (next) next();
    else turns.count -= 1;
    if (turns.count === 0) this.taken.delete(key);
  }

  get size(): number {
    return this.taken.size;
  }
}
