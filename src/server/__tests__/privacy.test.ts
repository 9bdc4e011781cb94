/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import type { Fault } from '../../../simulator';
import { SAMPLE } from '../../../simulator';
import { Administrator } from './support/administrator';
import { Browser, UA } from './support/browser';
import { addUser, sharedSuite } from './support/suite';
import { optionsFor, signIn, signInWithConsent } from './support/wecom';

const { newcomer, manager, outsideRange } = SAMPLE.members;
const PHONE = '13800000009';
const suite = sharedSuite();

/** Every secret that WeCom has seen since the test began, and those of the settings. */
function secretsInUse(...more: (string | undefined)[]): string[] {
  const fromCalls = suite.simulator.control
    .calls()
    .flatMap(({ query, body }) => [
      query.access_token,
      query.corpsecret,
      query.code,
      /"user_ticket":"([^"]+)"/.exec(body)?.[1],
    ]);
  const all = [SAMPLE.secret, PHONE, '13800000001', ...fromCalls, ...more];
  return [...new Set(all.filter((secret): secret is string => Boolean(secret)))];
}

function expectNoneInLog(secrets: string[]) {
  const { text } = suite.testApp.log;
  // The log is there at all, with the request that NocoBase writes down by itself.
  expect(text).toMatch(/request (POST|GET) \/api\//);
  for (const secret of secrets) {
    for (const form of [secret, encodeURIComponent(secret)])
      expect(text.includes(form) ? `${form} in the log` : '').toBe('');
  }
}

it('S-11 S-31 a sign-in that succeeds leaves no secret in the log', async () => {
  const { data, code, started } = await signInWithConsent(suite.app, suite.simulator, { userid: newcomer });
  const again = await signIn(suite.app, suite.simulator, { userid: newcomer });
  expect(again.response.status).toBe(200);
  const secrets = secretsInUse(data.token, code, started.state, again.data.token, again.code, again.started.state);
  // A token, a ticket, codes, states, sessions, secret and phones: all were really there.
  expect(secrets.length).toBeGreaterThanOrEqual(10);
  expectNoneInLog(secrets);
  expect(suite.testApp.log.text).toMatch(/signed up a member/);
});

const FAULTS: [string, Fault][] = [
  ...['gettoken', 'auth/getuserinfo', 'user/get', 'auth/getuserdetail'].flatMap((match): [string, Fault][] => [
    [`${match} answers 40014`, { match, errcode: 40014 }],
    [`${match} answers 40029`, { match, errcode: 40029 }],
    [
      `${match} answers 60020 with the address called`,
      {
        match,
        errcode: 60020,
        errmsg: `not allow, hint: [1782316307617340314383562], access_token=T0KEN-IN-ERRMSG&corpsecret=${SAMPLE.secret}&code=C0DE`,
      },
    ],
    [`${match} answers a page`, { match, html: `<html>${SAMPLE.secret}</html>` }],
    [`${match} is cut off`, { match, reset: true }],
    [`${match} redirects`, { match, redirect: `https://evil.example/?secret=${SAMPLE.secret}` }],
  ]),
  ['the answer is about somebody else', { match: 'auth/getuserdetail', merge: { userid: 'lina', mobile: PHONE } }],
];

it.each(FAULTS)('S-31 a sign-in during which %s leaves no secret in the log', async (_, fault) => {
  suite.simulator.control.setFault(fault);
  const result = await signIn(suite.app, suite.simulator, { userid: newcomer, inWeCom: true, consent: true });
  expect(result.response.status).toBeGreaterThanOrEqual(401);
  const secrets = secretsInUse(result.code, result.started.state, 'T0KEN-IN-ERRMSG', 'C0DE');
  expectNoneInLog(secrets);
  // The answer tells nothing either (S-32).
  for (const secret of secrets) expect(result.response.text).not.toContain(secret);
  expect(suite.testApp.log.text).toMatch(/wecom: sign-in refused, WECOM_\w+/);
});

it('S-31 a refused sign-in leaves no secret in the log, whatever the reason', async () => {
  await addUser(suite.app, { phone: PHONE });
  await addUser(suite.app, { phone: `+86${PHONE}` });
  suite.testApp.log.clear();
  const conflict = await signInWithConsent(suite.app, suite.simulator, { userid: newcomer });
  await suite.configure({ public: { autoSignup: false } });
  const noAccount = await signInWithConsent(suite.app, suite.simulator, { userid: manager });
  const invisible = await signIn(suite.app, suite.simulator, { userid: outsideRange });
  const results = [conflict, noAccount, invisible];
  expect(results.map(({ error }) => error.code)).toEqual([
    'WECOM_PROOF_REQUIRED',
    'WECOM_NO_ACCOUNT',
    'WECOM_NOT_VISIBLE',
  ]);
  expectNoneInLog(secretsInUse(...results.flatMap(({ code, started }) => [code, started.state])));
});

it('S-31 codes and states of malformed, spent and foreign callbacks are not in the log', async () => {
  const browser = new Browser(suite.app);
  const { state } = await browser.start();
  const code = suite.simulator.control.mintCode({ userid: newcomer });
  await new Browser(suite.app).finish({ code, state });
  await browser.finish({ code: [code], state });
  await browser.finish({ code: { deep: code }, state });
  await browser.finish({ code, state: [state] });
  await browser.finish({ code: `${code} `, state });
  await browser.finish({ code, state }, { 'X-Authenticator': 'nosuch' });
  await browser.finish({ code, state }, { Origin: 'https://evil.example' });
  expectNoneInLog([code, state]);
});

it('S-31 a code in the Referer of the callback page is not in the log', async () => {
  for (const page of ['/wecom/callback', '/v/wecom/callback', '/apps/a1/wecom/callback']) {
    const Referer = `https://app.example.com${page}?authenticator=wecom&code=C0DE-IN-REFERER&state=STATE-IN-REFERER`;
    for (const path of ['/api/app:getLang', '/api/auth:check', '/api/authenticators:publicList']) {
      await new Browser(suite.app).get(path, { Referer });
    }
  }
  expectNoneInLog(['C0DE-IN-REFERER', 'STATE-IN-REFERER']);
  expect(suite.testApp.log.text).toContain('https://app.example.com/wecom/callback');
});

it('S-30 S-31 saving settings writes no secret to the log', async () => {
  const administrator = await Administrator.of(suite.app);
  const options = optionsFor(suite.simulator, {
    options: { secret: 'a-secret-just-typed', proxyUrl: 'http://user:pr0xy-pw@127.0.0.1:9' },
  });
  const created = await administrator.post('authenticators:create', {
    name: 'logged',
    authType: 'wecom',
    enabled: true,
    options,
  });
  expect(created.status).toBe(200);
  const values = { ...created.body.data, options: { ...options, secret: 'another-secret' } };
  expect((await administrator.post(`authenticators:update?filterByTk=${created.body.data.id}`, values)).status).toBe(
    200,
  );
  expect(
    (await administrator.post('authenticators:create', { name: 'logged', authType: 'wecom', options })).status,
  ).toBeGreaterThanOrEqual(400);
  const refused = optionsFor(suite.simulator, { options: { secret: 'a-refused-secret' }, public: { autoLogin: true } });
  await suite.configure({ public: { autoLogin: true } });
  expect(
    (
      await administrator.post('authenticators:create', {
        name: 'x',
        authType: 'wecom',
        enabled: true,
        options: refused,
      })
    ).status,
  ).toBe(400);
  const anonymous = await new Browser(suite.app).post('/api/authenticators:create', {
    name: 'y',
    authType: 'wecom',
    options: { secret: 'anonymous-secret' },
  });
  expect(anonymous.status).toBeGreaterThanOrEqual(401);
  await new Browser(suite.app, UA.wecom).post('/api/wecom:checkSettings', { options: { secret: 'unsaved-secret' } });
  expectNoneInLog([
    'a-secret-just-typed',
    'another-secret',
    'a-refused-secret',
    'pr0xy-pw',
    'unsaved-secret',
    'anonymous-secret',
  ]);
});

it.each([
  ['a mask that would move to another server', { secret: '********', apiBaseUrl: 'https://evil.example' }],
  ['a mask that somebody has typed into', { secret: '********TYPED-SECRET-0123456789' }],
])('S-31 settings that are refused for %s leave no secret in the log', async (_why, more) => {
  const admin = await Administrator.of(suite.app);
  const options = optionsFor(suite.simulator, { options: { ...more, proxyUrl: 'http://u:PR0XY@127.0.0.1:1' } });
  const { status } = await admin.post('authenticators:update?filter={"name":"wecom"}', { enabled: true, options });
  expect(status).toBe(400);
  expectNoneInLog(['TYPED-SECRET-0123456789', 'PR0XY']);
});

it('S-31 several authenticators that are made at once leave no secret in the log', async () => {
  const admin = await Administrator.of(suite.app);
  const options = optionsFor(suite.simulator);
  await admin.post('authenticators:create', [{ name: 'one-of-many', authType: 'wecom', options }]);
  expectNoneInLog([SAMPLE.secret]);
  await suite.app.db.getRepository('authenticators').destroy({ filter: { name: { $notIn: ['basic', 'wecom'] } } });
});

describe('S-11 the audit log', () => {
  const written: unknown[] = [];
  beforeEach(() => {
    written.length = 0;
    suite.app.auditManager.setLogger({
      log: async (line) => {
        written.push(line);
      },
    });
  });
  afterEach(() => suite.app.auditManager.setLogger(undefined as never));
  /** Written after the answer has left. */
  const lineOf = async (status: number) => {
    for (let i = 0; i < 200 && written.length === 0; i += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(written).toEqual([expect.objectContaining({ resource: 'auth', action: 'signIn', status })]);
    return JSON.stringify(written);
  };

  it('S-11 has who signed in with WeCom, and no token, code or state', async () => {
    const browser = new Browser(suite.app, UA.wecom);
    const { state } = await browser.start({ consent: '1' });
    const code = suite.simulator.control.mintCode({ userid: newcomer, scope: 'snsapi_privateinfo' });
    written.length = 0;
    const { body } = await browser.finish({ code, state });
    const line = await lineOf(200);
    expect(line).toContain('"nickname":"刘强"');
    for (const secret of [body.data.token, code, state]) expect(line).not.toContain(secret);
  });

  it('S-11 has no token of a sign-in by password either', async () => {
    const account = { account: 'nocobase', password: 'admin123' };
    const { body } = await new Browser(suite.app).post('/api/auth:signIn', account, { 'X-Authenticator': 'basic' });
    const line = await lineOf(200);
    expect(body.data.token.length).toBeGreaterThan(100);
    expect(line).not.toContain(body.data.token);
    expect(line).not.toContain('admin123');
  });

  it('S-47 S-11 has who decided about a link, and no code, state or phone number', async () => {
    const account = { account: 'nocobase', password: 'admin123' };
    const signedIn = await new Browser(suite.app).post('/api/auth:signIn', account, { 'X-Authenticator': 'basic' });
    const headers = { Authorization: `Bearer ${signedIn.body.data.token}`, 'X-Authenticator': 'basic' };
    await lineOf(200);
    written.length = 0;
    const state = 'a1'.repeat(24);
    const contacts = [{ userId: '1', kind: 'phone', key: '13812345678' }];
    for (const [action, values] of [
      ['wecom:link', { code: 'the-code', state }],
      ['wecomLinks:accept', { contacts }],
      ['wecomLinks:block?filterByTk=999', {}],
    ] as const) {
      await new Browser(suite.app).post(`/api/${action}`, values, headers);
    }
    for (let i = 0; i < 200 && written.length < 3; i += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    const line = JSON.stringify(written);
    for (const secret of ['the-code', state, '13812345678']) expect(line).not.toContain(secret);
    expect(written).toEqual(
      ['link', 'accept', 'block'].map((action) => expect.objectContaining({ action, userId: expect.anything() })),
    );
  });

  it('S-11 has the reason of a sign-in that is refused', async () => {
    await new Browser(suite.app).finish({ code: 'x', state: '0'.repeat(48) });
    expect(await lineOf(401)).toContain('WECOM_STATE_INVALID');
  });
});
