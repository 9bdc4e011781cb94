/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { SAMPLE } from '../../../simulator';
import { Browser } from './support/browser';
import { sharedSuite } from './support/suite';
import { countAccounts, signIn, signInWithConsent } from './support/wecom';

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
    // The link stays: whoever comes back is the same person.
    expect(await countAccounts(suite.app)).toEqual(before);
  });

  it('S-28 keeps the sessions when WeCom is only out of reach', async () => {
    const { data } = await signInWithConsent(suite.app, suite.simulator, { userid: SAMPLE.members.manager });
    suite.simulator.control.setFault({ match: 'user/get', times: 1, status: 502 });
    const { error } = await signIn(suite.app, suite.simulator, { userid: SAMPLE.members.manager });
    expect(error.code).toBe('WECOM_UNAVAILABLE');
    expect(await isOpen(data.token)).toBe(true);
  });
});
