/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import type { Model } from '@nocobase/database';
import supertest from 'supertest';
import { serviceOf } from '../service';
import { Administrator } from './support/administrator';
import { Browser } from './support/browser';
import { contactsOf, findEmail, findPhone } from './support/contact-rows';
import { Person } from './support/person';
import { addUserByNobody, sharedSuite } from './support/suite';
import { DIALECTS } from './support/test-app';
import { signIn, signInWithConsent } from './support/wecom';

const PLUGINS = [
  'ui-schema-storage',
  'user-data-sync',
  'verification',
  'auth-sms',
  'api-keys',
  'workflow',
  'action-import',
];
const PHONE = '13800000001';
const OTHER = '13900000002';
const EMAIL = 'zhangwei@example.com';

describe.each(DIALECTS)('S-39 on %s, a number or address counts when', (dialect) => {
  const suite = sharedSuite({ dialect, plugins: PLUGINS });
  let administrator: Administrator;
  let sent: { phone: string; code: string }[] = [];

  beforeAll(async () => {
    administrator = await Administrator.of(suite.app);
    const { smsOTPProviderManager } = suite.app.pm.get('verification') as unknown as {
      smsOTPProviderManager: { registerProvider(type: string, options: object): void };
    };
    class Provider {
      async send(phone: string, { code }: { code: string }) {
        sent.push({ phone, code });
      }
    }
    smsOTPProviderManager.registerProvider('paper', { title: 'Paper', provider: Provider });
    await suite.app.db.getRepository('verifiers').create({
      values: { name: 'sms', title: 'SMS', verificationType: 'sms-otp', options: { provider: 'paper', settings: {} } },
    });
  });
  beforeEach(async () => {
    sent = [];
    await suite.app.db.getModel('otpRecords').destroy({ where: {} });
    await suite.app.db.getModel('usersVerifiers').destroy({ where: {} });
  });

  const administer = async (action: string, values: object, headers: Record<string, string> = {}) => {
    const response = await administrator.post(action, values, headers);
    if (response.status >= 300) throw new Error(`${action}: ${response.status} ${response.text}`);
    return response.body.data;
  };
  const made = (values: object = {}) =>
    administer('users:create', { username: 'zhangwei', nickname: 'Zhang Wei', password: 'Password-1', ...values });
  const contacts = (userId: number) => contactsOf(suite.app, userId);
  const users = () => suite.app.db.getModel('users');
  /** The first sign-in of the member who has this number takes one tap and one consent, and ends in this user. */
  const expectOneTap = async (userId: number) => {
    const member = { userid: 'zhangwei', inWeCom: true };
    const { error, browser } = await signIn(suite.app, suite.simulator, member);
    expect(error.code).toBe('WECOM_CONSENT_REQUIRED');
    const { data } = await signIn(suite.app, suite.simulator, { ...member, consent: true, browser });
    expect(data?.user.id).toBe(userId);
  };

  describe('an administrator', () => {
    it.each([
      ['makes a user as the legacy client sends it', 'users:create', { roles: ['member'] }],
      ['makes a user as the modern client sends it', 'users:create', { roles: [{ name: 'member' }] }],
      ['makes a user of a role', 'roles/member/users:create', {}],
    ])('%s', async (_, action, more) => {
      const { id } = await administer(action, {
        username: 'zhangwei',
        nickname: 'Zhang Wei',
        phone: `+86 ${PHONE}`,
        email: EMAIL,
        password: 'Password-1',
        ...more,
      });
      expect(await contacts(id)).toEqual({
        'phone user': `${PHONE} administrator`,
        'email user': `${EMAIL} administrator`,
      });
      expect(await findPhone(suite.app, PHONE)).toEqual([`${id} trusted`]);
      expect(await findEmail(suite.app, EMAIL)).toEqual([`${id} trusted`]);
      await expectOneTap(id);
    });

    it('updates a number, and the form sends the whole record', async () => {
      const { id } = await made({ email: EMAIL });
      const record = (await administrator.get(`users:get?filterByTk=${id}&appends[]=roles`)).body.data;
      await administer(`users:update?filterByTk=${id}`, { ...record, phone: PHONE });
      expect(await contacts(id)).toEqual({
        'phone user': `${PHONE} administrator`,
        'email user': `${EMAIL} administrator`,
      });
      await expectOneTap(id);
      await administer(`users:update?filterByTk=${id}`, { phone: null });
      expect(await contacts(id)).toEqual({ 'email user': `${EMAIL} administrator` });
      expect(await findPhone(suite.app, PHONE)).toEqual([]);
    });

    it('saves a record whose number the person wrote: that alone is no word for it', async () => {
      const person = await Person.signUp(suite.app, 'mallory');
      await person.post('users:updateProfile', { username: 'mallory', nickname: 'M', phone: PHONE });
      const record = (await administrator.get(`users:get?filterByTk=${person.id}`)).body.data;
      await administer(`users:update?filterByTk=${person.id}`, { ...record, nickname: 'Mallory' });
      expect(await findPhone(suite.app, PHONE)).toEqual([`${person.id} not trusted`]);
    });

    it('writes several users by a filter', async () => {
      const { id } = await made({ phone: OTHER });
      await administer(`users:update?filter=${JSON.stringify({ username: 'zhangwei' })}`, { phone: PHONE });
      expect(await contacts(id)).toEqual({ 'phone user': `${PHONE} administrator` });
      await expectOneTap(id);
    });

    it('uses an API key', async () => {
      const values = { name: 'key', role: { name: 'root' }, expiresIn: '1d' };
      const { token } = await administer('apiKeys:create', values, { 'X-Role': 'root' });
      const headers = { Authorization: `Bearer ${token}`, 'X-Role': 'root' };
      const { id } = await administer(
        'users:create',
        { username: 'zhangwei', password: 'Password-1', phone: PHONE },
        headers,
      );
      await administer(`users:update?filterByTk=${id}`, { email: EMAIL }, headers);
      expect(await contacts(id)).toEqual({
        'phone user': `${PHONE} administrator`,
        'email user': `${EMAIL} administrator`,
      });
      await expectOneTap(id);
    });

    it('imports a spreadsheet', async () => {
      // NocoBase's import reads whatever its spreadsheet library can; the mark at the beginning says UTF-8.
      const sheet = `\ufeffUsername,Phone\nzhangwei,\u202d+86 ${PHONE}\u202c\nlina,${OTHER}\n`;
      const columns = [
        { dataIndex: ['username'], title: 'Username', defaultTitle: 'Username' },
        { dataIndex: ['phone'], title: 'Phone', defaultTitle: 'Phone' },
      ];
      // NocoBase keeps the file below the directory in which it runs.
      const cwd = jest.spyOn(process, 'cwd').mockReturnValue(suite.testApp.storage);
      try {
        const { status, text } = await supertest(suite.app.callback())
          .post('/api/users:importXlsx')
          .set('Authorization', administrator.authorization)
          .set('X-Authenticator', 'basic')
          .field('columns', JSON.stringify(columns))
          .attach('file', Buffer.from(sheet), 'users.csv');
        expect([status, text]).toEqual([200, expect.any(String)]);
      } finally {
        cwd.mockRestore();
      }
      const ids = await Promise.all(['zhangwei', 'lina'].map((username) => users().findOne({ where: { username } })));
      const [zhangwei, lina] = ids.map((user) => Number(user?.get('id')));
      expect(await contacts(zhangwei!)).toEqual({ 'phone user': `${PHONE} import` });
      expect(await findPhone(suite.app, PHONE)).toEqual([`${zhangwei} trusted`]);
      expect(await findPhone(suite.app, OTHER)).toEqual([`${lina} trusted`]);
      await expectOneTap(zhangwei!);
    });
  });

  describe('a workflow', () => {
    const run = async (type: string, params: object) => {
      const workflow = await suite.app.db.getRepository('workflows').create({
        values: {
          enabled: true,
          sync: true,
          type: 'collection',
          title: type,
          config: { collection: 'environmentVariables', mode: 4 },
        },
      });
      await (workflow as unknown as { createNode(values: object): Promise<Model> }).createNode({
        type,
        key: `node-${workflow.get('id')}`,
        config: { collection: 'users', params },
      });
      await administer(`workflows:execute?filterByTk=${workflow.get('id')}`, { data: { id: 1 } });
    };

    it('makes and updates a user', async () => {
      await run('create', { values: { username: 'zhangwei', phone: PHONE } });
      const id = Number((await users().findOne({ where: { username: 'zhangwei' } }))?.get('id'));
      expect(await contacts(id)).toEqual({ 'phone user': `${PHONE} workflow` });
      await expectOneTap(id);
      await run('update', { individualHooks: true, filter: { username: 'zhangwei' }, values: { phone: OTHER } });
      expect(await contacts(id)).toEqual({ 'phone user': `${OTHER} workflow` });
      expect(await findPhone(suite.app, OTHER)).toEqual([`${id} trusted`]);
    });

    it('but not when it updates in a batch, for which nobody can be named', async () => {
      const { id } = await made({ phone: PHONE });
      await run('update', { individualHooks: false, filter: { username: 'zhangwei' }, values: { phone: OTHER } });
      expect(await contacts(id)).toEqual({ 'phone user': `${OTHER} unknown` });
      expect(await findPhone(suite.app, PHONE)).toEqual([]);
      expect(await findPhone(suite.app, OTHER)).toEqual([`${id} not trusted`]);
    });
  });

  describe('the synchronisation', () => {
    const push = (record: object) =>
      administer('userData:push', { dataType: 'user', matchKey: 'username', sourceName: 'hr', records: [record] });

    it('makes a user, and updates it', async () => {
      await push({ uid: 'zw', username: 'zhangwei', nickname: 'Zhang Wei', phone: PHONE });
      const id = Number((await users().findOne({ where: { username: 'zhangwei' } }))?.get('id'));
      expect(await contacts(id)).toEqual({ 'phone user': `${PHONE} sync` });
      await expectOneTap(id);
      await push({ uid: 'zw', username: 'zhangwei', phone: PHONE, email: EMAIL });
      expect(await contacts(id)).toEqual({ 'phone user': `${PHONE} sync`, 'email user': `${EMAIL} sync` });
      expect(await findEmail(suite.app, EMAIL)).toEqual([`${id} trusted`]);
    });

    it('brings the number that the person wrote, for which NocoBase saves nothing', async () => {
      const person = await Person.signUp(suite.app, 'zhangwei');
      await person.post('users:updateProfile', { username: 'zhangwei', nickname: 'Z', phone: PHONE });
      expect(await findPhone(suite.app, PHONE)).toEqual([`${person.id} not trusted`]);
      await push({ uid: 'zw', username: 'zhangwei', nickname: 'Z', phone: `+86 ${PHONE}` });
      expect(await contacts(person.id)).toEqual({ 'phone user': `${PHONE} sync` });
      await expectOneTap(person.id);
    });

    it('but not another number of the same person', async () => {
      await push({ uid: 'zw', username: 'zhangwei', nickname: 'Z' });
      const id = Number((await users().findOne({ where: { username: 'zhangwei' } }))?.get('id'));
      await users().update({ phone: PHONE }, { where: { id } });
      await push({ uid: 'zw', username: 'zhangwei', nickname: 'Zhang Wei', email: EMAIL });
      expect(await contacts(id)).toEqual({ 'phone user': `${PHONE} unknown`, 'email user': `${EMAIL} sync` });
    });
  });

  describe('WeCom', () => {
    it('gives it in a sign-in', async () => {
      suite.simulator.control.upsertMember({ userid: 'zhangwei', biz_mail: EMAIL });
      const { data } = await signInWithConsent(suite.app, suite.simulator, { userid: 'zhangwei' });
      expect(await contacts(data.user.id)).toEqual({ 'phone user': `${PHONE} wecom`, 'email user': `${EMAIL} wecom` });
    });

    it('confirms what the person wrote', async () => {
      const person = await Person.signUp(suite.app, 'zhangwei');
      await person.post('users:updateProfile', { username: 'zhangwei', nickname: 'Z', phone: PHONE });
      const phone = OTHER as never;
      await serviceOf(suite.app).contacts.markWeCom(person.id, { phone });
      expect(await findPhone(suite.app, PHONE)).toEqual([`${person.id} not trusted`]);
      await serviceOf(suite.app).contacts.markWeCom(person.id, { phone: PHONE as never });
      expect(await findPhone(suite.app, PHONE)).toEqual([`${person.id} trusted`]);
    });
  });

  describe('the person', () => {
    const bind = async (person: Person, phone: string) => {
      await person.post('smsOTP:create', { action: 'verifiers:bind', verifier: 'sms', uuid: phone });
      const { code } = sent.at(-1)!;
      await person.post('verifiers:bind', { verifier: 'sms', uuid: phone, code });
    };

    it('binds an SMS verifier, also to another number than the one in the profile', async () => {
      await made({ phone: OTHER });
      const person = await Person.of(suite.app, 'zhangwei');
      await bind(person, `+86${PHONE}`);
      expect(await contacts(person.id)).toEqual({
        'phone user': `${OTHER} administrator`,
        'phone sms:sms': `${PHONE} sms`,
      });
      expect(await findPhone(suite.app, PHONE)).toEqual([`${person.id} trusted`]);
      expect(await findPhone(suite.app, OTHER)).toEqual([`${person.id} trusted`]);
      await expectOneTap(person.id);
    });

    it('binds an SMS verifier to the number that he or she wrote', async () => {
      const person = await Person.signUp(suite.app, 'zhangwei');
      await person.post('users:updateProfile', { username: 'zhangwei', nickname: 'Z', phone: PHONE });
      await bind(person, PHONE);
      expect(await findPhone(suite.app, PHONE)).toEqual([`${person.id} trusted`]);
      await suite.app.db.getModel('usersVerifiers').destroy({ where: { userId: person.id, verifier: 'sms' } });
      expect(await contacts(person.id)).toEqual({ 'phone user': `${PHONE} unknown` });
      expect(await findPhone(suite.app, PHONE)).toEqual([`${person.id} not trusted`]);
    });

    it('but not when the binding is gone, past all hooks', async () => {
      const person = await Person.signUp(suite.app, 'zhangwei');
      await bind(person, PHONE);
      await suite.app.db.getModel('usersVerifiers').destroy({ where: { userId: person.id }, hooks: false });
      expect(await contacts(person.id)).toEqual({ 'phone sms:sms': `${PHONE} sms` });
      expect(await findPhone(suite.app, PHONE)).toEqual([]);
    });

    it('but not when the verifier is of another kind', async () => {
      const person = await Person.signUp(suite.app, 'zhangwei');
      await suite.app.db
        .getModel('usersVerifiers')
        .create({ userId: person.id, verifier: 'totp', uuid: PHONE, meta: {} });
      expect(await findPhone(suite.app, PHONE)).toEqual([]);
    });
  });

  describe('and does not count when', () => {
    it('the person wrote it in the profile', async () => {
      await made({ phone: OTHER, email: EMAIL });
      const person = await Person.of(suite.app, 'zhangwei');
      const profile = { username: 'zhangwei', nickname: 'Zhang Wei', email: EMAIL };
      await person.post('users:updateProfile', { ...profile, phone: PHONE });
      expect(await contacts(person.id)).toEqual({
        'phone user': `${PHONE} unknown`,
        'email user': `${EMAIL} administrator`,
      });
      expect(await findPhone(suite.app, PHONE)).toEqual([`${person.id} not trusted`]);
      expect(await findPhone(suite.app, OTHER)).toEqual([]);
    });

    it('but the profile form that leaves it as it is, or in another form, changes nothing', async () => {
      await made({ phone: PHONE });
      const person = await Person.of(suite.app, 'zhangwei');
      await person.post('users:updateProfile', { username: 'zhangwei', nickname: 'Z', phone: PHONE });
      await person.post('users:updateProfile', { username: 'zhangwei', nickname: 'Z', phone: `+86 ${PHONE}` });
      expect(await contacts(person.id)).toEqual({ 'phone user': `${PHONE} administrator` });
      expect(await findPhone(suite.app, PHONE)).toEqual([`${person.id} trusted`]);
    });

    it('the person took it out and put it in again', async () => {
      await made({ phone: PHONE });
      const person = await Person.of(suite.app, 'zhangwei');
      await person.post('users:updateProfile', { username: 'zhangwei', nickname: 'Z', phone: OTHER });
      await person.post('users:updateProfile', { username: 'zhangwei', nickname: 'Z', phone: PHONE });
      expect(await contacts(person.id)).toEqual({ 'phone user': `${PHONE} unknown` });
    });

    it('a person wrote the own row by a form that writes users', async () => {
      await made({ phone: OTHER, roles: ['admin'] });
      const person = await Person.of(suite.app, 'zhangwei');
      await person.post(`users:update?filterByTk=${person.id}`, { phone: PHONE }, { 'X-Role': 'admin' });
      expect(await contacts(person.id)).toEqual({ 'phone user': `${PHONE} self` });
      expect(await findPhone(suite.app, PHONE)).toEqual([`${person.id} not trusted`]);
    });

    it('somebody signed up with a password', async () => {
      const fields = ['username', 'email', 'phone'].map((field) => ({
        field,
        show: true,
        required: field === 'username',
      }));
      const authenticators = suite.app.db.getRepository('authenticators');
      const set = (more: object) =>
        authenticators.update({
          filter: { name: 'basic' },
          values: { enabled: true, options: { public: { allowSignUp: true, ...more } } },
        });
      await set({ signupForm: fields });
      try {
        const person = await Person.signUp(suite.app, 'mallory', { phone: PHONE, email: EMAIL });
        expect(await contacts(person.id)).toEqual({
          'phone user': `${PHONE} unknown`,
          'email user': `${EMAIL} unknown`,
        });
        expect(await findPhone(suite.app, PHONE)).toEqual([`${person.id} not trusted`]);
        expect(await findEmail(suite.app, EMAIL)).toEqual([`${person.id} not trusted`]);
      } finally {
        await set({});
      }
    });

    it('somebody signed up by SMS', async () => {
      await suite.app.db.getRepository('authenticators').create({
        values: {
          name: 'sms',
          authType: 'SMS',
          enabled: true,
          options: { public: { autoSignup: true, verifier: 'sms' } },
        },
      });
      try {
        const browser = new Browser(suite.app);
        await browser.post('/api/smsOTP:publicCreate', { action: 'auth:signIn', verifier: 'sms', uuid: PHONE });
        const values = { uuid: PHONE, code: sent.at(-1)?.code };
        const { body } = await browser.post('/api/auth:signIn', values, { 'X-Authenticator': 'sms' });
        const { user } = body.data;
        expect(await contacts(user.id)).toEqual({ 'phone user': `${PHONE} unknown` });
        expect(await findPhone(suite.app, PHONE)).toEqual([`${user.id} not trusted`]);
      } finally {
        await suite.app.db.getRepository('authenticators').destroy({ filter: { name: 'sms' } });
      }
    });

    it('another plugin wrote it', async () => {
      const { id } = await addUserByNobody(suite.app, { username: 'zhangwei', phone: PHONE });
      expect(await contacts(id)).toEqual({ 'phone user': `${PHONE} unknown` });
      await users().update({ phone: OTHER }, { where: { id } });
      expect(await findPhone(suite.app, OTHER)).toEqual([`${id} not trusted`]);
    });

    it('SQL wrote it, whoever made the user, before and after the next start', async () => {
      const { id } = await made({ phone: OTHER, email: 'other@example.com' });
      const set = (phone: string) =>
        suite.app.db.sequelize.query(`UPDATE users SET phone = '${phone}', email = '${EMAIL}' WHERE id = ${id}`);
      await set(PHONE);
      expect(await findPhone(suite.app, OTHER)).toEqual([]);
      expect(await findPhone(suite.app, PHONE)).toEqual([`${id} not trusted`]);
      await set(`+86 ${PHONE}`);
      serviceOf(suite.app).contacts.upkeep.start();
      await serviceOf(suite.app).contacts.upkeep.finished;
      expect(await contacts(id)).toEqual({ 'phone user': `${PHONE} unknown`, 'email user': `${EMAIL} unknown` });
      expect(await findPhone(suite.app, PHONE)).toEqual([`${id} not trusted`]);
      expect(await findEmail(suite.app, EMAIL)).toEqual([`${id} not trusted`]);
    });
  });
});
