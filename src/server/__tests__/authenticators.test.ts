/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { SAMPLE } from '../../../simulator';
import { SECRET_MASK } from '../../shared/constants';
import { serviceOf } from '../service';
import { Administrator } from './support/administrator';
import { Browser } from './support/browser';
import { sharedSuite } from './support/suite';
import { NOCOBASE_PLUGINS, startTestApp } from './support/test-app';
import { letTimePass } from './support/time';
import { optionsFor, saveAuthenticator, signIn } from './support/wecom';

const userid = SAMPLE.members.newcomer;
const TEMPLATE = '{{ $env.WECOM_SECRET }}';
const suite = sharedSuite({ authenticator: { options: { signupWithoutPhone: true } } });
let admin: Administrator;
let id: number;

const enter = () => signIn(suite.app, suite.simulator, { userid });
const password = () =>
  new Browser(suite.app).post(
    '/api/auth:signIn',
    { account: 'nocobase', password: 'admin123' },
    { 'X-Authenticator': 'basic' },
  );
const row = () => suite.app.db.getModel('authenticators').findOne({ where: { name: 'wecom' } });
const inDatabase = async () => (await row())?.get('options') as Record<string, unknown>;
/** What is stored, with the secret in clear. */
const stored = async () => serviceOf(suite.app).secrets.open(await inDatabase());
const update = (values: object, query = `filterByTk=${id}`) =>
  admin.post(`authenticators:update?${query}`, { enabled: true, ...values });

it('passwords work when a WeCom authenticator was the first to be saved', async () => {
  const { status, body } = await password();
  expect(status).toBe(200);
  expect(body.data.user.id).toBe(1);
});

describe('with an administrator', () => {
  beforeEach(async () => {
    admin = await Administrator.of(suite.app);
    id = (await row())?.get('id') as number;
  });

  describe('S-30 the secret', () => {
    const ANSWERS = [
      'authenticators:list',
      'authenticators:list?paginate=false',
      'authenticators:list?fields=options',
      'authenticators:list?fields[]=name&fields[]=options',
      'authenticators:list?except=authType',
      'authenticators:get?filter={"name":"wecom"}',
      'authenticators:get?filter={"name":"wecom"}&fields=options',
      'authenticators:listTypes',
      'users:list?appends=authenticators',
      'users:list?appends[]=authenticators&appends[]=roles',
      'users:get/USER?appends=authenticators',
      'users/USER/authenticators:list',
      'users/USER/authenticators:list?fields=options',
      'authenticators:publicList',
      'usersAuthenticators:list',
      'wecomAccounts:list',
    ];

    it('is in no answer about authenticators, however it is asked for', async () => {
      const { data } = await enter();
      for (const path of ANSWERS) {
        const { text } = await admin.get(path.replace('USER', data.user.id));
        expect([path, text]).toEqual([path, expect.not.stringContaining(SAMPLE.secret)]);
      }
    });

    it('is sealed in the database, so that queries, filters, exports and another type answer none', async () => {
      expect((await inDatabase()).secret).toMatch(/^sealed:v1\.[\w-]+$/);
      for (const alias of ['options', 'something']) {
        const dimensions = [{ field: ['options'], alias }];
        const { text } = await admin.post('authenticators:query', { dimensions });
        expect(text).toContain(SAMPLE.corpId);
        expect(text).not.toContain(SAMPLE.secret);
      }
      const guess = { 'options.secret': { $startsWith: SAMPLE.secret.slice(0, 4) } };
      const { body } = await admin.get(`authenticators:list?filter=${JSON.stringify(guess)}`);
      expect(body.data).toEqual([]);
      const { text } = await update({ authType: 'Email/Password' });
      expect(text).not.toContain(SAMPLE.secret);
      expect((await admin.get(`authenticators:get/${id}`)).text).not.toContain(SAMPLE.secret);
    });

    it('that is sealed cannot be opened for another server, however it got there', async () => {
      const options = { ...(await inDatabase()), apiBaseUrl: 'https://evil.example' };
      await suite.app.db.getModel('authenticators').update({ options } as never, { where: { name: 'wecom' } });
      await expect(serviceOf(suite.app).settings.load('wecom')).rejects.toMatchObject({
        code: 'WECOM_SETTINGS',
        operator: expect.stringContaining('secret: The stored Secret cannot be opened here.'),
      });
      const forged = { secret: 'sealed:v1.AAAA' };
      expect(serviceOf(suite.app).secrets.open(forged)).toEqual(forged);
    });

    it('stays readable as a template, and is sealed once only', async () => {
      await update({ options: optionsFor(suite.simulator, { options: { secret: TEMPLATE } }) });
      expect((await inDatabase()).secret).toBe(TEMPLATE);
      await update({ options: optionsFor(suite.simulator) });
      const sealed = (await inDatabase()).secret;
      await update({ options: optionsFor(suite.simulator, { options: { secret: SECRET_MASK } }) });
      expect((await inDatabase()).secret).toBe(sealed);
    });

    it.each(['{{is-no-variable}}', 'half-{{ $env.WECOM_SECRET }}'])('S-30 is sealed when it is %s', async (secret) => {
      await update({ options: optionsFor(suite.simulator, { options: { secret } }) });
      expect((await inDatabase()).secret).toMatch(/^sealed:/);
      expect(await stored()).toMatchObject({ secret });
    });

    it('is a mask for the administrator, and stays stored when the mask is saved', async () => {
      const { body } = await admin.get(`authenticators:get/${id}`);
      expect(body.data.options).toMatchObject({ corpId: SAMPLE.corpId, secret: SECRET_MASK });
      const answer = await update({ ...body.data, title: 'Changed' });
      expect(answer.status).toBe(200);
      expect(JSON.stringify(answer.body)).toContain(SECRET_MASK);
      expect(answer.text).not.toContain(SAMPLE.secret);
      expect(await stored()).toMatchObject({ secret: SAMPLE.secret });
      expect((await enter()).response.status).toBe(200);
    });

    it('stays stored when the mask is saved by a filter instead of the id', async () => {
      await update(
        { options: optionsFor(suite.simulator, { options: { secret: SECRET_MASK } }) },
        'filter={"name":"wecom"}',
      );
      expect(await stored()).toMatchObject({ secret: SAMPLE.secret });
    });

    it('stays stored when the mask is saved by keys, and no mask is for several at once', async () => {
      const masked = { options: optionsFor(suite.simulator, { options: { secret: SECRET_MASK } }) };
      const answer = await admin.post('authenticators:updateOrCreate?filterKeys[]=name', { name: 'wecom', ...masked });
      expect(answer.status).toBe(200);
      expect(await stored()).toMatchObject({ secret: SAMPLE.secret });

      await saveAuthenticator(suite.app, suite.simulator, { name: 'second' });
      const both = await update(masked, 'filter={"authType":"wecom"}');
      expect([both.status, both.body.errors[0].message]).toEqual([400, expect.stringContaining('one by one')]);
      expect(await stored()).toMatchObject({ secret: SAMPLE.secret });
      await suite.app.db.getRepository('authenticators').destroy({ filter: { name: 'second' } });
    });

    it('stays stored when somebody reads and saves a row without its options', async () => {
      const part = await suite.app.db
        .getModel('authenticators')
        .findOne({ where: { name: 'wecom' }, attributes: ['id', 'authType', 'title'] });
      await part?.update({ title: 'In part' });
      expect((await row())?.get('title')).toBe('In part');
      expect(await stored()).toMatchObject({ secret: SAMPLE.secret });
    });

    it('does not follow a mask to another server', async () => {
      const options = optionsFor(suite.simulator, {
        options: { secret: SECRET_MASK, apiBaseUrl: 'https://evil.example' },
      });
      const refused = await update({ options });
      expect([refused.status, refused.body.errors[0].message]).toEqual([
        400,
        expect.stringContaining('Please enter the Secret again'),
      ]);
      expect(await stored()).toMatchObject({ secret: SAMPLE.secret, apiBaseUrl: suite.simulator.url });
    });

    it('stays stored when only something else is saved', async () => {
      expect((await update({ title: 'Only the title' })).status).toBe(200);
      expect(await stored()).toMatchObject({ secret: SAMPLE.secret });
    });

    it('is not in the answer to saving a new one, and the new one counts at once', async () => {
      const { text } = await update({
        options: optionsFor(suite.simulator, { options: { secret: 'another-secret-of-the-app' } }),
      });
      expect(text).not.toContain('another-secret-of-the-app');
      expect((await enter()).error.code).toBe('WECOM_SETTINGS');
      await update({ options: optionsFor(suite.simulator, { options: { signupWithoutPhone: true } }) });
      expect((await enter()).response.status).toBe(200);
    });

    it('of a new authenticator is stored and masked; a mask alone is no secret', async () => {
      const created = await admin.post('authenticators:create', {
        name: 'new',
        authType: 'wecom',
        enabled: true,
        options: optionsFor(suite.simulator),
      });
      expect(created.status).toBe(200);
      expect(created.text).not.toContain(SAMPLE.secret);
      const copied = await admin.post('authenticators:create', {
        name: 'copy',
        authType: 'wecom',
        enabled: true,
        options: optionsFor(suite.simulator, { options: { secret: SECRET_MASK } }),
      });
      expect(copied.body.data.options.secret).toBeUndefined();
      expect((await new Browser(suite.app).start({ authenticator: 'copy' })).location.searchParams.get('error')).toBe(
        'WECOM_SETTINGS',
      );
    });

    it('as a template stays readable, also in the answer to a save, where NocoBase has put the value', async () => {
      await setVariable(SAMPLE.secret);
      const options = optionsFor(suite.simulator, { options: { secret: TEMPLATE, signupWithoutPhone: true } });
      const saved = await update({ options });
      expect(saved.text).not.toContain(SAMPLE.secret);
      expect(saved.text).toContain(TEMPLATE);
      expect((await admin.get(`authenticators:get/${id}`)).body.data.options.secret).toBe(TEMPLATE);
      expect(await stored()).toMatchObject({ secret: TEMPLATE });
      expect((await enter()).response.status).toBe(200);
    });

    it('of other ways to sign in is none of our business', async () => {
      const answer = await admin.post('authenticators:create', {
        name: 'foreign',
        authType: 'Email/Password',
        enabled: false,
        options: { secret: 'theirs' },
      });
      expect(answer.body.data.options.secret).toBe('theirs');
      await suite.app.db.getRepository('authenticators').destroy({ filter: { name: 'foreign' } });
    });

    it('S-30 is not among the six options that everybody may read', async () => {
      const { body, text } = await new Browser(suite.app).get('/api/authenticators:publicList');
      const shown = body.data.find(({ name }: { name: string }) => name === 'wecom');
      expect(Object.keys(shown.options).sort()).toEqual(['autoLogin', 'autoSignup', 'showQrCode', 'workbenchRedirect']);
      expect(text).not.toMatch(new RegExp(`${SAMPLE.corpId}|${SAMPLE.agentId}|${suite.simulator.port}`));
    });

    it('S-30 and those show variables, but none that NocoBase keeps secret', async () => {
      for (const [name, type] of [
        ['TEAM', 'default'],
        ['TREASURE', 'secret'],
      ]) {
        await admin.post('environmentVariables:create', { name, type, value: `the value of ${name}` });
      }
      const texts = { buttonText: '{{ $env.TEAM }}', tooltip: '{{ $env.TREASURE }}' };
      await update({ options: optionsFor(suite.simulator, { public: texts }) });
      const { text } = await new Browser(suite.app).get('/api/authenticators:publicList');
      expect(text).toContain('the value of TEAM');
      expect(text).not.toContain('the value of TREASURE');
    });

    it('S-35 and the settings are for administrators only', async () => {
      const { data } = await enter();
      const member: Record<string, string> = { Authorization: `Bearer ${data.token}`, 'X-Authenticator': 'wecom' };
      for (const headers of [{}, member]) {
        for (const action of ['authenticators:list', `authenticators:get/${id}`]) {
          expect((await new Browser(suite.app).get(`/api/${action}`, headers)).status).toBeGreaterThanOrEqual(401);
        }
      }
    });
  });

  describe('changed settings', () => {
    afterEach(() => jest.restoreAllMocks());

    it('count a second later when another node has written them to the database', async () => {
      expect((await enter()).response.status).toBe(200);
      const options = { ...(await stored()), origin: 'https://moved.example.com' };
      await suite.app.db.getModel('authenticators').update({ options }, { where: { id }, hooks: false });
      letTimePass(1_050);
      expect((await new Browser(suite.app).start()).redirectUri.origin).toBe('https://moved.example.com');
    });

    it('count at once when a variable changes, and within seconds when another node has changed it', async () => {
      await setVariable('wrong');
      await update({
        options: optionsFor(suite.simulator, { options: { secret: TEMPLATE, signupWithoutPhone: true } }),
      });
      expect((await enter()).error.code).toBe('WECOM_SETTINGS');
      await setVariable(SAMPLE.secret);
      expect((await enter()).response.status).toBe(200);
      const variables = suite.app.db.getModel('environmentVariables');
      await variables.update({ value: 'wrong-again' } as never, { where: { name: 'WECOM_SECRET' }, hooks: false });
      letTimePass(3_100);
      expect((await enter()).error.code).toBe('WECOM_SETTINGS');
    });

    it('S-33 with a variable that is gone refuse', async () => {
      await update({ options: optionsFor(suite.simulator, { options: { secret: '{{ $env.NO_SUCH_VARIABLE }}' } }) });
      expect((await new Browser(suite.app).start()).location.searchParams.get('error')).toBe('WECOM_SETTINGS');
      expect(suite.testApp.log.text).toMatch(/secret: Please enter the Secret/);
    });

    it('S-24 stop the waiting after a wrong secret', async () => {
      await update({ options: optionsFor(suite.simulator, { options: { secret: 'wrong-secret' } }) });
      suite.simulator.control.clearCalls();
      for (let i = 0; i < 5; i += 1) expect((await enter()).error.code).toBe('WECOM_SETTINGS');
      expect(suite.simulator.control.countCalls('gettoken')).toBe(1);
      await update({ options: optionsFor(suite.simulator, { options: { signupWithoutPhone: true } }) });
      expect((await enter()).response.status).toBe(200);
    });
  });

  describe('S-34 automatic sign-in', () => {
    it.each([
      [
        'en-US',
        'Only one WeCom authenticator can have automatic login. “Head office” has it already; switch it off there first.',
      ],
      ['zh-CN', expect.stringMatching(/\p{Script=Han}.*Head office/u)],
    ])('belongs to one authenticator, and who wants a second one is told which, in %s', async (locale, message) => {
      expect(
        (await update({ title: 'Head office', options: optionsFor(suite.simulator, { public: { autoLogin: true } }) }))
          .status,
      ).toBe(200);
      const second = {
        name: 'second',
        title: 'Second',
        authType: 'wecom',
        enabled: true,
        options: optionsFor(suite.simulator, { public: { autoLogin: true } }),
      };
      const refused = await admin.post('authenticators:create', second, { 'X-Locale': locale });
      expect([refused.status, refused.body.errors[0].message]).toEqual([400, message]);
      // A disabled one may have it, and cannot be enabled then.
      const created = await admin.post('authenticators:create', { ...second, enabled: false });
      expect(created.status).toBe(200);
      const enabling = await admin.post(
        `authenticators:update?filterByTk=${created.body.data.id}`,
        { enabled: true },
        { 'X-Locale': locale },
      );
      expect([enabling.status, enabling.body.errors[0].message]).toEqual([400, message]);
      await update({ options: optionsFor(suite.simulator) });
      expect(
        (await admin.post(`authenticators:update?filterByTk=${created.body.data.id}`, { enabled: true })).status,
      ).toBe(200);
    });

    it('can be saved again where it is', async () => {
      const values = { options: optionsFor(suite.simulator, { public: { autoLogin: true } }) };
      for (let i = 0; i < 2; i += 1) expect((await update(values)).status).toBe(200);
    });
  });

  describe('S-27 the fallback of NocoBase to the first authenticator', () => {
    it('does not sign anybody in under another name', async () => {
      await suite.app.db
        .getRepository('authenticators')
        .update({ filter: { name: 'basic' }, values: { enabled: false } });
      try {
        const browser = new Browser(suite.app);
        const { state } = await browser.start();
        const code = suite.simulator.control.mintCode({ userid });
        for (const name of ['nosuch', 'basic', '']) {
          const response = await browser.finish({ code, state }, { 'X-Authenticator': name });
          expect([name, response.status, response.body.errors[0].code]).toEqual([name, 403, 'WECOM_SETTINGS']);
        }
        // Whoever came with a password is not told of WeCom.
        const refused = await password();
        expect([refused.status, refused.body.errors]).toEqual([
          401,
          [{ message: 'This way to sign in is not available.' }],
        ]);
      } finally {
        await suite.app.db
          .getRepository('authenticators')
          .update({ filter: { name: 'basic' }, values: { enabled: true } });
      }
      expect((await password()).status).toBe(200);
    });
  });
});

it('S-27 a disabled plugin leaves other ways to sign in alone, and publishes nothing but public options', async () => {
  await saveAuthenticator(suite.app, suite.simulator);
  const without = await startTestApp({ sharing: suite.testApp, application: { plugins: NOCOBASE_PLUGINS } });
  try {
    const browser = new Browser(without.app);
    const values = { account: 'nocobase', password: 'admin123' };
    expect((await browser.post('/api/auth:signIn', values, { 'X-Authenticator': 'basic' })).status).toBe(200);
    expect((await browser.finish({ code: 'x', state: 'y' })).body.data).toBeUndefined();
    expect((await browser.start()).status).toBeGreaterThanOrEqual(400);
    const { text } = await browser.get('/api/authenticators:publicList');
    expect(text).not.toContain(SAMPLE.secret);
  } finally {
    await without.close();
  }
});

async function setVariable(value: string) {
  const name = 'WECOM_SECRET';
  const exists = (await suite.app.db.getModel('environmentVariables').count({ where: { name } })) > 0;
  const answer = exists
    ? await admin.post(`environmentVariables:update?filterByTk=${name}`, { value, type: 'default' })
    : await admin.post('environmentVariables:create', { name, value, type: 'default' });
  expect(answer.status).toBe(200);
}
