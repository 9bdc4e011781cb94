import type { Application } from '@nocobase/server';

/** A cache of NocoBase. */
export type Cache = Awaited<ReturnType<Application['cacheManager']['createCache']>>;

/** Sets a key for some time, in ms, unless it is there. @returns true for the first caller of all nodes */
export type SetIfAbsent = (key: string, ttlMs: number) => Promise<boolean>;

interface RedisStore {
  client?: { set(key: string, value: string, options: { NX: true; PX: number }): Promise<string | null> };
}

/**
 * NocoBase's cache cannot tell who was first, but the Redis below it can. Without Redis there is one process, which needs
 * nobody to tell it.
 *
 * @see NocoBase core/cache/src/counter/redis-counter.ts, which reaches Redis in the same way
 */
export function sharedSetIfAbsent(cache: Cache): SetIfAbsent | undefined {
  const { client } = cache.store.store as RedisStore;
  if (!client) return undefined;
  return async (key, ttlMs) => (await client.set(cache.key(key), '1', { NX: true, PX: ttlMs })) === 'OK';
}
