import { setTimeout as sleep } from 'node:timers/promises';
import { type Claim, sharedClaim } from '../claim';
import type { OpenedSignIn } from '../sign-in/state';
import { UsedStates } from '../sign-in/used-states';
import { AccessTokens, type Credentials } from '../wecom-api/access-token';
import type { HttpClient } from '../wecom-api/http';

/** One Redis as far as the plugin uses it: a cache, and claims that one of all nodes gets. */
function redis() {
  const entries = new Map<string, unknown>();
  const cache = {
    entries,
    get: async (key: string) => entries.get(key),
    set: async (key: string, value: unknown) => entries.set(key, value),
    del: async (key: string) => entries.delete(key),
  };
  const claim: Claim = async (key) => {
    if (entries.has(key)) return false;
    entries.set(key, 1);
    return true;
  };
  return { cache, claim };
}

const credentials: Credentials = { apiBaseUrl: 'https://wecom.example', corpId: 'ww1', secret: 'the-secret' };

/** @param answers - of WeCom, one after the other; the last one for ever */
function weCom(...answers: object[]) {
  const http: HttpClient & { calls: number } = {
    calls: 0,
    async request() {
      http.calls += 1;
      await sleep(60);
      return { body: answers.length > 1 ? answers.shift() : answers[0] };
    },
  };
  return http;
}

const token = { errcode: 0, access_token: 'T', expires_in: 7200 };

describe('S-25 an access token that no node has', () => {
  it('S-25 is fetched by one of them while the others wait', async () => {
    const { cache, claim } = redis();
    const http = weCom(token);
    const nodes = [1, 2, 3].map(() => new AccessTokens(cache, claim));
    const tokens = await Promise.all(nodes.flatMap((node) => [1, 2, 3].map(() => node.get(credentials, http))));
    expect(new Set(tokens)).toEqual(new Set(['T']));
    expect(http.calls).toBe(1);
  });

  it('is fetched by the next when the first could not', async () => {
    const { cache, claim } = redis();
    const http = weCom({ errcode: -1 }, token);
    const [first, second] = [1, 2].map(() => new AccessTokens(cache, claim).get(credentials, http));
    await expect(first).rejects.toMatchObject({ errcode: -1 });
    expect(await second).toBe('T');
    expect(http.calls).toBe(2);
    expect([...cache.entries.keys()].filter((key) => key.endsWith(':claim'))).toEqual([]);
  });

  it('is fetched by each of them when nobody can be asked who is first', async () => {
    const { cache } = redis();
    const http = weCom(token);
    const lost: Claim = async () => {
      throw new Error('Redis is gone');
    };
    const nodes = [1, 2].map(() => new AccessTokens(cache, lost));
    expect(await Promise.all(nodes.map((node) => node.get(credentials, http)))).toEqual(['T', 'T']);
  });
});

describe('a state that comes back to two nodes', () => {
  const opened = { state: 'ab'.repeat(24) } as OpenedSignIn;

  it('S-03 is used at one of them', async () => {
    const { claim } = redis();
    const used = await Promise.all([1, 2].map(() => new UsedStates(claim).spend(opened)));
    expect(used.filter(Boolean)).toEqual([opened]);
  });

  it('S-33 is refused when nobody can be asked whether it was used', async () => {
    const lost: Claim = async () => {
      throw new Error('Redis is gone');
    };
    await expect(new UsedStates(lost).spend(opened)).rejects.toThrow();
  });
});

describe('a claim', () => {
  const cacheWith = (store: object) => ({ store: { store }, key: (key: string) => `app:${key}` }) as never;

  it('is asked of the Redis below the cache, under the prefix of the application', async () => {
    const asked: unknown[] = [];
    const client = { set: async (...args: unknown[]) => (asked.push(args) === 1 ? 'OK' : null) };
    const claim = sharedClaim(cacheWith({ client }));
    expect(await claim?.('one', 500)).toBe(true);
    expect(await claim?.('one', 500)).toBe(false);
    expect(asked[0]).toEqual(['app:one', '1', { NX: true, PX: 500 }]);
  });

  it('is not needed where the cache is in the memory of one process', () => {
    expect(sharedClaim(cacheWith({}))).toBeUndefined();
  });
});
