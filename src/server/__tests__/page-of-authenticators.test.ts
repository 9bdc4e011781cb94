/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
/** What somebody can do who has the page of authenticators, and nothing else. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { SAMPLE } from '../../../simulator';
import { SECRET_MASK } from '../../shared/constants';
import { OPTIONS } from '../../shared/options';
import { Administrator } from './support/administrator';
import { Browser } from './support/browser';
import { sharedSuite } from './support/suite';
import { optionsFor, saveAuthenticator, signIn } from './support/wecom';

const TREASURE = 'Tr3asure_Value-42';
const suite = sharedSuite();
let root: Administrator;
let page: Administrator;
let id: number;

/** A server of somebody's own, which tells what it was sent. */
const evil = { requests: [] as string[], url: '', server: http.createServer() };

const row = (name = 'wecom') => suite.app.db.getModel('authenticators').findOne({ where: { name } });
const inDatabase = async (name?: string) => (await row(name))?.get('options') as Record<string, unknown>;
const listed = async (who = page) => (await who.get(`authenticators:get/${id}`)).body.data;
const save = (who: Administrator, values: object) =>
  who.post(`authenticators:update?filterByTk=${id}`, { enabled: true, ...values });
const check = (who: Administrator, options: object) =>
  who.post('wecom:checkSettings', { authenticator: 'wecom', options });

beforeAll(async () => {
  evil.server.on('request', (req, res) => {
    evil.requests.push(req.url ?? '');
    res.end('{}');
  });
  await new Promise<void>((resolve) => evil.server.listen(0, '127.0.0.1', resolve));
  evil.url = `http://127.0.0.1:${(evil.server.address() as AddressInfo).port}`;
  const admin = await Administrator.of(suite.app);
  for (const [name, type, value] of [
    ['TREASURE', 'secret', TREASURE],
    ['TEAM', 'default', 'the-team'],
  ]) {
    await admin.post('environmentVariables:create', { name, type, value });
  }
});
afterAll(() => new Promise((resolve) => evil.server.close(resolve)));

beforeEach(async () => {
  root = await Administrator.of(suite.app);
  page = await Administrator.withRights(suite.app, 'page', ['pm.auth.authenticators']);
  id = (await row())?.get('id') as number;
  evil.requests.length = 0;
});

describe('S-50 names of options', () => {
  const NAMES = [
    '{{$env.nope:apiBaseUrl}}',
    '{{ $env.nope:apiBaseUrl }}',
    '__proto__',
    'constructor',
    'linkPrivileged',
  ];

  it.each(NAMES)('S-50 %s moves no secret when it is tried', async (name) => {
    const { options } = await listed(root);
    const { status, text } = await check(root, { ...options, [name]: evil.url });
    // `__proto__` gets not even as far as this plugin.
    expect([status, evil.requests]).toEqual([name === '__proto__' ? 400 : 200, []]);
    expect(text).not.toContain(SAMPLE.secret);
  });

  it.each(NAMES)('S-50 %s is not saved, and moves no secret afterwards', async (name) => {
    const { options } = await listed(root);
    const forged = { ...options, [name]: evil.url, public: { ...options.public, [name]: true } };
    expect((await save(root, { options: forged })).status).toBe(name === '__proto__' ? 400 : 200);
    const stored = await inDatabase();
    const known = new Set([...Object.keys(OPTIONS), 'public']);
    expect(Object.keys(stored).filter((key) => !known.has(key))).toEqual([]);
    expect(Object.keys(stored.public as object).filter((key) => !known.has(key))).toEqual([]);
    await signIn(suite.app, suite.simulator, { userid: SAMPLE.members.newcomer });
    expect(evil.requests).toEqual([]);
    expect(suite.simulator.control.countCalls('gettoken')).toBeLessThanOrEqual(1);
  });

  it('S-50 what got into the table past everything is not read either', async () => {
    const forged = { ...(await inDatabase()), '{{$env.nope:apiBaseUrl}}': evil.url };
    await suite.app.db.getModel('authenticators').update({ options: forged } as never, { where: { id }, hooks: true });
    const { error, response } = await signIn(suite.app, suite.simulator, { userid: SAMPLE.members.newcomer });
    expect([evil.requests, error?.code ?? response.status]).not.toContain('WECOM_UNAVAILABLE');
    expect(evil.requests).toEqual([]);
  });
});

describe('S-51 secret variables', () => {
  const TEXTS = Object.entries(OPTIONS)
    .filter(([, { kind }]) => kind === 'text' || kind === 'address')
    .map(([name]) => name);

  it.each(TEXTS)('S-51 are told nobody by way of %s', async (name) => {
    const isPublic = 'public' in OPTIONS[name as keyof typeof OPTIONS];
    const template = /Url$|origin/.test(name) ? `${evil.url}/{{ $env.TREASURE }}` : '/z/{{ $env.TREASURE }}';
    for (const text of [template, '{{ $env.TREASURE }}']) {
      const options = optionsFor(
        suite.simulator,
        isPublic ? { public: { [name]: text } } : { options: { [name]: text } },
      );
      expect((await save(root, { options })).status).toBe(200);
      const browser = new Browser(suite.app);
      const started = await browser.start();
      const answers = [
        started.location.href,
        (await browser.finish({ state: started.state, code: 'x' })).text,
        (await browser.finish({ state: 'x' })).text,
        (await browser.get('/api/authenticators:publicList')).text,
        (await check(root, options)).text,
        (await root.get(`authenticators:get/${id}`)).text,
      ];
      for (const answer of answers) expect(answer).not.toContain(TREASURE);
      expect(evil.requests.join()).not.toContain(TREASURE);
    }
    expect(suite.testApp.log.text.includes(TREASURE)).toBe(false);
  });

  it('S-51 are there for the Secret, and plain ones for every option', async () => {
    await root.post('environmentVariables:create', { name: 'REAL_SECRET', type: 'secret', value: SAMPLE.secret });
    const options = { secret: '{{ $env.REAL_SECRET }}', signupWithoutPhone: true };
    const shown = { buttonText: '{{ $env.TEAM }}', workbenchRedirect: '/admin/{{ $env.TEAM }}' };
    await save(root, { options: optionsFor(suite.simulator, { options, public: shown }) });
    const { data } = await signIn(suite.app, suite.simulator, { userid: SAMPLE.members.newcomer });
    expect(data.redirect).toBe('/admin/the-team');
  });
});

describe('S-52 the page of authenticators is not worth root', () => {
  const CHANGES: [string, object][] = [
    ['corpId', { corpId: 'ww0000000000000000' }],
    ['agentId', { agentId: '7' }],
    ['secret', { secret: 'typed' }],
    ['apiBaseUrl', { apiBaseUrl: 'http://127.0.0.1:9', secret: 'typed' }],
    ['proxyUrl', { proxyUrl: 'http://127.0.0.1:9', secret: 'typed' }],
    ['allowHttp', { allowHttp: true }],
    ['deployment', { deployment: 'private' }],
    ['matchEmail', { matchEmail: true }],
    ['signupWithoutPhone', { signupWithoutPhone: true }],
    ['eventToken', { eventToken: 'typed' }],
    ['eventAesKey', { eventAesKey: 'typed' }],
    ['autoSignup', { public: { autoSignup: false } }],
  ];

  it.each(CHANGES)('S-52 %s is neither saved nor tried by it', async (name, changed) => {
    const before = await inDatabase();
    const { options } = await listed();
    const saved = await save(page, { options: { ...options, ...changed } });
    const error = saved.body.errors[0];
    expect([saved.status, error.message]).toEqual([403, expect.stringContaining(name)]);
    expect((await check(page, { ...options, ...changed })).status).toBe(403);
    expect(await inDatabase()).toEqual(before);
    expect(evil.requests).toEqual([]);
  });

  it('S-52 what is left as it is, and what decides nothing about people, is saved', async () => {
    const { options, title } = await listed();
    const changed = {
      ...options,
      matchEmail: false,
      deployment: 'cloud',
      public: { ...options.public, buttonText: 'Enter' },
    };
    expect((await save(page, { title: `${title}!`, options: changed })).status).toBe(200);
    expect(await inDatabase()).toMatchObject({ public: { buttonText: 'Enter' } });
    expect((await check(page, changed)).status).toBe(200);
    const opened = await signIn(suite.app, suite.simulator, { userid: SAMPLE.members.newcomer });
    expect(opened.error?.code).not.toBe('WECOM_SETTINGS');
  });

  it('S-52 a new one, another type, and one that was switched off need more rights', async () => {
    const options = { ...optionsFor(suite.simulator), apiBaseUrl: evil.url };
    const mine = { name: 'mine', authType: 'wecom', enabled: true, options };
    for (const action of [
      'authenticators:create',
      'authenticators:firstOrCreate?filterKeys[]=name',
      'authenticators:updateOrCreate?filterKeys[]=name',
      'users/1/authenticators:create',
    ]) {
      expect([action, (await page.post(action, mine)).status]).toEqual([action, 403]);
    }
    expect(await row('mine')).toBeNull();
    expect((await page.post(`users/1/authenticators:update?filterByTk=${id}`, { options })).status).toBe(403);

    await suite.app.db
      .getRepository('authenticators')
      .create({ values: { name: 'plain', authType: 'Email/Password' } });
    const plain = (await row('plain'))?.get('id');
    const turned = await page.post(`authenticators:update?filterByTk=${plain}`, { ...mine, name: 'plain' });
    expect(turned.status).toBe(403);
    await suite.app.db.getRepository('authenticators').destroy({ filter: { name: 'plain' } });

    await saveAuthenticator(suite.app, suite.simulator, { enabled: false });
    expect((await save(page, {})).status).toBe(403);
    expect((await row())?.get('enabled')).toBe(false);
    const other = await page.post(`authenticators:update?filterByTk=${id}`, {
      enabled: true,
      authType: 'Email/Password',
    });
    expect(other.status).toBe(403);
  });

  it.each([
    ['pm.users', false],
    ['pm.acl.roles', false],
    ['pm.users and pm.acl.roles', true],
  ])('S-52 with %s as well it may: %s', async (more, may) => {
    const rights = more.split(' and ');
    const who = await Administrator.withRights(suite.app, `page-${rights.join('-')}`.replaceAll('.', '-'), [
      'pm.auth.authenticators',
      ...rights,
    ]);
    const { options } = await listed(who);
    expect((await save(who, { options: { ...options, matchEmail: true } })).status).toBe(may ? 200 : 403);
  });
});

describe('S-53 the other secrets', () => {
  const PASSWORD = 'proxy-Pa55word';
  const proxyUrl = (password: string, host = 'proxy.example.com') => `http://corp:${password}@${host}:3128`;
  const SECRETS = { eventToken: 'T0ken_of_events', eventAesKey: 'AesKey_of_events_0123456789' };

  it('S-53 are sealed, masked, kept when the mask is saved, and in no log', async () => {
    const typed = optionsFor(suite.simulator, { options: { proxyUrl: proxyUrl(PASSWORD), ...SECRETS } });
    const answers = [await save(root, { options: typed })];
    const stored = await inDatabase();
    expect(stored).toMatchObject({
      proxyUrl: expect.stringMatching(/^http:\/\/corp:sealed:v1\.[\w-]+@proxy\.example\.com:3128$/),
      eventToken: expect.stringMatching(/^sealed:v1\./),
      eventAesKey: expect.stringMatching(/^sealed:v1\./),
    });
    const { options } = await listed(root);
    expect(options).toMatchObject({
      proxyUrl: proxyUrl(SECRET_MASK),
      eventToken: SECRET_MASK,
      eventAesKey: SECRET_MASK,
      secret: SECRET_MASK,
    });
    answers.push(await save(root, { options }), await check(root, options), await check(root, typed));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await inDatabase()).toEqual(stored);
    expect((await save(page, { options })).status).toBe(200);
    for (const hidden of [PASSWORD, ...Object.values(SECRETS)]) {
      for (const { text } of answers) expect(text).not.toContain(hidden);
      expect(suite.testApp.log.text.includes(hidden)).toBe(false);
    }
  });

  it('S-53 a masked password does not follow to another proxy', async () => {
    const https = { apiBaseUrl: 'https://wecom.example.com', proxyUrl: proxyUrl(PASSWORD) };
    await save(root, { options: optionsFor(suite.simulator, { options: https }) });
    const { options } = await listed(root);
    const moved = { ...options, proxyUrl: proxyUrl(SECRET_MASK, 'evil.example.com') };
    const { status, body } = await save(root, { options: moved });
    expect([status, body.errors[0].message]).toEqual([400, expect.stringMatching(/password|代理/)]);
    const found = (await check(root, moved)).body.data.find(
      (one: { check: string }) => one.check === 'required-fields',
    );
    expect(found.data.fields).toEqual(['proxyUrl']);
    const mixed = { ...options, proxyUrl: proxyUrl(`${SECRET_MASK}x`) };
    expect((await save(root, { options: mixed })).status).toBe(400);
  });

  it('S-53 a sealed password that was moved in the database is not used, and nobody goes without the proxy', async () => {
    await save(root, { options: optionsFor(suite.simulator, { options: { proxyUrl: proxyUrl(PASSWORD) } }) });
    const stored = await inDatabase();
    const moved = { ...stored, proxyUrl: String(stored.proxyUrl).replace('proxy.example.com', 'evil.example.com') };
    await suite.app.db.getModel('authenticators').update({ options: moved } as never, { where: { id } });
    const { location } = await new Browser(suite.app).start();
    expect(location.searchParams.get('error')).toBe('WECOM_SETTINGS');
    expect(suite.simulator.control.calls()).toEqual([]);
  });
});

describe('S-55 templates', () => {
  const HEAVY = `{{${'_'.repeat(40)}!`;

  it.each(['corpId', 'buttonText'])('S-55 forty underscores in %s freeze nothing', async (name) => {
    const options = optionsFor(
      suite.simulator,
      name === 'buttonText' ? { public: { [name]: HEAVY } } : { options: { [name]: HEAVY } },
    );
    const began = performance.now();
    expect((await check(root, options)).status).toBe(200);
    const { status, body } = await save(root, { options });
    expect([status, body.errors?.[0].code]).toEqual([400, 'WECOM_SETTINGS']);
    expect(JSON.stringify(await inDatabase())).not.toContain('____');
    // With NocoBase's pattern it takes hours.
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it('S-55 in the name of an option they are gone before anybody reads them', async () => {
    expect((await save(root, { options: { ...optionsFor(suite.simulator), [HEAVY]: 'x' } })).status).toBe(200);
    expect(JSON.stringify(await inDatabase())).not.toContain('____');
  });
});
