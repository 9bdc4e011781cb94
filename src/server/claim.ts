import type { Application } from '@nocobase/server';

/** A cache of NocoBase. */
export type Cache = Awaited<ReturnType<Application['cacheManager']['createCache']>>;

/** Takes a key for some time, in ms: true for whoever comes first among all nodes. */
export type Claim = (key: string, ttlMs: number) => Promise<boolean>;

interface RedisStore {
  client?: { set(key: string, value: string, options: { NX: true; PX: number }): Promise<string | null> };
}

/**
 * NocoBase's cache cannot say who was first, but the Redis below it can. Without Redis there is one process, and nothing
 * to claim.
 *
 * @see NocoBase core/cache/src/counter/redis-counter.ts, which reaches Redis in the same way
 */
export function sharedClaim(cache: Cache): Claim | undefined {
  const { client } = cache.store.store as RedisStore;
  if (!client) return undefined;
  return async (key, ttlMs) => (await client.set(cache.key(key), '1', { NX: true, PX: ttlMs })) === 'OK';
}
