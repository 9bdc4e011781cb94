/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { SAMPLE } from '../../../../simulator';
import { SECRET_MASK } from '../../../shared/constants';
import { timed } from '../../__tests__/support/time';
import { saveAuthenticator } from '../../__tests__/support/wecom';
import { type Bench, startBench } from './support';

let bench: Bench;

beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());
beforeEach(() => {
  bench.simulator.control.clearFaults();
  bench.simulator.control.clearCalls();
});

const endpoints = () => bench.simulator.control.calls().map(({ endpoint }) => endpoint);

it('finds nothing wrong with right settings, but that a test has no https', async () => {
  const { result: found, ms } = await timed(() => bench.check(undefined, { Origin: bench.origin }));
  const problems = [...found.values()].filter(({ status }) => status !== 'ok').map(({ check }) => check);
  expect(problems).toEqual(['origin-https']);
  expect([...found.keys()]).toEqual([
    'required-fields',
    'credentials',
    'app-enabled',
    'visible-range',
    'trusted-domain',
    'messages',
    'api-reachable',
    'clock',
    'oauth-page',
    'login-page',
    'origin',
    'origin-https',
    'origin-browser',
    'forwarded-proto',
    'default-role',
    'auto-login',
    'redirect',
  ]);
  for (const { message, hint, data } of found.values()) {
    expect(message).not.toBe('');
    expect(hint).toEqual(expect.any(String));
    expect(data).toEqual(expect.any(Object));
  }
  expect(found.get('trusted-domain')?.data.copy).toBe(new URL(bench.origin).host);
  expect(found.get('api-reachable')?.data.ms).toBeLessThanOrEqual(Math.ceil(ms));
});

it('answers in Chinese, with the terms of the console', async () => {
  const options = { ...bench.goodOptions, origin: 'https://app.example.invalid' };
  const { message, hint } = (await bench.check({ options }, { 'X-Locale': 'zh-CN' })).get('trusted-domain')!;
  expect(message).toContain('可信域名');
  expect(hint).toContain('应用管理');
  expect(hint).toContain('网页授权及JS-SDK');
  expect(hint).toContain('企业微信授权登录');
});

it('consumes no code, sends no message, and asks WeCom for six things at most', async () => {
  const code = bench.simulator.control.mintCode({ userid: SAMPLE.members.manager });
  await bench.check();
  expect(endpoints().sort()).toEqual(
    expect.arrayContaining(['agent/get', 'get_api_domain_ip', 'oauth2/authorize', 'wwlogin/sso/login']),
  );
  expect(endpoints().filter((name) => /user|auth\//.test(name) && !name.startsWith('oauth2'))).toEqual([]);
  expect(endpoints().length).toBeLessThanOrEqual(6);
  expect(bench.simulator.state.codes.peek(code)).toBeDefined();
});

describe('which settings are tried', () => {
  it('tries unsaved settings without saving them', async () => {
    const found = await bench.check({ options: { ...bench.goodOptions, agentId: '1000009' } });
    expect(found.get('credentials')?.data.errcode).toBe(301002);
    const row = await bench.testApp.app.db.getRepository('authenticators').findOne({ filter: { name: 'wecom' } });
    expect(row?.get('options')).toMatchObject({ agentId: String(SAMPLE.agentId) });
  });

  it('S-30 tries unsaved settings of a saved authenticator with the secret behind the mask', async () => {
    const options = { ...bench.goodOptions, secret: SECRET_MASK };
    expect((await bench.check({ authenticator: 'wecom', options })).get('credentials')?.status).toBe('ok');
  });

  it('S-30 does not send the secret behind the mask to another server, and says so', async () => {
    const options = { ...bench.goodOptions, secret: SECRET_MASK, apiBaseUrl: `${bench.simulator.url}/elsewhere` };
    const found = await bench.check({ authenticator: 'wecom', options });
    expect(found.get('required-fields')?.hint).toContain('Please enter the Secret again');
    expect(found.has('credentials')).toBe(false);
    expect(endpoints()).not.toContain('gettoken');
    expect(JSON.stringify(bench.simulator.control.calls())).not.toContain(SAMPLE.secret);
  });

  it('S-30 has no secret for a mask without a saved authenticator', async () => {
    const found = await bench.check({ options: { ...bench.goodOptions, secret: SECRET_MASK } });
    expect(found.get('required-fields')?.data.fields).toEqual(['secret']);
  });

  it('renders variables, in unsaved settings too', async () => {
    const { app } = bench.testApp;
    app.environment.setVariable('WECOM_SECRET_OF_TEST', SAMPLE.secret);
    const found = await bench.check({
      options: { ...bench.goodOptions, secret: '{{ $env.WECOM_SECRET_OF_TEST }}' },
    });
    expect(found.get('credentials')?.status).toBe('ok');
    const missing = await bench.check({ options: { ...bench.goodOptions, secret: '{{ $env.NO_SUCH_VARIABLE }}' } });
    expect(missing.get('required-fields')?.data.fields).toEqual(['secret']);
  });

  it('names the settings that are missing or wrong, and still checks the others', async () => {
    const found = await bench.check({ options: { origin: bench.origin, loginBaseUrl: 'http://login.example.com' } });
    expect(found.get('required-fields')).toMatchObject({
      status: 'failed',
      data: { fields: ['corpId', 'agentId', 'secret', 'loginBaseUrl'] },
    });
    expect(found.get('required-fields')?.hint).toContain('Company ID: Please enter the Company ID.');
    expect(found.has('credentials')).toBe(false);
    expect(found.has('login-page')).toBe(false);
    expect(found.get('origin')?.status).toBe('ok');
  });

  it.each([
    ['nothing', {}, 400],
    ['no object', { options: 'x' }, 400],
    ['an unknown name', { authenticator: 'nosuch' }, 404],
    ['an authenticator of another type', { authenticator: 'basic' }, 404],
    ['a name that is no text', { authenticator: { $ne: '' } }, 400],
  ])('answers %s with an error', async (_what, values, status) => {
    const response = await bench.post(values, { Authorization: `Bearer ${bench.rootToken}` });
    expect(response.status).toBe(status);
  });
});

describe('secrets and load', () => {
  it('S-30 S-31 has no secret and no token in the answer or the log', async () => {
    const { log } = bench.testApp;
    log.clear();
    const secret = 'a-secret-that-was-not-saved-0123456789';
    const proxyUrl = 'http://user:proxy-password@127.0.0.1:9';
    for (const values of [
      { authenticator: 'wecom' },
      { options: bench.goodOptions },
      { authenticator: 'wecom', options: { ...bench.goodOptions, secret } },
      { options: { ...bench.goodOptions, proxyUrl } },
    ]) {
      const response = await bench.post(values, { Authorization: `Bearer ${bench.rootToken}` });
      expect(response.status).toBe(200);
      expect(response.headers['cache-control']).toBe('no-store');
      for (const hidden of [SAMPLE.secret, secret, 'proxy-password', ...tokens()]) {
        expect(response.text).not.toContain(hidden);
        expect(log.text).not.toContain(hidden);
      }
    }
    expect(tokens().length).toBeGreaterThan(0);
    expect(log.text).toContain('wecom:checkSettings');
  });

  it('S-31 keeps a secret out of the log also when the request is refused', async () => {
    const { log } = bench.testApp;
    log.clear();
    const secret = 'a-secret-of-a-stranger-0123456789';
    expect((await bench.post({ options: { ...bench.goodOptions, secret } })).status).toBe(401);
    expect(log.text).toContain('wecom:checkSettings');
    expect(log.text).not.toContain(secret);
  });

  it('S-30 leaves a trace of where a secret was sent: the address and the variable, and nothing of the secret', async () => {
    const { log } = bench.testApp;
    const secret = 'a-typed-secret-0123456789';
    await bench.check({ options: { ...bench.goodOptions, secret } });
    await bench.check({ options: { ...bench.goodOptions, secret: 'x-{{ $env.SOME_SECRET }}-y' } });
    const traces = log.text.split('\n').filter((line) => line.includes('wecom: settings are checked'));
    expect(traces.slice(-2)).toEqual([
      expect.stringMatching(/"variables":\[\]/),
      expect.stringMatching(/"variables":\["secret: {{ \$env\.SOME_SECRET }}"\]/),
    ]);
    for (const trace of traces.slice(-2)) expect(trace).toContain(bench.simulator.url);
    expect(log.text).not.toContain(secret);
  });

  it('does not try a refused secret again for a while: WeCom would block the server', async () => {
    const options = { ...bench.goodOptions, secret: 'a-wrong-secret-0123456789' };
    for (let i = 0; i < 3; i++) {
      expect((await bench.check({ options })).get('credentials')?.data.errcode).toBe(40001);
    }
    expect(bench.simulator.control.countCalls('gettoken')).toBe(1);
    await bench.check({ options: { ...options, secret: 'another-wrong-secret-0123456789' } });
    expect(bench.simulator.control.countCalls('gettoken')).toBe(2);
  });

  const tokens = () => bench.simulator.state.tokens.list().map(({ value }) => value);
});

describe('time', () => {
  it('checks everything at the same time', async () => {
    await bench.check();
    bench.simulator.control.clearCalls();
    bench.simulator.control.setFault({ match: '.', delayMs: 500 });
    const found = await bench.check();
    expect(found.get('credentials')?.status).toBe('ok');
    for (const check of ['api-reachable', 'oauth-page', 'login-page'] as const) {
      expect(found.get(check)?.data.ms).toBeGreaterThanOrEqual(490);
    }
    // The last was asked for before the first had its answer.
    const times = bench.simulator.control.calls().map(({ time }) => time);
    expect(times.length).toBeGreaterThanOrEqual(4);
    // Two of them wait for the token; the rest begins together.
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(990);
  });

  it('ends within eight seconds when WeCom never answers', async () => {
    const usual = await timed(() => bench.check());
    bench.simulator.control.setFault({ match: '.', hang: true });
    const { result: found, ms } = await timed(() =>
      bench.check({ options: { ...bench.goodOptions, secret: 'never-answered-0123456789' } }),
    );
    // Seven seconds for WeCom, and what the check takes by itself on this machine.
    expect(ms).toBeLessThan(7_000 + 10 * usual.ms);
    expect(found.get('api-reachable')).toMatchObject({ status: 'failed', data: { reason: 'timeout' } });
    expect(found.get('credentials')).toMatchObject({ status: 'warning', data: { reason: 'timeout' } });
    expect(found.get('oauth-page')?.status).toBe('warning');
    expect(found.get('origin')?.status).toBe('ok');
  });
});

describe('what depends on other authenticators and roles', () => {
  it('says that automatic login is on elsewhere, and where', async () => {
    const { app } = bench.testApp;
    await saveAuthenticator(app, bench.simulator, { name: 'second', public: { autoLogin: true } });
    const options = { ...bench.goodOptions, public: { autoLogin: true } };
    const found = await bench.check({ authenticator: 'wecom', options });
    expect(found.get('auto-login')?.status).toBe('failed');
    expect(found.get('auto-login')?.hint).toContain('“second”');
    expect((await bench.check({ authenticator: 'second' })).get('auto-login')?.status).toBe('ok');
    await app.db.getRepository('authenticators').destroy({ filter: { name: 'second' } });
  });

  it('says that no role is the default role', async () => {
    const roles = bench.testApp.app.db.getModel('roles');
    await roles.update({ default: false }, { where: { name: 'member' } });
    expect((await bench.check()).get('default-role')?.status).toBe('failed');
    const options = { ...bench.goodOptions, public: { autoSignup: false } };
    expect((await bench.check({ options })).get('default-role')?.status).toBe('warning');
    await roles.update({ default: true }, { where: { name: 'member' } });
    expect((await bench.check()).get('default-role')?.status).toBe('ok');
  });
});
