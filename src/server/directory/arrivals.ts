/** The part of a cache that is needed here; `ttlMs` in milliseconds. */
interface ArrivalCache {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, ttlMs: number): Promise<unknown>;
}

type Claim = (key: string, ttlMs: number) => Promise<boolean>;

/** For how long it is remembered when the last event came, in ms; longer than 24.8 days is no time for a timer of Node. */
const REMEMBERED_MS = 24 * 24 * 3600_000;

/** Which events were seen already, and when the last one came. */
export class Arrivals {
  private readonly seeing = new Set<string>();

  /** @param claim - says who was first among several nodes */
  constructor(
    private readonly cache: ArrivalCache,
    private readonly claim?: Claim,
  ) {}

  /** @returns whether this signature was not seen before */
  async isFirst(signature: string, ttlMs: number): Promise<boolean> {
    const key = `event:${signature}`;
    if (this.claim) return this.claim(key, ttlMs);
    if (this.seeing.has(key)) return false;
    this.seeing.add(key);
    try {
      if (await this.cache.get(key)) return false;
      await this.cache.set(key, 1, ttlMs);
      return true;
    } finally {
      this.seeing.delete(key);
    }
  }

  async noteArrival(receiver: string): Promise<void> {
    await this.cache.set(`arrival:${receiver}`, new Date().toISOString(), REMEMBERED_MS);
  }

  async lastArrival(receiver: string): Promise<string | undefined> {
    const at = await this.cache.get(`arrival:${receiver}`);
    return typeof at === 'string' ? at : undefined;
  }
}
