import type { SetIfAbsent } from '../set-if-absent';
import { type OpenedSignIn, type SpentSignIn, stateId, USED_STATE_LIFE_MS } from './state';

/** The part of a cache that is needed here; `ttlMs` in milliseconds. */
export interface UsedStatesCache {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, ttlMs: number): Promise<unknown>;
}

/**
 * Remembers finished states until they have expired anyway, so that each works once (S-02, S-03). Only states that came
 * back are kept, so starting many sign-ins costs no memory (S-38).
 *
 * `spend` is atomic: in one process by itself, across processes by the Redis that they share. Nodes that
 * share no cache do not know each other's states; there WeCom's own rule stands, a code works once.
 */
export class UsedStates {
  private readonly consuming = new Set<string>();

  constructor(
    private readonly cache: UsedStatesCache,
    private readonly setIfAbsent?: SetIfAbsent,
  ) {}

  /** @returns the sign-in for the caller who is the first with its state; nothing for all others */
  async spend(pending: OpenedSignIn): Promise<SpentSignIn | undefined> {
    return (await this.isFirst(`used-state:${stateId(pending.state)}`)) ? (pending as SpentSignIn) : undefined;
  }

  /** @returns whether the caller is the first to use this pending member */
  spendMember(nonce: string): Promise<boolean> {
    return this.isFirst(`used-member:${nonce}`);
  }

  private async isFirst(key: string): Promise<boolean> {
    if (this.setIfAbsent) return this.setIfAbsent(key, USED_STATE_LIFE_MS);
    if (this.consuming.has(key)) return false;
    this.consuming.add(key);
    try {
      if (await this.cache.get(key)) return false;
      await this.cache.set(key, 1, USED_STATE_LIFE_MS);
      return true;
    } finally {
      this.consuming.delete(key);
    }
  }
}
