/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { randomUUID } from 'node:crypto';
import { SAMPLE } from '../../../simulator';
import { Browser } from './support/browser';
import { sharedSuite } from './support/suite';
import { countAccounts, saveAuthenticator, signIn, signInWithConsent } from './support/wecom';

const suite = sharedSuite();

const isOpen = async (token: string) => {
  const response = await new Browser(suite.app).get('/api/auth:check', {
    Authorization: `Bearer ${token}`,
    'X-Authenticator': 'wecom',
  });
  return response.status === 200;
};

describe('S-28 members whom WeCom has shut out', () => {
  it.each([
    ['was disabled', SAMPLE.members.newcomer, { status: 2 as const }, 'WECOM_MEMBER_INACTIVE'],
    ['left the visible range', SAMPLE.members.secondNewcomer, { department: [] }, 'WECOM_NOT_VISIBLE'],
  ])('S-28 a member who %s is refused, and sessions begun with WeCom end', async (_what, userid, change, code) => {
    const { data } = await signInWithConsent(suite.app, suite.simulator, { userid });
    expect(await isOpen(data.token)).toBe(true);
    const before = await countAccounts(suite.app);

    suite.simulator.control.upsertMember({ userid, ...change });
    if (code === 'WECOM_NOT_VISIBLE') {
      suite.simulator.control.setFault({ match: 'user/get', times: 1, errcode: 60011 });
    }
    const { error } = await signIn(suite.app, suite.simulator, { userid });
    expect(error.code).toBe(code);
    expect(await isOpen(data.token)).toBe(false);
    // The link stays, and remembers the person.
    expect(await countAccounts(suite.app)).toEqual(before);
  });

  it('S-28 ends the sessions also when many are shut out while others sign in', async () => {
    const { newcomer, secondNewcomer, manager, mixedCase, bizMail, foreignPhone } = SAMPLE.members;
    const shutOut = [newcomer, secondNewcomer, manager];
    const others = [mixedCase, bizMail, foreignPhone];
    const enter = (userid: string) => signInWithConsent(suite.app, suite.simulator, { userid });
    const tokens: string[] = [];
    for (const userid of shutOut) tokens.push((await enter(userid)).data.token);
    for (const userid of others) await enter(userid);
    for (const userid of shutOut) suite.simulator.control.upsertMember({ userid, status: 2 });
    const again = (userid: string) => signIn(suite.app, suite.simulator, { userid });
    const results = await Promise.all([...shutOut, ...others, ...others].map(again));
    expect(results.slice(0, 3).map(({ error }) => error?.code)).toEqual(shutOut.map(() => 'WECOM_MEMBER_INACTIVE'));
    expect(await Promise.all(tokens.map(isOpen))).toEqual(tokens.map(() => false));
  });

  it('S-28 ends a session that a device renews just then', async () => {
    const userid = SAMPLE.members.manager;
    const { data } = await signInWithConsent(suite.app, suite.simulator, { userid });
    suite.simulator.control.upsertMember({ userid, status: 2 });
    const { blacklist } = suite.app.authManager.jwt;
    const issued = suite.app.db.getModel('issuedTokens');
    const add = blacklist.add.bind(blacklist);
    const renewing = jest.spyOn(blacklist, 'add').mockImplementationOnce(async (blocked) => {
      await issued.update({ jti: 'renewed' }, { where: { jti: blocked.token } });
      return add(blocked);
    });
    await signIn(suite.app, suite.simulator, { userid });
    renewing.mockRestore();
    expect(await blacklist.has('renewed')).toBe(true);
    expect(await issued.count({ where: { userId: data.user.id } })).toBe(0);
  });

  it('S-28 answers with the refusal, whatever becomes of the sessions', async () => {
    const userid = SAMPLE.members.newcomer;
    await signInWithConsent(suite.app, suite.simulator, { userid });
    suite.simulator.control.upsertMember({ userid, status: 2 });
    const blacklist = suite.app.authManager.jwt.blacklist;
    const broken = jest.spyOn(blacklist, 'add').mockRejectedValue(new Error('the database is gone'));
    const { error } = await signIn(suite.app, suite.simulator, { userid });
    broken.mockRestore();
    expect(error.code).toBe('WECOM_MEMBER_INACTIVE');
    expect(suite.testApp.log.text).toContain('the sessions of a member who was shut out could not be ended');
  });

  it('S-28 keeps the sessions when WeCom is only out of reach', async () => {
    const { data } = await signInWithConsent(suite.app, suite.simulator, { userid: SAMPLE.members.manager });
    suite.simulator.control.setFault({ match: 'user/get', times: 1, status: 502 });
    const { error } = await signIn(suite.app, suite.simulator, { userid: SAMPLE.members.manager });
    expect(error.code).toBe('WECOM_UNAVAILABLE');
    expect(await isOpen(data.token)).toBe(true);
  });

  it.each(['deleted', 'renamed'])(
    'S-28 ends a session that began with an authenticator that was %s since',
    async (what) => {
      const userid = SAMPLE.members.newcomer;
      await saveAuthenticator(suite.app, suite.simulator, { name: 'older' });
      const { data } = await signInWithConsent(suite.app, suite.simulator, { userid, authenticator: 'older' });
      const authenticators = suite.app.db.getRepository('authenticators');
      if (what === 'deleted') await authenticators.destroy({ filter: { name: 'older' } });
      else await authenticators.update({ filter: { name: 'older' }, values: { name: 'newer' } });
      const byPassword = await suite.app.db.getModel('issuedTokens').create({
        ...{
          id: randomUUID(),
          jti: randomUUID(),
          userId: data.user.id,
          signInTime: Date.now(),
          issuedTime: Date.now(),
        },
        authenticator: 'basic',
      });

      suite.simulator.control.upsertMember({ userid, status: 2 });
      await signIn(suite.app, suite.simulator, { userid });
      const left = await suite.app.db.getModel('issuedTokens').findAll({ where: { userId: data.user.id } });
      expect(left.map((token) => token.get('jti'))).toEqual([byPassword.get('jti')]);
    },
  );
});
