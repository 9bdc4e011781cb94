import { AccessTokens, type Credentials } from '../access-token';
import { WeComClient } from '../client';
import { WeComRefusal, WeComUnreachable } from '../errors';
import type { HttpClient, HttpRequest } from '../http';
import { getIdentity } from '../identity';
import { getMember, getMemberDetails } from '../member';

const credentials: Credentials = { apiBaseUrl: 'https://wecom.example', corpId: 'ww1', secret: 'the-secret' };
const MINUTE = 60_000;

function memoryCache() {
  const entries = new Map<string, { value: unknown; ttlMs: number }>();
  return {
    entries,
    get: async (key: string) => entries.get(key)?.value,
    set: async (key: string, value: unknown, ttlMs: number) => entries.set(key, { value, ttlMs }),
    del: async (key: string) => entries.delete(key),
  };
}

/** Answers each request with the next of these; a function gets the request. */
function answering(...answers: (unknown | ((request: HttpRequest) => unknown))[]) {
  const requests: HttpRequest[] = [];
  const http: HttpClient = {
    async request(request) {
      requests.push(request);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      const body = typeof answer === 'function' ? answer(request) : answer;
      if (body instanceof Error) throw body;
      return { body: await body };
    },
  };
  return { http, requests };
}

const token = (value: string, expiresIn: unknown = 7200) => ({
  errcode: 0,
  access_token: value,
  expires_in: expiresIn,
});
const refused = (errcode: number) => ({ errcode, errmsg: 'no' });

describe('access tokens', () => {
  it('S-25 are fetched once however many ask', async () => {
    const { http, requests } = answering(() => new Promise((resolve) => setTimeout(() => resolve(token('T')), 20)));
    const tokens = new AccessTokens(memoryCache());
    expect(new Set(await Promise.all(Array.from({ length: 50 }, () => tokens.get(credentials, http))))).toEqual(
      new Set(['T']),
    );
    await tokens.get(credentials, http);
    expect(requests).toHaveLength(1);
  });

  it('S-25 are kept five minutes less than WeCom says, and short-lived ones half as long', async () => {
    const cache = memoryCache();
    const tokens = new AccessTokens(cache);
    await tokens.get(credentials, answering(token('T', 7200)).http);
    expect([...cache.entries.values()][0]?.ttlMs).toBe(7200_000 - 5 * MINUTE);
    cache.entries.clear();
    await tokens.get(credentials, answering(token('T', 1e200)).http);
    expect([...cache.entries.values()][0]?.ttlMs).toBe(24 * 3600_000 - 5 * MINUTE);
    cache.entries.clear();
    await tokens.get(credentials, answering(token('T', 120)).http);
    expect([...cache.entries.values()][0]?.ttlMs).toBe(60_000);
    cache.entries.clear();
    await tokens.get(credentials, answering(token('T', '1500')).http);
    expect([...cache.entries.values()][0]?.ttlMs).toBe(1500_000 - 5 * MINUTE);
  });

  it.each([undefined, null, '7200 s', '-5', -5, 0, 0.5, Number.NaN, {}])(
    'S-25 with expires_in %p are used but not kept',
    async (expiresIn) => {
      const cache = memoryCache();
      const { http } = answering({ errcode: 0, access_token: 'T', expires_in: expiresIn });
      expect(await new AccessTokens(cache).get(credentials, http)).toBe('T');
      expect(cache.entries.size).toBe(0);
    },
  );

  it.each([
    { errcode: 0 },
    { errcode: 0, access_token: '' },
    { errcode: 0, access_token: 5 },
    { access_token: 'x'.repeat(2049) },
    null,
    [],
  ])('are refused in the answer %j', async (answer) => {
    await expect(new AccessTokens(memoryCache()).get(credentials, answering(answer).http)).rejects.toBeInstanceOf(
      WeComUnreachable,
    );
  });

  it('S-25 are asked for again at once after a failure that WeCom did not decide', async () => {
    const tokens = new AccessTokens(memoryCache());
    const { http } = answering(new WeComUnreachable('gettoken', 'timeout'), refused(-1), token('T'));
    await expect(tokens.get(credentials, http)).rejects.toBeInstanceOf(WeComUnreachable);
    await expect(tokens.get(credentials, http)).rejects.toMatchObject({ errcode: -1 });
    expect(await tokens.get(credentials, http)).toBe('T');
  });

  it.each([40001, 40013, 40091, 41002, 41004, 45009])(
    'wait half a minute after errcode %i, without another call',
    async (errcode) => {
      let now = 0;
      const tokens = new AccessTokens(memoryCache(), undefined, () => now);
      const { http, requests } = answering(refused(errcode), token('T'));
      for (let i = 0; i < 20; i += 1) await expect(tokens.get(credentials, http)).rejects.toMatchObject({ errcode });
      now = 29_999;
      await expect(tokens.get(credentials, http)).rejects.toMatchObject({ errcode });
      expect(requests).toHaveLength(1);
      now = 30_000;
      expect(await tokens.get(credentials, http)).toBe('T');
    },
  );

  it('wait five seconds only for somebody who asks for it, and the whole time when the IP is locked', async () => {
    for (const [errcode, after] of [
      [40001, 'T'],
      [45009, undefined],
    ] as const) {
      let now = 0;
      const tokens = new AccessTokens(memoryCache(), undefined, () => now);
      const { http, requests } = answering(refused(errcode), token('T'));
      const get = () => tokens.get(credentials, http).catch(() => undefined);
      await get();
      now = 4_999;
      tokens.shortenPause(credentials);
      expect([await get(), requests.length]).toEqual([undefined, 1]);
      now = 5_000;
      expect(await get()).toBe(after);
    }
  });

  it('S-24 do not make other credentials wait', async () => {
    const tokens = new AccessTokens(memoryCache());
    const { http, requests } = answering(refused(40001), token('B'), token('C'), token('D'));
    await expect(tokens.get(credentials, http)).rejects.toBeInstanceOf(WeComRefusal);
    expect(await tokens.get({ ...credentials, secret: 'corrected' }, http)).toBe('B');
    expect(await tokens.get({ ...credentials, corpId: 'ww2' }, http)).toBe('C');
    expect(await tokens.get({ ...credentials, apiBaseUrl: 'https://other.example' }, http)).toBe('D');
    expect(requests).toHaveLength(4);
  });

  it('S-24 do not tell secret or token by their key', async () => {
    const cache = memoryCache();
    await new AccessTokens(cache).get(credentials, answering(token('T-O-K-E-N')).http);
    expect([...cache.entries.keys()].join()).not.toMatch(/the-secret|T-O-K-E-N/);
  });

  it('S-26 are dropped only when nobody has replaced them', async () => {
    const cache = memoryCache();
    const tokens = new AccessTokens(cache);
    await tokens.get(credentials, answering(token('new')).http);
    await tokens.drop(credentials, 'old');
    expect(await tokens.get(credentials, answering(token('newer')).http)).toBe('new');
    await tokens.drop(credentials, 'new');
    expect(await tokens.get(credentials, answering(token('newer')).http)).toBe('newer');
  });
});

describe('a call', () => {
  const clientFor = (http: HttpClient, signal?: AbortSignal) =>
    new WeComClient({ credentials, tokens: new AccessTokens(memoryCache()), http, signal });

  it.each([40014, 42001, 40001])(
    'S-26 is repeated exactly once, with a new token, after errcode %i',
    async (errcode) => {
      const { http, requests } = answering(token('A'), refused(errcode), token('B'), { errcode: 0, userid: 'lina' });
      expect(await clientFor(http).call('user/get', { userid: 'lina' })).toMatchObject({ userid: 'lina' });
      expect(requests.map(({ endpoint }) => endpoint)).toEqual(['gettoken', 'user/get', 'gettoken', 'user/get']);
      expect(requests[3]?.url.searchParams.get('access_token')).toBe('B');
    },
  );

  it('S-26 is not repeated a second time', async () => {
    const { http, requests } = answering(token('A'), refused(40014), token('B'), refused(40014));
    await expect(clientFor(http).call('user/get', {})).rejects.toMatchObject({ errcode: 40014 });
    expect(requests).toHaveLength(4);
  });

  it.each([-1, 40029, 41001, 45033, 60011])('S-26 is not repeated after errcode %i', async (errcode) => {
    const { http, requests } = answering(token('A'), refused(errcode));
    await expect(clientFor(http).call('auth/getuserinfo', { code: 'x' })).rejects.toMatchObject({ errcode });
    expect(requests).toHaveLength(2);
  });

  it('S-26 is not repeated after a network error, which may have spent the code', async () => {
    const { http, requests } = answering(token('A'), new WeComUnreachable('auth/getuserinfo', 'network'));
    await expect(clientFor(http).call('auth/getuserinfo', { code: 'x' })).rejects.toBeInstanceOf(WeComUnreachable);
    expect(requests).toHaveLength(2);
  });

  it('may ask for a larger answer', async () => {
    const { http, requests } = answering(token('A'), refused(40014), token('B'), { errcode: 0 });
    await clientFor(http).call('user/list', { department_id: '1' }, undefined, { maxBytes: 5_000_000 });
    expect(requests.map(({ maxBytes }) => maxBytes)).toEqual([undefined, 5_000_000, undefined, 5_000_000]);
  });

  it.each([
    ['cloud', 'userid', ['auth/getuserinfo', 'user/get', 'auth/getuserdetail']],
    ['private', 'UserId', ['user/getuserinfo', 'user/get', 'user/getuserdetail']],
  ] as const)('goes to the endpoints of the deployment: %s', async (deployment, name, endpoints) => {
    const { http, requests } = answering(
      token('A'),
      { errcode: 0, [name]: 'lina', user_ticket: 'T' },
      { errcode: 0, userid: 'lina', status: 1, enable: deployment === 'private' ? 0 : 1 },
      { errcode: 0, userid: 'lina', mobile: '138' },
    );
    const client = new WeComClient({ credentials, tokens: new AccessTokens(memoryCache()), http, deployment });
    expect(await getIdentity(client, 'c')).toEqual({ kind: 'member', userId: 'lina', userTicket: 'T' });
    expect((await getMember(client, 'lina')).active).toBe(true);
    expect(await getMemberDetails(client, 'T', 'lina')).toEqual({ userId: 'lina', phone: '138' });
    expect(requests.map(({ endpoint }) => endpoint)).toEqual(['gettoken', ...endpoints]);
    expect(requests.map(({ url }) => url.pathname)).toEqual(
      ['gettoken', ...endpoints].map((endpoint) => `/cgi-bin/${endpoint}`),
    );
  });

  it('stops waiting for a token when its time is over, while others go on waiting', async () => {
    let finish = (_: unknown) => {};
    const { http } = answering(() => new Promise((resolve) => (finish = resolve)), { errcode: 0 });
    const tokens = new AccessTokens(memoryCache());
    const patient = new WeComClient({ credentials, tokens, http }).call('user/get', {});
    const hasty = new WeComClient({ credentials, tokens, http, signal: AbortSignal.timeout(20) }).call('user/get', {});
    await expect(hasty).rejects.toMatchObject({ reason: 'timeout' });
    finish(token('T'));
    await expect(patient).resolves.toEqual({ errcode: 0 });
    await expect(clientFor(http, AbortSignal.abort()).call('user/get', {})).rejects.toMatchObject({
      reason: 'timeout',
    });
  });
});
