import type { Claim } from '../claim';
import { type OpenedSignIn, type SpentSignIn, stateId, USED_STATE_LIFE_MS } from './state';

/** How many finished sign-ins one process remembers; each takes about 200 bytes. */
export const MOST_USED_STATES = 50_000;

/**
 * Remembers finished states until they have expired anyway, so that each works once (S-02, S-03). Only states that came
 * back are kept, so starting many sign-ins costs no memory (S-38).
 *
 * `spend` is atomic: in one process by itself, across processes by a claim in the Redis that they share. Nodes that
 * share no Redis do not know each other's states; there WeCom's own rule stands, a code works once.
 *
 * A process keeps them by itself: NocoBase's cache in memory has a timer for each entry, which stays when the entry has
 * made room for another one, so that its limit limits nothing (NocoBase core/cache, `ttlAutopurge`).
 */
export class UsedStates {
  /** When each may be forgotten. They all live equally long, so the first is always the oldest. */
  private readonly here = new Map<string, number>();

  constructor(
    private readonly claim?: Claim,
    /** ms from any point */
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @returns the sign-in for the caller who is the first with its state; nothing for all others */
  async spend(pending: OpenedSignIn): Promise<SpentSignIn | undefined> {
    return (await this.isFirst(`used-state:${stateId(pending.state)}`)) ? (pending as SpentSignIn) : undefined;
  }

  /** @returns whether the caller is the first to use this pending member */
  async spendMember(nonce: string): Promise<boolean> {
    return this.isFirst(`used-member:${nonce}`);
  }

  /** How many are remembered in this process. */
  get size(): number {
    return this.here.size;
  }

  private async isFirst(key: string): Promise<boolean> {
    if (this.claim) return this.claim(key, USED_STATE_LIFE_MS);
    const now = this.now();
    if ((this.here.get(key) ?? 0) > now) return false;
    for (const [oldest, until] of this.here) {
      if (until > now && this.here.size < MOST_USED_STATES) break;
      this.here.delete(oldest);
    }
    this.here.set(key, now + USED_STATE_LIFE_MS);
    return true;
  }
}
