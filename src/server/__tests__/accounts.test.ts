/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { SAMPLE } from '../../../simulator';
import { serviceOf } from '../wecom-service';
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

  /** A refusal with this code that leaves every table as it was, and a reason in the log. */
  async function expectRefusal(run: () => ReturnType<typeof signIn>, code: string, reason: RegExp) {
    const before = await snapshot(suite.app);
    const { response, error } = await run();
    expect(error).toMatchObject({ code, message: expect.any(String), reference: expect.any(String) });
    expect(response.status).toBe(403);
    expect(response.headers['set-cookie']?.toString() ?? '').not.toContain('nb_auth_token');
    expect(await snapshot(suite.app)).toEqual(before);
    expect(suite.testApp.log.text).toMatch(reason);
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
      const { links } = serviceOf(suite.app).accounts;
      const looks = (['findLinked', 'findUser'] as const).map((look) =>
        jest.spyOn(links, look).mockResolvedValueOnce(undefined),
      );
      const { response, data } = await enterAgain(manager);
      expect(looks.map((look) => look.mock.results[0]?.value)).toEqual([expect.anything(), expect.anything()]);
      expect([response.status, data?.user.id]).toEqual([200, id]);
      expect(await countAccounts(suite.app)).toMatchObject({ links: 1, shown: 1 });
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
      await strict();
      const { id } = await addUser(suite.app, { email: 'Zhangwei@Example.com' });
      await expectRefusal(() => enter(manager), 'WECOM_NO_ACCOUNT', /automatic sign-up is off/);
      await strict({ options: { matchEmail: true } });
      expect((await enter(manager)).data.user.id).toBe(id);
    });

    it('S-15 prefers the corporate address to the personal one, and the phone to both', async () => {
      await strict({ options: { matchEmail: true } });
      const personal = await addUser(suite.app, { email: 'wangfang@mail.example.org' });
      const corporate = await addUser(suite.app, { email: 'wangfang@yunshan.example.com' });
      expect((await enter(bizMail)).data.user.id).toBe(corporate.id);
      await suite.app.db.getRepository('users').destroy({ filterByTk: corporate.id });
      expect((await enter(bizMail)).data.user.id).toBe(personal.id);
      await suite.app.db.getModel('wecomAccounts').destroy({ where: {} });
      await suite.app.db.getModel('users').update({ phone: null } as never, { where: { id: personal.id } });
      const byPhone = await addUser(suite.app, { phone: '13800000003' });
      expect((await enter(bizMail)).data.user.id).toBe(byPhone.id);
    });

    it('S-15 is never linked by username or nickname', async () => {
      await strict();
      await addUser(suite.app, { username: manager, nickname: '张伟' });
      await expectRefusal(() => enter(manager), 'WECOM_NO_ACCOUNT', /No user matches member zhangwei/);
    });

    it('S-15 is not linked by an address that only looks the same', async () => {
      suite.simulator.control.upsertMember({ userid: manager, email: 'jose@example.com' });
      await strict({ options: { matchEmail: true } });
      await addUser(suite.app, { email: 'josé@example.com' });
      await expectRefusal(() => enter(manager), 'WECOM_NO_ACCOUNT', /No user matches/);
    });

    it('is signed up with what WeCom gave, and with the default role', async () => {
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

    it('is signed up without phone and e-mail once consent was asked', async () => {
      const { data } = await enter(withoutPhone);
      expect(data.user).toMatchObject({ nickname: '陈杰', email: 'chenjie@example.com' });
      expect(data.user.phone ?? null).toBeNull();
    });

    it('is signed up without the e-mail that somebody else has', async () => {
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
      await strict({ options: { agentId: String(SAMPLE.oldAgentId), secret: SAMPLE.oldSecret } });
      const { id } = await addUser(suite.app, { phone: PHONE });
      const first = await signIn(suite.app, suite.simulator, { userid: manager, agentId: SAMPLE.oldAgentId });
      expect(first.data.user.id).toBe(id);
      await suite.app.db.getModel('users').update({ phone: null } as never, { where: { id } });
      await signIn(suite.app, suite.simulator, { userid: manager, agentId: SAMPLE.oldAgentId });
      const user = await suite.app.db.getModel('users').findByPk(id);
      expect(user?.get()).toMatchObject({ phone: PHONE, email: 'zhangwei@example.com' });
      await suite.app.db.getModel('users').update({ email: 'own@example.com' }, { where: { id } });
      await signIn(suite.app, suite.simulator, { userid: manager, agentId: SAMPLE.oldAgentId });
      expect((await user?.reload())?.get('email')).toBe('own@example.com');
    });

    it('gets its empty fields from the consent of the sign-in that links it', async () => {
      await strict({ options: { matchEmail: true } });
      const byPhone = await addUser(suite.app, { phone: '13800000003' });
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
        suite.simulator.control.upsertMember({ userid, email: 'shared@example.com', biz_mail: '' });
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
      await expectRefusal(() => enter(manager), 'WECOM_ACCOUNT_CONFLICT', /several users have it/);
    });

    it('S-18 with a user who is another member changes nothing', async () => {
      await enter(manager);
      suite.simulator.control.upsertMember({ userid: newcomer, mobile: PHONE });
      await expectRefusal(() => enter(newcomer), 'WECOM_ACCOUNT_CONFLICT', /linked to another member/);
    });

    it('S-19 with a root user changes nothing, unless the administrator allows it', async () => {
      await suite.app.db.getModel('users').update({ phone: PHONE }, { where: { id: 1 } });
      await expectRefusal(() => enter(manager), 'WECOM_ACCOUNT_CONFLICT', /role root/);
      await suite.configure({ options: { linkPrivileged: true } });
      expect((await enter(manager)).data.user.id).toBe(1);
    });
  });

  describe('simultaneous first sign-ins', () => {
    it.each([newcomer, withoutPhone])(
      'S-20 of one member (%s), sixteen at once, make one user and one link, and all succeed',
      async (userid) => {
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
    it('a user who was deleted in NocoBase signs in anew', async () => {
      const { data: old } = await enter(newcomer);
      await suite.app.db.getRepository('users').destroy({ filterByTk: old.user.id });
      expect((await snapshot(suite.app)).links).toEqual([]);
      const { data } = await enter(newcomer);
      expect(data.user.id).not.toBe(old.user.id);
      expect(await countAccounts(suite.app)).toMatchObject({ links: 1 });
    });

    it('a user who was deleted past NocoBase signs in anew', async () => {
      const { data: old } = await enter(newcomer);
      await suite.app.db.sequelize.query(`DELETE FROM users WHERE id = ${Number(old.user.id)}`);
      expect((await snapshot(suite.app)).links).toHaveLength(1);
      const { data } = await enter(newcomer);
      expect(data.user.id).not.toBe(old.user.id);
      expect((await snapshot(suite.app)).links).toEqual([expect.objectContaining({ memberId: newcomer })]);
      expect(await userOf(newcomer)).toBe(data.user.id);
    });

    it('S-14 another corp id maps nobody to an old link', async () => {
      const { data: old } = await enter(manager);
      suite.simulator.control.patchCorp({ corpId: 'wwfedcba0987654321' });
      suite.simulator.control.upsertMember({
        userid: manager,
        name: 'Somebody else',
        mobile: '13900000099',
        email: '',
      });
      await suite.configure({ options: { corpId: 'wwfedcba0987654321' } });
      const { data, response } = await enter(manager);
      expect(response.status).toBe(200);
      expect(data.user.id).not.toBe(old.user.id);
      expect(data.user.nickname).toBe('Somebody else');
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
        expect(suite.testApp.log.text).toMatch(/no role is the default one/);
      } finally {
        await suite.app.db.getModel('roles').update({ default: true }, { where: { name: 'member' } });
      }
    });
  });
});
