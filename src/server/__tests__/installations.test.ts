/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { SAMPLE } from '../../../simulator';
import { Browser, UA } from './support/browser';
import { addUser, sharedSuite } from './support/suite';
import { DIALECTS, startTestApp, type TestApp } from './support/test-app';
import { countAccounts, saveAuthenticator, signIn, signInWithConsent } from './support/wecom';

const { newcomer, withoutPhone, manager, mixedCase } = SAMPLE.members;

describe.each(DIALECTS)('two nodes on one %s', (dialect) => {
  const suite = sharedSuite({ dialect });
  let second: TestApp;
  beforeAll(async () => {
    second = await startTestApp({ sharing: suite.testApp });
  });
  afterAll(() => second?.close());

  it.each([newcomer, withoutPhone])(
    'S-20 make one user of twenty simultaneous first sign-ins of %s, and all succeed',
    async (userid) => {
      await suite.configure({ options: { signupWithoutPhone: true } });
      const before = await countAccounts(suite.app);
      const apps = Array.from({ length: 20 }, (_, i) => (i % 2 ? second.app : suite.app));
      const results = await Promise.all(
        apps.map((app) => signIn(app, suite.simulator, { userid, inWeCom: true, consent: true })),
      );
      expect(results.map(({ response }) => response.status)).toEqual(results.map(() => 200));
      expect(new Set(results.map(({ data }) => data.user.id)).size).toBe(1);
      expect(await countAccounts(suite.app)).toEqual({ users: before.users + 1, links: 1, shown: 1 });
    },
  );

  it('S-18 refuse one of two members with one phone who come to different nodes', async () => {
    suite.simulator.control.upsertMember({ userid: newcomer, mobile: '13800000001', email: '' });
    const results = await Promise.all([
      signIn(suite.app, suite.simulator, { userid: manager, inWeCom: true, consent: true }),
      signIn(second.app, suite.simulator, { userid: newcomer, inWeCom: true, consent: true }),
    ]);
    expect(results.map(({ response }) => response.status).sort()).toEqual([200, 403]);
    expect(await countAccounts(suite.app)).toMatchObject({ links: 1, shown: 1 });
  });

  it('S-04 finish at the second what began at the first', async () => {
    const { state, cookies } = await begin(suite.app);
    const browser = new Browser(second.app, UA.wecom);
    for (const [name, value] of cookies) browser.cookies.set(name, value);
    const code = suite.simulator.control.mintCode({ userid: newcomer, scope: 'snsapi_privateinfo' });
    expect((await browser.finish({ code, state })).status).toBe(200);
  });

  it('leave nothing of a node that is killed in the middle of a sign-up', async () => {
    const before = await countAccounts(suite.app);
    const { storage, database } = suite.testApp;
    const child = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        path.join(__dirname, 'support/node-to-kill.ts'),
        JSON.stringify({ dialect, storage, database }),
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    await inTransaction(child);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await countAccounts(suite.app)).toEqual(before);
    const { response, data } = await signInWithConsent(suite.app, suite.simulator, { userid: newcomer });
    expect(response.status).toBe(200);
    expect(data.user.nickname).toBe('刘强');
    expect(await countAccounts(suite.app)).toMatchObject({ users: before.users + 1, links: 1, shown: 1 });
  });
});

async function begin(app: TestApp['app']) {
  const browser = new Browser(app, UA.wecom);
  const { state } = await browser.start({ consent: '1' });
  return { state, cookies: browser.cookies };
}

function inTransaction(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let errors = '';
    child.stderr?.on('data', (chunk) => (errors += chunk));
    child.stdout?.on('data', (chunk) => String(chunk).includes('in the transaction') && resolve());
    child.once('exit', (code) => reject(new Error(`The node ended with ${code}: ${errors.slice(-2000)}`)));
  });
}

describe.each([
  ['sqlite', {}],
  ['postgres', { DB_SCHEMA: 'business' }],
  ['mariadb', {}],
] as const)('with underscored columns and a table prefix on %s', (dialect, more) => {
  const suite = sharedSuite({
    dialect,
    env: { DB_UNDERSCORED: 'true', ...more },
    application: { database: { tablePrefix: 'nb_' } },
  });

  it('people are signed up, come back, are found by phone and are refused', async () => {
    const table = suite.app.db.getModel('wecomAccounts').getTableName();
    expect(JSON.stringify(table)).toContain('nb_wecom_accounts');
    if (dialect === 'postgres') expect(JSON.stringify(table)).toContain('business');
    const first = await signInWithConsent(suite.app, suite.simulator, { userid: newcomer });
    expect(first.response.status).toBe(200);
    const again = await signIn(suite.app, suite.simulator, { userid: newcomer });
    expect(again.data.user.id).toBe(first.data.user.id);
    const user = await addUser(suite.app, { phone: '+86 138-0000-0002' });
    const byPhone = await signInWithConsent(suite.app, suite.simulator, { userid: mixedCase });
    expect(String(byPhone.data.user.id)).toBe(String(user.id));
    suite.simulator.control.upsertMember({ userid: manager, mobile: '13800000002' });
    const refused = await signInWithConsent(suite.app, suite.simulator, { userid: manager });
    expect(refused.error.code).toBe('WECOM_ACCOUNT_CONFLICT');
    expect(await countAccounts(suite.app)).toMatchObject({ links: 2, shown: 2 });
    await suite.app.db.getRepository('users').destroy({ filterByTk: first.data.user.id });
    expect(await countAccounts(suite.app)).toMatchObject({ links: 1 });
  });
});

describe.each([
  ['a sub-app', 'a1', '/apps/a1', '__app/a1/'],
  ['the main application', 'main', '', ''],
])('%s below a public path, with another modern prefix', (_, name, segment, scope) => {
  let testApp: TestApp;
  const suite = sharedSuite();
  beforeAll(async () => {
    testApp = await startTestApp({
      name,
      env: { APP_PUBLIC_PATH: '/nb/', API_BASE_PATH: '/nb/api/', APP_MODERN_CLIENT_PREFIX: 'next' },
      application: { resourcer: { prefix: '/nb/api' }, skipSupervisor: true },
    });
  });
  afterAll(() => testApp?.close());

  it.each([
    [undefined, `/nb${segment}/admin`, `/nb${segment}/wecom/callback`],
    ['/admin/x', `/nb${segment}/admin/x`, `/nb${segment}/wecom/callback`],
    [`/nb${segment}/admin/x`, `/nb${segment}/admin/x`, `/nb${segment}/wecom/callback`],
    [`/nb/next${segment}/admin/x`, `/nb/next${segment}/admin/x`, `/nb/next${segment}/wecom/callback`],
    ['/nb/apps/other/admin', `/nb${segment}/admin`, `/nb${segment}/wecom/callback`],
    ['/nb/next/apps/other/admin', `/nb${segment}/admin`, `/nb${segment}/wecom/callback`],
    ['//evil.example', `/nb${segment}/admin`, `/nb${segment}/wecom/callback`],
  ])('S-05 S-08 signs in who wants to go to %s', async (redirect, target, callback) => {
    await saveAuthenticator(testApp.app, suite.simulator, { options: { signupWithoutPhone: true } });
    const browser = new Browser(testApp.app);
    const query = new URLSearchParams({ authenticator: 'wecom', ...(redirect && { redirect }) });
    const started = await browser.get(`/nb/api/wecom:authorize?${query}`);
    expect(started.headers['set-cookie']).toEqual([
      expect.stringMatching(new RegExp(`^__Host-wecom_browser_${name}=\\S+ Path=/;`)),
      expect.stringMatching(new RegExp(`^wecom_state_${name}_\\w+=\\S+ Path=/nb/api/;`)),
    ]);
    const location = new URL(started.headers.location ?? '');
    expect(location.searchParams.get('redirect_uri')).toBe(`https://app.example.com${callback}?authenticator=wecom`);
    const code = suite.simulator.control.mintCode({ userid: newcomer });
    const state = location.searchParams.get('state');
    const { body } = await browser.post('/nb/api/auth:signIn', { code, state }, { 'X-Authenticator': 'wecom' });
    expect(body.data.redirect).toBe(target);
  });

  it('S-05 refuses a sign-in that another app has begun, and gives its own home link', async () => {
    await saveAuthenticator(suite.app, suite.simulator);
    await saveAuthenticator(testApp.app, suite.simulator);
    const elsewhere = await begin(suite.app);
    const browser = new Browser(testApp.app);
    for (const [cookie, value] of elsewhere.cookies) {
      browser.cookies.set(cookie, value);
      browser.cookies.set(cookie.replace('_main_', `_${name}_`), value);
    }
    suite.simulator.control.clearCalls();
    const foreign = { code: suite.simulator.control.mintCode({ userid: newcomer }), state: elsewhere.state };
    if (name !== 'main') {
      const { body } = await browser.post('/nb/api/auth:signIn', foreign, { 'X-Authenticator': 'wecom' });
      expect(body.errors[0].code).toBe('WECOM_STATE_INVALID');
      expect(suite.simulator.control.calls()).toEqual([]);
    }
    const started = await browser.get('/nb/api/wecom:authorize?authenticator=wecom');
    const state = new URL(started.headers.location ?? '').searchParams.get('state');
    const { body } = await browser.post('/nb/api/auth:signIn', { state }, { 'X-Authenticator': 'wecom' });
    expect(body.errors[0].homeLink).toBe(`https://app.example.com/nb/api/${scope}wecom:authorize?authenticator=wecom`);
  });
});
