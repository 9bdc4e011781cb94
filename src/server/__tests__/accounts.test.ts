/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import type { Model } from '@nocobase/database';
import { SAMPLE } from '../../../simulator';
import { serviceOf } from '../service';
import { addUser, sharedSuite, snapshot } from './support/suite';
import { DIALECTS } from './support/test-app';
import { countAccounts, saveAuthenticator, signIn, signInWithConsent } from './support/wecom';

const { manager, mixedCase, bizMail, withoutPhone, foreignPhone, newcomer, secondNewcomer } = SAMPLE.members;
const PHONE = '13800000001';

describe.each(DIALECTS)('on %s', (dialect) => {
  const suite = sharedSuite({ dialect });
  const enter = (userid: string) => signInWithConsent(suite.app, suite.simulator, { userid });
  const enterAgain = (userid: string) => signIn(suite.app, suite.simulator, { userid, inWeCom: true, consent: true });
  const enterOutside = (userid: string) => signIn(suite.app, suite.simulator, { userid });
  const strict = (input: object = {}) => suite.configure({ public: { autoSignup: false }, ...input });
  const userOf = async (userid: string) => (await enterOutside(userid)).data?.user.id;

  /** A refusal with this code that leaves every table as it was, and a line in the log. */
  async function expectRefusal(run: () => ReturnType<typeof signIn>, code: string, line: RegExp, why?: string) {
    const before = await snapshot(suite.app);
    const { response, error } = await run();
    expect(error).toMatchObject({ code, message: expect.any(String), reference: expect.any(String) });
    expect(response.status).toBe(403);
    expect(response.headers['set-cookie']?.toString() ?? '').not.toContain('nb_auth_token');
    expect(await snapshot(suite.app)).toEqual(before);
    expect(suite.testApp.log.text).toMatch(line);
    expect(error.reason).toBe(why);
  }

  describe('an account', () => {
    it.each([`86${PHONE}`, '+86 138-0000-0001', '(0086) 138.0000.0001'])(
      'is linked by phone, stored as %j',
      async (phone) => {
        await strict();
        const { id } = await addUser(suite.app, { phone, nickname: 'Stored' });
        const { response, data } = await enter(manager);
        expect(response.status).toBe(200);
        // Nothing is overwritten: neither the phone's form nor the nickname.
        expect(data.user).toMatchObject({ id, phone, nickname: 'Stored' });
        expect(await countAccounts(suite.app)).toMatchObject({ links: 1, shown: 1 });
        expect(await userOf(manager)).toBe(id);
      },
    );

    it('keeps other country codes apart', async () => {
      await strict();
      await addUser(suite.app, { phone: '91234567' });
      await expectRefusal(() => enter(foreignPhone), 'WECOM_NO_ACCOUNT', /phone \*\*\*67/);
      const { id } = await addUser(suite.app, { phone: '00852 9123 4567' });
      expect((await enter(foreignPhone)).data.user.id).toBe(id);
    });

    it('that is linked comes before everything else', async () => {
      const { data } = await enter(manager);
      await suite.app.db.getModel('users').update({ phone: null } as never, { where: { id: data.user.id } });
      await addUser(suite.app, { phone: PHONE });
      expect((await enter(manager)).data.user.id).toBe(data.user.id);
      expect(await userOf(manager)).toBe(data.user.id);
    });

    it('S-20 that a simultaneous sign-in has linked between two looks is found, not refused', async () => {
      await strict();
      const { id } = await addUser(suite.app, { phone: PHONE });
      await enter(manager);
      const { accounts } = serviceOf(suite.app);
      const looks = [
        jest.spyOn(accounts, 'findLinked').mockResolvedValueOnce(undefined),
        jest.spyOn(accounts.links, 'findLink').mockResolvedValueOnce(undefined),
      ];
      const { response, data } = await enterAgain(manager);
      for (const look of looks) {
        expect(look).toHaveBeenCalled();
        look.mockRestore();
      }
      expect([response.status, data?.user.id]).toEqual([200, id]);
      expect(await countAccounts(suite.app)).toMatchObject({ links: 1, shown: 1 });
    });

    it('that is linked is answered without the columns that a sign-in reads beside it', async () => {
      await enter(manager);
      const { data } = await enter(manager);
      expect(Object.keys(data.user).filter((name) => name.startsWith('wecom'))).toEqual([]);
    });

    it('that is linked is read with the fields that its table has by now, whatever an administrator adds or removes', async () => {
      await enter(manager);
      const users = suite.app.db.getCollection('users');
      users.addField('testBadge', { type: 'string' });
      await users.sync();
      await users.model.update({ testBadge: 'B-17' }, { where: {} });
      expect((await enter(manager)).data.user).toMatchObject({ testBadge: 'B-17' });
      await users.removeFieldFromDb('testBadge');
      users.removeField('testBadge');
      const { response, data } = await enter(manager);
      expect(response.status).toBe(200);
      expect(data.user).not.toHaveProperty('testBadge');
    });

    it('that is linked is read as NocoBase reads it, dates and objects included', async () => {
      const { data } = await enter(manager);
      const users = suite.app.db.getModel('users');
      const where = { id: data.user.id };
      await users.update({ systemSettings: { themeId: 3 } } as never, { where });
      const stored = await users.findOne({ where });
      expect((await enter(manager)).data.user).toEqual(JSON.parse(JSON.stringify(stored)));
    });

    it('that is linked is shown to plugins that keep its fields in another form', async () => {
      await enter(manager);
      const decode = (user: Model) => user.set('nickname', 'Decoded', { raw: true });
      suite.app.db.on('users.afterFind', decode);
      try {
        expect((await enter(manager)).data.user.nickname).toBe('Decoded');
      } finally {
        suite.app.db.off('users.afterFind', decode);
      }
    });

    it('that is linked begins the session with its own default role', async () => {
      const { data } = await enter(manager);
      const { db } = suite.app;
      const userId = data.user.id;
      await db.getRepository('users').update({ filterByTk: userId, values: { roles: ['member', 'admin'] } });
      const roleOf = async () => {
        const { response, data } = await enterOutside(manager);
        expect(Object.keys(data.user).filter((field) => field.startsWith('wecom'))).toEqual([]);
        return /nb_role_main=(\w+)/.exec(String(response.headers['set-cookie']))?.[1];
      };
      for (const role of ['admin', 'member']) {
        await db.getModel('rolesUsers').update({ default: false } as never, { where: { userId } });
        await db.getModel('rolesUsers').update({ default: true } as never, { where: { userId, roleName: role } });
        expect(await roleOf()).toBe(role);
      }
      await db.getModel('rolesUsers').update({ default: false } as never, { where: { userId } });
      expect(['admin', 'member']).toContain(await roleOf());
    });

    it('S-15 is not linked by e-mail unless the administrator chose it', async () => {
      suite.simulator.control.upsertMember({ userid: manager, biz_mail: 'zhangwei@example.com' });
      await strict();
      const { id } = await addUser(suite.app, { email: 'Zhangwei@Example.com' });
      await expectRefusal(() => enter(manager), 'WECOM_NO_ACCOUNT', /automatic sign-up is off/);
      await strict({ options: { matchEmail: true } });
      expect((await enter(manager)).data.user.id).toBe(id);
    });

    it('S-45 is found by the corporate address, never by the personal one, and by the phone before both', async () => {
      await strict({ options: { matchEmail: true } });
      await addUser(suite.app, { email: 'wangfang@mail.example.org' });
      await expectRefusal(() => enter(bizMail), 'WECOM_NO_ACCOUNT', /matches no user/);
      const corporate = await addUser(suite.app, { email: 'wangfang@yunshan.example.com' });
      expect((await enter(bizMail)).data.user.id).toBe(corporate.id);
      await suite.app.db.getModel('wecomAccounts').destroy({ where: {} });
      await suite.app.db.getModel('users').update({ phone: null } as never, { where: { id: corporate.id } });
      const byPhone = await addUser(suite.app, { phone: '13800000003' });
      expect((await enter(bizMail)).data.user.id).toBe(byPhone.id);
    });

    it('S-45 is not linked by the corporate address when the phone is another one', async () => {
      await strict({ options: { matchEmail: true } });
      await addUser(suite.app, { email: 'wangfang@yunshan.example.com', phone: '13900000000' });
      await expectRefusal(() => enter(bizMail), 'WECOM_PROOF_REQUIRED', /the phone number does not/, 'other-phone');
    });

    it('S-15 is never linked by username or nickname', async () => {
      await strict();
      await addUser(suite.app, { username: manager, nickname: '张伟' });
      await expectRefusal(() => enter(manager), 'WECOM_NO_ACCOUNT', /Member zhangwei .* matches no user/);
    });

    it('S-15 is not linked by an address that only looks the same', async () => {
      suite.simulator.control.upsertMember({ userid: manager, biz_mail: 'jose@example.com' });
      await strict({ options: { matchEmail: true } });
      await addUser(suite.app, { email: 'josé@example.com' });
      await expectRefusal(() => enter(manager), 'WECOM_NO_ACCOUNT', /matches no user/);
    });

    it('is signed up with what WeCom gave, and with the default role', async () => {
      suite.simulator.control.upsertMember({ userid: newcomer, biz_mail: 'liuqiang@example.com' });
      const { data } = await enter(newcomer);
      expect(data.user).toMatchObject({ nickname: '刘强', phone: '13800000009', email: 'liuqiang@example.com' });
      const { roles, links, shown } = await snapshot(suite.app);
      expect(roles).toContainEqual(expect.objectContaining({ roleName: 'member', userId: links[0]?.userId }));
      expect(links).toEqual([expect.objectContaining({ corpId: SAMPLE.corpId, memberId: newcomer })]);
      expect(shown).toEqual([
        expect.objectContaining({ authenticator: 'wecom', uuid: newcomer, userId: links[0]?.userId }),
      ]);
      expect(data.user).not.toHaveProperty('password');
    });

    it('S-41 is not made from nothing once consent was asked, unless the administrator chose so', async () => {
      await expectRefusal(
        () => enter(withoutPhone),
        'WECOM_PROOF_REQUIRED',
        /gave no phone number/,
        'phone-not-shared',
      );
      await suite.configure({ options: { signupWithoutPhone: true } });
      const { data } = await enter(withoutPhone);
      expect(data.user.nickname).toBe('陈杰');
      expect(data.user.phone ?? null).toBeNull();
    });

    it('S-49 has the userid as username, or the next one that is free', async () => {
      await addUser(suite.app, { username: newcomer });
      expect((await enter(newcomer)).data.user.username).toBe(`${newcomer}-2`);
      expect((await enter(manager)).data.user.username).toBe(manager);
    });

    it('is signed up without the e-mail that somebody else has', async () => {
      suite.simulator.control.upsertMember({ userid: newcomer, biz_mail: 'liuqiang@example.com' });
      await addUser(suite.app, { email: 'liuqiang@example.com' });
      const { response, data } = await enter(newcomer);
      expect(response.status).toBe(200);
      expect(data.user.email ?? null).toBeNull();
    });

    it('is known under any case of the member id', async () => {
      const { data } = await enter(mixedCase);
      const code = suite.simulator.control.mintCode({ userid: mixedCase });
      expect(code).toBeTruthy();
      suite.simulator.control.setFault({ match: 'auth/getuserinfo', times: 1, merge: { userid: 'LINA' } });
      expect((await enterOutside(mixedCase)).data.user.id).toBe(data.user.id);
      expect(await countAccounts(suite.app)).toMatchObject({ links: 1, shown: 1 });
    });

    it('gets its empty fields from an older app, and never loses one', async () => {
      suite.simulator.control.upsertMember({ userid: manager, biz_mail: 'zhangwei@yunshan.example.com' });
      await strict({ options: { agentId: String(SAMPLE.oldAgentId), secret: SAMPLE.oldSecret } });
      const { id } = await addUser(suite.app, { phone: PHONE });
      const first = await signIn(suite.app, suite.simulator, { userid: manager, agentId: SAMPLE.oldAgentId });
      expect(first.data.user.id).toBe(id);
      await suite.app.db.getModel('users').update({ phone: null } as never, { where: { id } });
      await signIn(suite.app, suite.simulator, { userid: manager, agentId: SAMPLE.oldAgentId });
      const user = await suite.app.db.getModel('users').findByPk(id);
      expect(user?.get()).toMatchObject({ phone: PHONE, email: 'zhangwei@yunshan.example.com' });
      await suite.app.db.getModel('users').update({ email: 'own@example.com' }, { where: { id } });
      await signIn(suite.app, suite.simulator, { userid: manager, agentId: SAMPLE.oldAgentId });
      expect((await user?.reload())?.get('email')).toBe('own@example.com');
    });

    it('gets its empty fields from the consent of the sign-in that links it', async () => {
      await strict({ options: { matchEmail: true } });
      const byPhone = await addUser(suite.app, { phone: '13800000003' });
      suite.simulator.control.upsertMember({ userid: manager, biz_mail: 'zhangwei@example.com' });
      const byEmail = await addUser(suite.app, { email: 'zhangwei@example.com' });
      expect((await enter(bizMail)).data.user).toMatchObject({ id: byPhone.id });
      expect((await enter(manager)).data.user).toMatchObject({ id: byEmail.id });
      const users = suite.app.db.getModel('users');
      expect((await users.findByPk(byPhone.id))?.get('email')).toBe('wangfang@yunshan.example.com');
      expect((await users.findByPk(byEmail.id))?.get('phone')).toBe(PHONE);
    });

    it.each([
      ['email', 'LiuQiang@Example.com'],
      ['phone', '+86 138-0000-0009'],
    ])('is signed up without the %s that somebody has in another form', async (field, value) => {
      await suite.configure({ options: { signupWithoutPhone: true } });
      await addUser(suite.app, { [field]: value });
      suite.simulator.control.upsertMember({
        userid: newcomer,
        mobile: field === 'phone' ? '' : '13800000009',
      });
      const { data } = await enter(newcomer);
      if (field === 'phone') {
        // The number comes later, from an older app.
        suite.simulator.control.upsertMember({ userid: newcomer, mobile: '13800000009' });
        await suite.configure({ options: { agentId: String(SAMPLE.oldAgentId), secret: SAMPLE.oldSecret } });
        await signIn(suite.app, suite.simulator, { userid: newcomer, agentId: SAMPLE.oldAgentId });
      }
      const user = await suite.app.db.getModel('users').findByPk(data.user.id);
      expect(user?.get(field) ?? null).toBeNull();
    });

    it('is completed by one of two who share an e-mail address and come at once, and both are signed in', async () => {
      const { oldAgentId: agentId, oldSecret: secret } = SAMPLE;
      const both = [manager, mixedCase];
      const users = suite.app.db.getModel('users');
      for (const userid of both) {
        const { data } = await enter(userid);
        await users.update({ email: null } as never, { where: { id: data.user.id } });
        suite.simulator.control.upsertMember({ userid, biz_mail: 'shared@example.com' });
      }
      await suite.configure({ options: { agentId: String(agentId), secret } });
      const answers = await Promise.all(both.map((userid) => signIn(suite.app, suite.simulator, { userid, agentId })));
      expect(answers.map(({ response }) => response.status)).toEqual([200, 200]);
      for (const { data } of answers) {
        const stored = await users.findByPk(data.user.id);
        expect(data.user.email ?? null).toBe(stored?.get('email') ?? null);
      }
      expect(await users.count({ where: { email: 'shared@example.com' } })).toBe(1);
    });

    it('is completed without the phone that somebody else has, and the sign-in succeeds', async () => {
      const { data } = await enter(manager);
      await suite.app.db.getModel('users').update({ phone: null } as never, { where: { id: data.user.id } });
      await addUser(suite.app, { phone: PHONE });
      await suite.configure({ options: { agentId: String(SAMPLE.oldAgentId), secret: SAMPLE.oldSecret } });
      const again = await signIn(suite.app, suite.simulator, { userid: manager, agentId: SAMPLE.oldAgentId });
      expect(again.response.status).toBe(200);
      expect(again.data.user.id).toBe(data.user.id);
    });
  });

  describe('nobody', () => {
    it('S-17 is looked up by an empty value', async () => {
      suite.simulator.control.upsertMember({ userid: withoutPhone, mobile: '', email: '', biz_mail: '' });
      await suite.configure({ options: { matchEmail: true, signupWithoutPhone: true } });
      let statements: string[] = [];
      const sequelize = suite.app.db.sequelize as unknown as { options: { logging: unknown } };
      const lookups = () =>
        statements.filter((sql) => /SELECT/.test(sql) && /(phone|email)\W/.test(sql.split('WHERE')[1] ?? ''));
      sequelize.options.logging = (sql: string, { bind }: { bind?: unknown }) => statements.push(`${sql} ${bind}`);
      try {
        expect((await enter(withoutPhone)).response.status).toBe(200);
        expect((await enterOutside(secondNewcomer)).response.status).toBe(200);
        expect(statements.length).toBeGreaterThan(10);
        expect(lookups()).toEqual([]);
        // The same spy sees the look-ups of somebody who has a phone.
        statements = [];
        expect((await enter(newcomer)).response.status).toBe(200);
        expect(lookups().join()).toContain('13800000009');
      } finally {
        sequelize.options.logging = false;
      }
    });

    it.each([{ mobile: '138****0001' }, { mobile: '' }, { mobile: null }])(
      'S-17 is matched by the phone %j',
      async (merge) => {
        await strict();
        await addUser(suite.app, { nickname: 'no phone' });
        suite.simulator.control.setFault({ match: 'auth/getuserdetail', merge: { ...merge, email: '', biz_mail: '' } });
        await expectRefusal(() => enter(manager), 'WECOM_NO_ACCOUNT', /no phone number known/);
      },
    );
  });

  describe('a conflict', () => {
    it('S-18 of two users with one phone in two forms changes nothing', async () => {
      await addUser(suite.app, { phone: PHONE });
      await addUser(suite.app, { phone: `+86${PHONE}` });
      await expectRefusal(() => enter(manager), 'WECOM_PROOF_REQUIRED', /several users/, 'several-users');
    });

    it('S-18 with a user who is another member changes nothing', async () => {
      await enter(manager);
      suite.simulator.control.upsertMember({ userid: newcomer, mobile: PHONE });
      await expectRefusal(() => enter(newcomer), 'WECOM_ACCOUNT_CONFLICT', /linked to another member/);
    });

    it.each(['root', 'admin'])('S-44 with a user who has the role %s asks for proof', async (roleName) => {
      const { id } = await addUser(suite.app, { phone: PHONE });
      // NocoBase gives the role root to nobody else by its own hooks.
      await suite.app.db.getModel('rolesUsers').create({ userId: id, roleName }, { hooks: false });
      await expectRefusal(() => enter(manager), 'WECOM_PROOF_REQUIRED', /by proof only/, 'privileged');
    });

    it('S-43 with a user of another company asks for proof', async () => {
      const { id } = await addUser(suite.app, { phone: PHONE });
      await suite.app.db.getModel('wecomAccounts').create({ corpId: 'ww-other', memberId: 'x', userId: id } as never);
      await expectRefusal(() => enter(manager), 'WECOM_PROOF_REQUIRED', /another company/, 'other-company');
    });

    it('S-48 with a user whom somebody has unlinked asks for proof', async () => {
      const { data } = await enter(manager);
      const [link] = await serviceOf(suite.app).accounts.links.ofUsers([String(data.user.id)]);
      await serviceOf(suite.app).accounts.unlink({ link: link!, authenticators: ['wecom'], byUserId: '1' });
      await expectRefusal(() => enter(manager), 'WECOM_PROOF_REQUIRED', /trustworthy/, 'self-written');
    });
  });

  describe('simultaneous first sign-ins', () => {
    it.each([newcomer, withoutPhone])(
      'S-20 of one member (%s), sixteen at once, make one user and one link, and all succeed',
      async (userid) => {
        await suite.configure({ options: { signupWithoutPhone: true } });
        const before = await countAccounts(suite.app);
        const results = await Promise.all(
          Array.from({ length: 16 }, () =>
            signIn(suite.app, suite.simulator, { userid, inWeCom: true, consent: true }),
          ),
        );
        expect(results.map(({ response }) => response.status)).toEqual(results.map(() => 200));
        expect(new Set(results.map(({ data }) => data.user.id)).size).toBe(1);
        expect(await countAccounts(suite.app)).toEqual({ users: before.users + 1, links: 1, shown: 1 });
      },
    );

    it('S-18 S-14 leave no second member of a company with one user, and no second user with one member', async () => {
      const { id } = await addUser(suite.app, {});
      const { id: other } = await addUser(suite.app, {});
      const links = suite.app.db.getModel('wecomAccounts');
      const corpId = SAMPLE.corpId;
      await links.create({ corpId, memberId: 'one', userId: id } as never);
      const twice = { name: 'SequelizeUniqueConstraintError' };
      await expect(links.create({ corpId, memberId: 'two', userId: id } as never)).rejects.toMatchObject(twice);
      await expect(links.create({ corpId, memberId: 'one', userId: other } as never)).rejects.toMatchObject(twice);
      await links.create({ corpId: 'wwfedcba0987654321', memberId: 'one', userId: id } as never);
    });

    it('S-18 of two members with one phone leave one of them refused', async () => {
      suite.simulator.control.upsertMember({ userid: newcomer, mobile: PHONE, email: '' });
      const before = await countAccounts(suite.app);
      const results = await Promise.all(
        [manager, newcomer].map((userid) =>
          signIn(suite.app, suite.simulator, { userid, inWeCom: true, consent: true }),
        ),
      );
      expect(results.map(({ response }) => response.status).sort()).toEqual([200, 403]);
      expect(results.map(({ error }) => error?.code).filter(Boolean)).toEqual(['WECOM_ACCOUNT_CONFLICT']);
      expect(await countAccounts(suite.app)).toEqual({ users: before.users + 1, links: 1, shown: 1 });
    });
  });

  describe('as time goes by', () => {
    it.each([
      ['in NocoBase', (id: number) => suite.app.db.getRepository('users').destroy({ filterByTk: id })],
      ['past NocoBase', (id: number) => suite.app.db.sequelize.query(`DELETE FROM users WHERE id = ${Number(id)}`)],
    ])('S-46 a user who was deleted %s is not made anew, and found when there is one again', async (_how, remove) => {
      const { data: old } = await enter(newcomer);
      await remove(old.user.id);
      for (let time = 0; time < 2; time += 1) {
        const { error } = await enter(newcomer);
        expect(error).toMatchObject({ code: 'WECOM_NO_ACCOUNT', reason: 'deleted', choices: ['link'] });
      }
      const { id } = await addUser(suite.app, { phone: '13800000009' });
      expect((await enter(newcomer)).data.user.id).toBe(id);
      expect((await snapshot(suite.app)).links).toHaveLength(1);
    });

    it('S-46 a user who was deleted is not meant where a database gives the id to somebody else', async () => {
      const { data: old } = await enter(newcomer);
      await suite.app.db.getRepository('users').destroy({ filterByTk: old.user.id });
      const { id } = await addUser(suite.app, { id: old.user.id, phone: '13800000009' });
      expect((await enter(newcomer)).data.user).toMatchObject({ id, phone: '13800000009' });
    });

    it('S-42 a userid that another person has now does not open the account of the former holder', async () => {
      const { data: old } = await enter(newcomer);
      suite.simulator.control.upsertMember({ userid: newcomer, name: '王五', mobile: '13700000001', biz_mail: '' });
      const { data } = await enter(newcomer);
      expect(data.user.id).not.toBe(old.user.id);
      expect(data.user.nickname).toBe('王五');
      const links = (await snapshot(suite.app)).links as unknown as Record<string, unknown>[];
      expect(links.map(({ memberId, formerMemberId, state }) => [memberId, formerMemberId, state])).toEqual([
        [expect.stringMatching(/^#/), newcomer, 'left'],
        [newcomer, null, 'active'],
      ]);
    });

    it('S-42 a member who left and comes back under the same userid has the old account by the phone number', async () => {
      const { data: old } = await enter(newcomer);
      suite.simulator.control.setFault({ match: 'user/get', times: 1, errcode: 60111 });
      expect((await enterOutside(newcomer)).error.code).toBe('WECOM_NOT_VISIBLE');
      expect((await snapshot(suite.app)).links).toEqual([expect.objectContaining({ state: 'left' })]);
      // Outside WeCom nothing tells the same person from a new one.
      expect((await enterOutside(newcomer)).error.code).toBe('WECOM_FIRST_SIGN_IN');
      expect((await enter(newcomer)).data.user.id).toBe(old.user.id);
      expect((await snapshot(suite.app)).links).toEqual([expect.objectContaining({ state: 'active' })]);
    });

    it('S-42 a changed userid takes the account along once WeCom does not know the old one', async () => {
      const { data: old } = await enter(newcomer);
      suite.simulator.control.upsertMember({
        userid: 'liuqiang2',
        name: '刘强',
        mobile: '13800000009',
        department: [2],
      });
      expect((await enter('liuqiang2')).error.code).toBe('WECOM_ACCOUNT_CONFLICT');
      suite.simulator.control.deleteMember(newcomer);
      expect((await enter('liuqiang2')).data.user.id).toBe(old.user.id);
      expect((await snapshot(suite.app)).links).toEqual([expect.objectContaining({ memberId: 'liuqiang2' })]);
    });

    it('a link of version 0.1, which has no name and no sign-in, goes on working outside WeCom too', async () => {
      const { data } = await enter(newcomer);
      const old = {
        memberName: null,
        lastSignInAt: null,
        phoneDigest: null,
        origin: null,
        createdAt: new Date(2025, 1),
      };
      await suite.app.db.getModel('wecomAccounts').update(old as never, { where: {}, silent: true });
      expect((await enterOutside(newcomer)).data.user.id).toBe(data.user.id);
    });

    it('S-46 a blocked member stays out, whatever matches', async () => {
      await enter(newcomer);
      await suite.app.db.getModel('wecomAccounts').update({ state: 'blocked' } as never, { where: {} });
      expect((await enter(newcomer)).error).toMatchObject({ code: 'WECOM_BLOCKED' });
      expect((await enterOutside(newcomer)).error).toMatchObject({ code: 'WECOM_BLOCKED' });
    });

    it.each(['Somebody else', '张伟'])('S-14 another corp id maps %s to no old link', async (name) => {
      const { data: old } = await enter(manager);
      suite.simulator.control.patchCorp({ corpId: 'wwfedcba0987654321' });
      suite.simulator.control.upsertMember({
        userid: manager,
        name,
        mobile: '13900000099',
        email: '',
      });
      await suite.configure({ options: { corpId: 'wwfedcba0987654321' } });
      const { data, response } = await enter(manager);
      expect(response.status).toBe(200);
      expect(data.user.id).not.toBe(old.user.id);
      expect(data.user.nickname).toBe(name);
      expect(await countAccounts(suite.app)).toMatchObject({ links: 2 });
    });

    it('a second authenticator of the corp finds the same user, and shows a link of its own', async () => {
      const { data } = await enter(manager);
      await saveAuthenticator(suite.app, suite.simulator, { name: 'second' });
      const second = await signIn(suite.app, suite.simulator, { userid: manager, authenticator: 'second' });
      expect(second.data.user.id).toBe(data.user.id);
      expect((await snapshot(suite.app)).shown.map(({ authenticator, uuid }) => `${authenticator} ${uuid}`)).toEqual([
        `second ${manager}`,
        `wecom ${manager}`,
      ]);
      expect(await countAccounts(suite.app)).toMatchObject({ links: 1 });
    });

    it('a missing default role is told to the administrator, and the sign-in succeeds', async () => {
      await suite.app.db.getModel('roles').update({ default: false }, { where: { name: 'member' } });
      try {
        expect((await enter(newcomer)).response.status).toBe(200);
        expect(suite.testApp.log.text).toMatch(/there is no default role/);
      } finally {
        await suite.app.db.getModel('roles').update({ default: true }, { where: { name: 'member' } });
      }
    });
  });
});
