import { SAMPLE } from '../index';
import { api, sharedSimulator, token } from './helpers';

const simulator = sharedSimulator({ corp: { wrongSecretLimit: 3 } });
const credentials = { corpid: SAMPLE.corpId, corpsecret: SAMPLE.secret };

describe('gettoken', () => {
  test('gives the same token to everybody who asks within its validity', async () => {
    const first = await api(simulator.get(), 'gettoken', credentials);
    const second = await api(simulator.get(), 'gettoken', credentials);
    expect(first).toMatchObject({ errcode: 0, errmsg: 'ok', expires_in: 7200 });
    expect(second.access_token).toBe(first.access_token);
  });

  test('gives a new token after two hours', async () => {
    const old = await token(simulator.get());
    simulator.get().state.clock.advance(7_200_001);
    expect(await token(simulator.get())).not.toBe(old);
  });

  test.each([
    [{}, 41004],
    [{ corpid: 'test' }, 41004],
    [{ corpsecret: 'test' }, 41002],
    [{ corpid: 'test', corpsecret: 'test' }, 40013],
    [{ corpid: SAMPLE.corpId, corpsecret: 'test' }, 40001],
  ])('answers %j with %i', async (query, errcode) => {
    expect((await api(simulator.get(), 'gettoken', query as Record<string, string>)).errcode).toBe(errcode);
  });

  test('refuses a disabled app as if its secret were wrong, without counting that as a wrong secret', async () => {
    const { control } = simulator.get();
    control.patchApp(SAMPLE.agentId, { closed: true });
    for (let tries = 0; tries < 4; tries += 1) {
      expect((await api(simulator.get(), 'gettoken', credentials)).errcode).toBe(40001);
    }
  });

  test('locks an address out for an hour after too many wrong secrets', async () => {
    const wrong = { corpid: SAMPLE.corpId, corpsecret: 'wrong' };
    for (let tries = 0; tries < 3; tries += 1) await api(simulator.get(), 'gettoken', wrong);
    expect((await api(simulator.get(), 'gettoken', credentials)).errcode).toBe(45009);
    expect((await api(simulator.get(), 'user/get', {})).errcode).toBe(45009);
    simulator.get().state.clock.advance(3_600_001);
    expect((await api(simulator.get(), 'gettoken', credentials)).errcode).toBe(0);
  });
});

describe('a token', () => {
  const use = async (access_token?: string, query: Record<string, string> = {}) =>
    api(simulator.get(), 'user/get', { userid: 'zhangwei', ...(access_token ? { access_token } : {}), ...query });

  test('counts in the query only', async () => {
    const value = await token(simulator.get());
    const response = await fetch(`${simulator.get().url}/cgi-bin/user/get?userid=zhangwei`, {
      headers: { authorization: `Bearer ${value}` },
    });
    expect(await response.json()).toMatchObject({ errcode: 41001 });
    expect((await use(value)).errcode).toBe(0);
  });

  test('that nobody issued is 40014, a revoked one too, an old one is 42001', async () => {
    const { control, state } = simulator.get();
    expect((await use('made-up')).errcode).toBe(40014);
    const revoked = await token(simulator.get());
    expect(control.revokeTokens(SAMPLE.agentId)).toBe(1);
    expect((await use(revoked)).errcode).toBe(40014);
    const expired = await token(simulator.get());
    state.clock.advance(7_200_001);
    expect((await use(expired)).errcode).toBe(42001);
    expect((await use(await token(simulator.get()))).errcode).toBe(0);
  });

  test('ends when the secret is reset', async () => {
    const value = await token(simulator.get());
    simulator.get().control.patchApp(SAMPLE.agentId, { secret: 'another-secret' });
    expect((await use(value)).errcode).toBe(40014);
  });

  test('of a disabled app is 50003', async () => {
    const value = await token(simulator.get());
    simulator.get().control.patchApp(SAMPLE.agentId, { closed: true });
    expect((await use(value)).errcode).toBe(50003);
  });
});

describe('the trusted-IP gate', () => {
  test('comes before the check of parameters, names the address and leaves gettoken alone', async () => {
    const { control } = simulator.get();
    control.patchCorp({ sourceIp: '203.0.113.7' });
    control.patchApp(SAMPLE.agentId, { trustedIps: ['198.51.100.1'] });
    const access_token = await token(simulator.get());
    for (const path of ['auth/getuserinfo', 'user/getuserinfo', 'auth/getuserdetail', 'user/get', 'agent/get']) {
      const answer = await api(simulator.get(), path, { access_token });
      expect(answer.errmsg).toMatch(
        /^not allow to access from your ip, hint: \[\d{25}\], from ip: 203\.0\.113\.7, more info at https:\/\/open\.work\.weixin\.qq\.com\/devtool\/query\?e=60020$/,
      );
    }
    control.patchApp(SAMPLE.agentId, { trustedIps: ['203.0.113.7'] });
    expect((await api(simulator.get(), 'user/get', { access_token })).errcode).toBe(41009);
  });
});
