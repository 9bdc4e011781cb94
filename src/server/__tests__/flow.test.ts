/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */

import { SAMPLE, USER_AGENTS } from '../../../simulator';
import type { Seal } from '../seal';
import type { CheckedPath } from '../sign-in/redirect';
import { newState, sealPending } from '../sign-in/state';
import { stateCookieName } from '../sign-in/state-cookie';
import { Browser, UA } from './support/browser';
import { addUser, sharedSuite, snapshot } from './support/suite';
import { countAccounts, saveAuthenticator, signIn, signInWithConsent } from './support/wecom';

const { manager, newcomer, withoutPhone, inactive, disabled, outsideRange } = SAMPLE.members;
const suite = sharedSuite({ env: { APP_MODERN_CLIENT_PREFIX: 'v' } });
const browser = (userAgent?: string) => new Browser(suite.app, userAgent);
const codeFor = (userid: string, scope: 'web_login' | 'snsapi_base' | 'snsapi_privateinfo' = 'web_login') =>
  suite.simulator.control.mintCode({ userid, scope });
/** Calls of WeCom since the test began, without those that only found the token of the test before. */
const wecomCalls = () =>
  suite.simulator.control
    .calls()
    .filter(({ path, errcode }) => path.startsWith('/cgi-bin/') && errcode !== 40014)
    .map(({ endpoint }) => endpoint);
const usual = (result: Awaited<ReturnType<typeof signIn>>) => [result.response.status, result.error?.code];

beforeEach(() => suite.configure({ options: { signupWithoutPhone: true } }));

describe('the start', () => {
  it('S-01 gives each sign-in a state of 192 bits of its own', async () => {
    const here = browser();
    const states = new Set<string>();
    for (let i = 0; i < 20; i += 1) states.add((await here.start()).state);
    expect(states.size).toBe(20);
    for (const state of states) expect(state).toMatch(/^[0-9a-f]{48}$/);
  });

  it('S-04 S-12 sets an HttpOnly, SameSite=Lax, Secure cookie for the API, and forbids storing, framing and referring', async () => {
    const response = await browser().get('/api/wecom:authorize?authenticator=wecom');
    expect(response.status).toBe(302);
    expect(response.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    });
    expect(response.headers['set-cookie']).toEqual([
      expect.stringMatching(
        /^__Host-wecom_browser_main=v1\.[\w-]+; Path=\/; Max-Age=1800; HttpOnly; SameSite=Lax; Secure$/,
      ),
      expect.stringMatching(
        /^wecom_state_main_[0-9a-f]{16}=v1\.[\w-]+; Path=\/api\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ]);
    expect(response.text).toBe('');
    await suite.configure({ options: { origin: 'http://10.0.0.5:13000' } });
    expect(
      String((await browser().get('/api/wecom:authorize?authenticator=wecom')).headers['set-cookie']),
    ).not.toContain('Secure');
  });

  it('takes the WeCom client to the OAuth link and other browsers to the web login page', async () => {
    expect((await browser(UA.wecom).start()).location.pathname).toBe('/connect/oauth2/authorize');
    expect((await browser(UA.chrome).start()).location.pathname).toBe('/wwlogin/sso/login');
    const search = (await browser(UA.chrome).start({}, { 'X-Locale': 'en-US' })).location.searchParams;
    expect(search.get('lang')).toBe('en');
    expect((await browser(UA.chrome).start({}, { 'X-Locale': 'zh-CN' })).location.searchParams.get('lang')).toBe('zh');
  });

  it('S-10 builds redirect_uri from the configured origin, whatever the headers say', async () => {
    const spoofed = {
      Host: 'evil.example',
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'http',
      'X-Hostname': 'evil.example',
      Forwarded: 'host=evil.example',
      Origin: 'https://evil.example',
    };
    const { location, redirectUri } = await browser().start({}, spoofed);
    expect(redirectUri.href).toBe('https://app.example.com/wecom/callback?authenticator=wecom');
    expect(location.href).not.toContain('evil');
    const { Origin: _, ...navigation } = spoofed;
    const led = (await browser().start({}, navigation)).location;
    expect(led.href).toBe('https://app.example.com/api/wecom:authorize?authenticator=wecom&moved=1');
  });

  it.each([
    ['/v/admin/x', '/v/wecom/callback'],
    ['/admin/x', '/wecom/callback'],
    [undefined, '/wecom/callback'],
  ])('comes back to the client of %s', async (redirect, callback) => {
    expect((await browser().start(redirect ? { redirect } : {})).redirectUri.pathname).toBe(callback);
  });

  it('S-08 leads a signed-in person to the default page when the wanted one is another address', async () => {
    for (const redirect of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '/%2f%2fevil.example',
      '/\t/evil',
      '/signin',
      '/apps/a1',
    ]) {
      const { data } = await signIn(suite.app, suite.simulator, { userid: newcomer, redirect });
      expect(data.redirect).toBe('/admin');
    }
    const { data } = await signIn(suite.app, suite.simulator, { userid: newcomer, redirect: '/v/admin/abc?x=1#y' });
    expect(data.redirect).toBe('/v/admin/abc?x=1#y');
  });

  it('uses the Workbench redirect of the settings when nothing is wanted, and the default when that is unusable', async () => {
    await suite.configure({ options: { signupWithoutPhone: true }, public: { workbenchRedirect: '/admin/reports' } });
    expect((await signIn(suite.app, suite.simulator, { userid: newcomer })).data.redirect).toBe('/admin/reports');
    await suite.configure({
      options: { signupWithoutPhone: true },
      public: { workbenchRedirect: 'https://evil.example' },
    });
    expect((await signIn(suite.app, suite.simulator, { userid: newcomer })).data.redirect).toBe('/admin');
  });

  it.each([
    ['unknown', { authenticator: 'nobody' }],
    ['of another type', { authenticator: 'basic' }],
    ['missing', { authenticator: '' }],
    ['in capitals', { authenticator: 'WECOM' }],
  ])('S-27 S-33 with an authenticator that is %s leads to a page that explains', async (_, query) => {
    const here = browser();
    const { status, location } = await here.start({ ...query, redirect: '/v/admin' });
    expect(status).toBe(302);
    expect(location.pathname + location.search).toBe(
      `/v/wecom/callback?authenticator=${query.authenticator}&error=WECOM_SETTINGS&redirect=%2Fv%2Fadmin`,
    );
    expect(here.cookies.size).toBe(0);
  });

  it('S-27 with a disabled authenticator or bad settings leads to a page that explains', async () => {
    await suite.configure({ enabled: false });
    expect((await browser().start()).location.searchParams.get('error')).toBe('WECOM_SETTINGS');
    await suite.configure({ options: { origin: 'nonsense' } });
    expect((await browser().start()).location.searchParams.get('error')).toBe('WECOM_SETTINGS');
    expect(suite.testApp.log.text).toMatch(/origin: Please enter an address/);
  });

  it('takes repeated parameters for none', async () => {
    const response = await browser().get('/api/wecom:authorize?authenticator=wecom&authenticator=basic');
    expect(response.headers.location).toMatch(/error=WECOM_SETTINGS/);
    const fine = await browser().get(
      '/api/wecom:authorize?authenticator=wecom&redirect=/a&redirect=//evil&consent=1&consent=2',
    );
    expect(fine.headers.location).toMatch(/wwlogin/);
  });

  it('S-38 stores nothing on the server, however often it is called, and limits the cookies of a browser', async () => {
    const here = browser();
    const before = await snapshot(suite.app);
    for (let i = 0; i < 30; i += 1) await here.start();
    expect([...here.cookies.keys()].filter((name) => name.startsWith('wecom_state_')).length).toBeLessThanOrEqual(5);
    expect(await snapshot(suite.app)).toEqual(before);
    expect(wecomCalls()).toEqual([]);
  });
});

describe('S-02 without a WeCom call is refused', () => {
  const post = async (values: object, here = browser()) => {
    const response = await here.finish(values);
    expect(wecomCalls()).toEqual([]);
    expect(response.body.errors[0].code).toBe('WECOM_STATE_INVALID');
    return response.status;
  };

  it.each<[string, (state: string, code: string) => object]>([
    ['missing', (_, code) => ({ code })],
    ['empty', (_, code) => ({ code, state: '' })],
    ['repeated', (state, code) => ({ code, state: [state, state] })],
    ['null', (_, code) => ({ code, state: null })],
    ['an object', (state, code) => ({ code, state: { state } })],
    ['a number', (_, code) => ({ code, state: 1 })],
    ['in capitals', (state, code) => ({ code, state: state.toUpperCase() })],
    ['too long', (state, code) => ({ code, state: `${state}0` })],
  ])('a state that is %s', async (_, values) => {
    const here = browser();
    const { state } = await here.start();
    expect(await post(values(state, codeFor(manager)), here)).toBe(400);
  });

  it('a state that nobody has given out', async () => {
    expect(await post({ code: codeFor(manager), state: '0'.repeat(48) })).toBe(401);
  });

  it('a state whose cookie is lost', async () => {
    const here = browser();
    const { state } = await here.start();
    here.cookies.clear();
    expect(await post({ code: codeFor(manager), state }, here)).toBe(401);
  });

  it('a state that is eleven minutes old', async () => {
    const here = browser();
    const { state } = await here.start();
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 11 * 60_000);
    try {
      expect(await post({ code: codeFor(manager), state }, here)).toBe(401);
    } finally {
      jest.restoreAllMocks();
    }
  });

  it('S-33 a state whose cookie the browser has dropped, with a page that says so', async () => {
    const { state } = await browser().start();
    const reasonIn = async (here: Browser) => {
      const { body } = await here.finish({ code: codeFor(newcomer), state });
      return [body.errors[0].code, body.errors[0].reason];
    };
    expect(await reasonIn(browser())).toEqual(['WECOM_STATE_INVALID', 'no-cookie']);
    // One that keeps cookies has simply not begun this one.
    const other = browser();
    await other.start();
    expect(await reasonIn(other)).toEqual(['WECOM_STATE_INVALID', undefined]);
  });

  it('a state that was used already', async () => {
    const here = browser();
    const { state } = await here.start();
    const kept = new Map(here.cookies);
    expect((await here.finish({ code: codeFor(newcomer), state })).status).toBe(200);
    for (const [name, value] of kept) here.cookies.set(name, value);
    suite.simulator.control.clearCalls();
    expect(await post({ code: codeFor(newcomer), state }, here)).toBe(401);
  });

  it('a state that was used in vain', async () => {
    const here = browser();
    const { state } = await here.start();
    const kept = new Map(here.cookies);
    await here.finish({ code: 'wrong', state });
    for (const [name, value] of kept) here.cookies.set(name, value);
    suite.simulator.control.clearCalls();
    expect(await post({ code: codeFor(newcomer), state }, here)).toBe(401);
  });

  it.each([['x'.repeat(513)], [['a', 'b']], [{}], [7], ['a b'], ['<x>'], ['a&access_token=b']])(
    'a code of another form: %j',
    async (code) => {
      const here = browser();
      const { state } = await here.start();
      expect(await post({ code, state }, here)).toBe(400);
    },
  );
});

describe('the callback', () => {
  it('S-03 succeeds once of two at the same time, and the other changes nothing', async () => {
    const here = browser();
    const { state } = await here.start();
    const twin = browser();
    for (const [name, value] of here.cookies) twin.cookies.set(name, value);
    const code = codeFor(newcomer);
    const answers = await Promise.all([here.finish({ code, state }), twin.finish({ code, state })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(wecomCalls().filter((endpoint) => endpoint === 'auth/getuserinfo')).toHaveLength(1);
    expect(await countAccounts(suite.app)).toMatchObject({ links: 1, shown: 1 });
  });

  it('S-04 refuses in browser B what browser A began, and B can start again', async () => {
    const { state } = await browser().start();
    const b = browser();
    const refused = await b.finish({ code: codeFor(newcomer), state });
    expect(refused.body.errors[0]).toMatchObject({ code: 'WECOM_STATE_INVALID' });
    expect((await signIn(suite.app, suite.simulator, { userid: newcomer, browser: b })).response.status).toBe(200);
  });

  it('S-04 is not skipped for the desktop client of WeCom', async () => {
    const { state } = await browser(UA.wecom).start();
    expect((await browser(UA.wecom).finish({ code: codeFor(newcomer, 'snsapi_base'), state })).status).toBe(401);
  });

  it('S-05 refuses at authenticator B what began at A', async () => {
    await saveAuthenticator(suite.app, suite.simulator, {
      name: 'other',
      options: { agentId: String(SAMPLE.oldAgentId), secret: SAMPLE.oldSecret },
    });
    const here = browser();
    const { state } = await here.start();
    const response = await here.finish({ code: codeFor(newcomer), state }, { 'X-Authenticator': 'other' });
    expect(response.body.errors[0].code).toBe('WECOM_STATE_INVALID');
    expect(wecomCalls()).toEqual([]);
  });

  it('two tabs of one browser both succeed', async () => {
    const here = browser();
    const [one, two] = [await here.start({ redirect: '/admin/1' }), await here.start({ redirect: '/admin/2' })];
    const first = await here.finish({ code: codeFor(newcomer), state: one.state });
    const second = await here.finish({ code: codeFor(newcomer), state: two.state });
    expect([first.body.data.redirect, second.body.data.redirect]).toEqual(['/admin/1', '/admin/2']);
    expect([...here.cookies.keys()].filter((name) => name.startsWith('wecom_state_'))).toEqual([]);
  });

  it('without a code is a cancelled sign-in, which says where the person wanted to go', async () => {
    const here = browser();
    const { state } = await here.start({ redirect: '/admin/x' });
    const { status, body } = await here.finish({ state });
    expect(status).toBe(401);
    expect(body.errors[0]).toMatchObject({
      code: 'WECOM_CANCELLED',
      redirect: '/admin/x',
      homeLink: 'https://app.example.com/api/wecom:authorize?authenticator=wecom',
    });
  });

  it('S-33 a fault after WeCom has answered is a sentence and a reference, and nothing of its own message', async () => {
    const { tokenController } = suite.app.authManager as unknown as {
      tokenController: { add(token: object): Promise<unknown> };
    };
    const broken = jest.spyOn(tokenController, 'add').mockRejectedValueOnce(new Error('INSERT INTO "issuedTokens" x'));
    const here = browser();
    const { state } = await here.start();
    const { status, body } = await here.finish({ code: codeFor(newcomer), state });
    broken.mockRestore();
    expect([status, body.errors[0].code]).toEqual([500, 'WECOM_FAILED']);
    expect(body.errors[0].reference).toEqual(expect.any(String));
    expect(JSON.stringify(body)).not.toContain('INSERT');
  });

  it('S-09 checks the return path again, in case another version or setting had accepted it', async () => {
    const { service } = suite.app.pm.get('auth-wecom') as unknown as { service: { seal: Seal } };
    for (const redirect of [
      '//evil.example',
      'https://evil.example',
      '/apps/a1/admin',
      '/signin',
      7 as unknown as string,
    ]) {
      const here = browser();
      const state = newState();
      const pending = {
        state,
        purpose: 'sign-in' as const,
        authenticator: 'wecom',
        app: 'main',
        redirect: redirect as CheckedPath,
        consent: false,
        boundTo: '',
      };
      const sealed = sealPending(service.seal, { ...pending, browser: 'other', startedAt: Date.now() });
      here.cookies.set(stateCookieName('main', state), sealed);
      const { body } = await here.finish({ code: codeFor(newcomer), state });
      expect(body.data.redirect).toBe('/admin');
    }
  });

  it('S-11 S-12 gives the token in the answer and a cookie only, and forbids storing it', async () => {
    const { response, data } = await signIn(suite.app, suite.simulator, { userid: newcomer });
    expect(response.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    });
    expect(response.headers.location).toBeUndefined();
    const cookies = response.headers['set-cookie'] as unknown as string[];
    expect(cookies.filter((line) => line.includes(data.token))).toEqual([
      expect.stringMatching(/^nb_auth_token_main=.*httponly/i),
    ]);
    expect(suite.testApp.log.text).not.toContain(data.token);
    const check = await browser().get('/api/auth:check', {
      Authorization: `Bearer ${data.token}`,
      'X-Authenticator': 'wecom',
    });
    expect(check.body.data.nickname).toBe('刘强');
  });

  it('S-11 refuses a sign-in that another site sends', async () => {
    const here = browser();
    const { state } = await here.start();
    const response = await here.finish({ code: codeFor(newcomer), state }, { Origin: 'https://evil.example' });
    expect(response.status).toBe(403);
    expect(await countAccounts(suite.app)).toMatchObject({ links: 0 });
  });

  it('S-32 answers in the language of the person, with a reference that the log has', async () => {
    const here = browser();
    for (const [locale, sentence] of [
      ['en-US', /[A-Za-z ]{10}/],
      ['zh-CN', /\p{Script=Han}{3}/u],
    ] as const) {
      const { state } = await here.start();
      suite.simulator.control.setFault({
        match: 'auth/getuserinfo',
        times: 1,
        errcode: 60020,
        errmsg: '<b>errmsg</b> of WeCom, hint: [1782316307617340314383562]',
      });
      const { body, headers } = await here.finish({ code: codeFor(newcomer), state }, { 'X-Locale': locale });
      expect(body.errors[0].message).toMatch(sentence);
      expect(body.errors[0].reference).toBe(headers['x-request-id']);
      expect(JSON.stringify(body)).not.toMatch(/errmsg|60020|1782316307617340314383562/);
      expect(suite.testApp.log.text).toContain(body.errors[0].reference);
      expect(suite.testApp.log.text).toMatch(/errcode 60020, hint 1782316307617340314383562/);
    }
  });
});

describe('S-13 only a plain userid of the corp signs in', () => {
  it.each<[string, Record<string, unknown>]>([
    ['openid', { userid: undefined, openid: 'oX' }],
    ['external_userid', { userid: undefined, external_userid: 'wmX', openid: 'oX' }],
    ['CorpId/userid', { userid: `${SAMPLE.corpId}/${manager}` }],
    ['an empty text', { userid: '' }],
    ['null', { userid: null }],
    ['a number', { userid: 7 }],
    ['a list', { userid: [manager] }],
    ['an object', { userid: { userid: manager } }],
    ['the old spelling', { userid: undefined, UserId: manager }],
  ])('not %s', async (_, merge) => {
    suite.simulator.control.setFault({ match: 'auth/getuserinfo', merge: { userid: undefined, ...merge } });
    const before = await snapshot(suite.app);
    expect(usual(await signIn(suite.app, suite.simulator, { userid: manager }))).toEqual([403, 'WECOM_NOT_MEMBER']);
    expect(wecomCalls()).not.toContain('user/get');
    expect(await snapshot(suite.app)).toEqual(before);
  });

  it('tells a member of a linked company that another account is of no use', async () => {
    const merge = { userid: `${SAMPLE.corpId}/${manager}` };
    suite.simulator.control.setFault({ match: 'auth/getuserinfo', merge });
    expect((await signIn(suite.app, suite.simulator, { userid: manager })).error.reason).toBe('linked-company');
  });

  it('not a customer, and not a member of a linked corp', async () => {
    expect(usual(await signIn(suite.app, suite.simulator, { external: true }))).toEqual([403, 'WECOM_NOT_MEMBER']);
  });

  it.each([
    ['S-27 not activated', inactive, 'WECOM_MEMBER_INACTIVE'],
    ['S-27 disabled', disabled, 'WECOM_MEMBER_INACTIVE'],
    ['outside the visible range', outsideRange, 'WECOM_NOT_VISIBLE'],
  ])('not a member who is %s', async (_, userid, code) => {
    expect(usual(await signIn(suite.app, suite.simulator, { userid }))).toEqual([403, code]);
  });

  it('S-27 not a linked member who has left since', async () => {
    expect((await signIn(suite.app, suite.simulator, { userid: newcomer })).response.status).toBe(200);
    suite.simulator.control.upsertMember({ userid: newcomer, status: 5 });
    expect(usual(await signIn(suite.app, suite.simulator, { userid: newcomer }))).toEqual([
      403,
      'WECOM_MEMBER_INACTIVE',
    ]);
    suite.simulator.control.deleteMember(newcomer);
    expect(usual(await signIn(suite.app, suite.simulator, { userid: newcomer }))).toEqual([403, 'WECOM_NOT_VISIBLE']);
  });
});

describe('what the person is', () => {
  it.each(['auth/getuserdetail', 'user/get'])(
    'S-16 comes from an answer of %s about this very member',
    async (match) => {
      await addUser(suite.app, { phone: '13800000002' });
      suite.simulator.control.setFault({ match, merge: { userid: 'LiNa', mobile: '13800000002' } });
      const before = await snapshot(suite.app);
      const result = await signInWithConsent(suite.app, suite.simulator, { userid: manager });
      expect(usual(result)).toEqual([503, 'WECOM_UNAVAILABLE']);
      expect(await snapshot(suite.app)).toEqual(before);
    },
  );

  it('S-16 S-21 never comes from the browser', async () => {
    const { id } = await addUser(suite.app, { phone: '13800000001', email: 'a@example.com' });
    const here = browser();
    const claims = {
      userid: manager,
      userId: id,
      phone: '13800000001',
      mobile: '13800000001',
      email: 'a@example.com',
      account: 'a@example.com',
      uuid: manager,
      password: 'Password-1',
    };
    for (const values of [claims, { ...claims, state: (await here.start()).state }]) {
      const response = await here.post(
        `/api/auth:signIn?${new URLSearchParams({ userid: manager, phone: '13800000001' })}`,
        values,
        { 'X-Authenticator': 'wecom' },
      );
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.body.data?.token).toBeUndefined();
    }
    const { state } = await here.start();
    const { body } = await here.finish({ ...claims, code: codeFor(newcomer), state });
    expect(body.data.user.id).not.toBe(id);
  });
});

describe('consent', () => {
  it('is asked for once, and only where it changes the outcome', async () => {
    const first = await signIn(suite.app, suite.simulator, { userid: newcomer, inWeCom: true });
    expect(usual(first)).toEqual([401, 'WECOM_CONSENT_REQUIRED']);
    expect(first.error).toMatchObject({ redirect: '/admin' });
    expect(await countAccounts(suite.app)).toMatchObject({ users: 1, links: 0 });
    const second = await signIn(suite.app, suite.simulator, { userid: newcomer, inWeCom: true, consent: true });
    expect(second.data.user.phone).toBe('13800000009');
    const third = await signIn(suite.app, suite.simulator, { userid: newcomer, inWeCom: true });
    expect(third.response.status).toBe(200);
  });

  it('that brings no phone does not loop: the member is signed up, or refused when sign-up is off', async () => {
    expect(
      usual(await signIn(suite.app, suite.simulator, { userid: withoutPhone, inWeCom: true, consent: true })),
    ).toEqual([200, undefined]);
    await suite.configure({ public: { autoSignup: false } });
    suite.simulator.control.setFault({ match: 'auth/getuserinfo', merge: { user_ticket: undefined } });
    expect(usual(await signIn(suite.app, suite.simulator, { userid: newcomer, inWeCom: true, consent: true }))).toEqual(
      [403, 'WECOM_NO_ACCOUNT'],
    );
  });

  it('that is refused at WeCom ends in a page that explains', async () => {
    const here = browser(UA.wecom);
    const { state } = await here.start({ consent: '1' });
    expect((await here.finish({ state })).body.errors[0].code).toBe('WECOM_CANCELLED');
  });

  it('is not asked for by an older app, which shows the phone', async () => {
    await suite.configure({ options: { agentId: String(SAMPLE.oldAgentId), secret: SAMPLE.oldSecret } });
    const { data } = await signIn(suite.app, suite.simulator, {
      userid: newcomer,
      inWeCom: true,
      agentId: SAMPLE.oldAgentId,
    });
    expect(data.user.phone).toBe('13800000009');
    const { error } = await signIn(suite.app, suite.simulator, {
      userid: withoutPhone,
      inWeCom: true,
      agentId: SAMPLE.oldAgentId,
    });
    expect(error).toMatchObject({ code: 'WECOM_PROOF_REQUIRED', reason: 'phone-not-shared' });
  });

  it('S-41 is asked of nobody in plain WeChat, who may have no other app: the person proves the account, or is new', async () => {
    await suite.configure({});
    const first = await signIn(suite.app, suite.simulator, { userid: newcomer, browser: browser(USER_AGENTS.wechat) });
    expect(first.error).toMatchObject({
      code: 'WECOM_PROOF_REQUIRED',
      reason: 'phone-not-shared',
      choices: ['link', 'create'],
    });
    expect(await countAccounts(suite.app)).toMatchObject({ users: 1, links: 0 });
    expect((await first.browser.finish({ choice: 'create' })).status).toBe(200);
    await suite.configure({ public: { autoSignup: false } });
    const other = await signIn(suite.app, suite.simulator, {
      userid: withoutPhone,
      browser: browser(USER_AGENTS.wechat),
    });
    expect(other.error).toMatchObject({ code: 'WECOM_NO_ACCOUNT', choices: ['link'] });
  });

  it('cannot be faked outside WeCom by the parameter', async () => {
    await suite.configure({});
    expect(usual(await signIn(suite.app, suite.simulator, { userid: newcomer, consent: true }))).toEqual([
      403,
      'WECOM_FIRST_SIGN_IN',
    ]);
  });
});

describe('the first sign-in outside WeCom', () => {
  it('is sent to WeCom, with the home link', async () => {
    await suite.configure({});
    const result = await signIn(suite.app, suite.simulator, { userid: newcomer });
    expect(usual(result)).toEqual([403, 'WECOM_FIRST_SIGN_IN']);
    expect(result.error.homeLink).toBe('https://app.example.com/api/wecom:authorize?authenticator=wecom');
    expect(await countAccounts(suite.app)).toEqual({ users: 1, links: 0, shown: 0 });
  });

  it('signs up at once where the administrator chose it, but only together with sign-up', async () => {
    expect((await signIn(suite.app, suite.simulator, { userid: newcomer })).response.status).toBe(200);
    await suite.configure({ options: { signupWithoutPhone: true }, public: { autoSignup: false } });
    expect(usual(await signIn(suite.app, suite.simulator, { userid: manager }))).toEqual([403, 'WECOM_FIRST_SIGN_IN']);
  });
});

describe('S-23 a previous person in this browser', () => {
  it('is replaced, with session, role and cookies', async () => {
    const here = browser();
    const first = await signIn(suite.app, suite.simulator, { userid: newcomer, browser: here });
    await suite.app.db
      .getRepository('users')
      .update({ filterByTk: first.data.user.id, values: { roles: ['admin', 'member'] } });
    const { state } = await here.start();
    const second = await here.finish(
      { code: codeFor(manager), state },
      { Authorization: `Bearer ${first.data.token}`, 'X-Role': 'admin' },
    );
    expect(second.status).toBe(200);
    expect(second.body.data.user.id).not.toBe(first.data.user.id);
    expect(decodeURIComponent(here.cookies.get('nb_auth_token_main') ?? '')).toBe(second.body.data.token);
    expect(here.cookies.get('nb_role_main')).toBe('member');
  });

  it('with a role or session that is gone does not keep the next one out', async () => {
    const here = browser();
    const { state } = await here.start();
    const response = await here.finish(
      { code: codeFor(newcomer), state },
      { Authorization: 'Bearer nonsense', 'X-Role': 'gone' },
    );
    expect(response.status).toBe(200);
    expect(here.cookies.get('nb_role_main')).toBe('member');
  });
});

describe('S-35 S-22 the surface', () => {
  it('has one public action of its own; the check of the settings wants the settings permission', async () => {
    const member = await signIn(suite.app, suite.simulator, { userid: newcomer });
    const auth = { Authorization: `Bearer ${member.data.token}`, 'X-Authenticator': 'wecom' };
    for (const headers of [{}, auth]) {
      expect(
        (await browser().post('/api/wecom:checkSettings', { authenticator: 'wecom' }, headers)).status,
      ).toBeGreaterThanOrEqual(401);
      for (const path of [
        'wecom:list',
        'wecom:get',
        'wecom:poll',
        'wecomAccounts:list',
        'wecomAccounts:get/1',
        'usersAuthenticators:list',
      ]) {
        const { status, body } = await browser().get(`/api/${path}`, headers);
        expect([path, status >= 400, body.data]).toEqual([path, true, undefined]);
      }
      for (const path of [
        'wecomAccounts:create',
        'wecomAccounts:update/1',
        'wecomAccounts:destroy/1',
        'wecom:callback',
        'wecom:bind',
      ]) {
        expect((await browser().post(`/api/${path}`, {}, headers)).status).toBeGreaterThanOrEqual(400);
      }
    }
  });
});
