/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { SAMPLE } from '../../../simulator';
import { sharedSuite } from './support/suite';
import { countAccounts, signIn, signInWithConsent } from './support/wecom';

const suite = sharedSuite({ keep: true });

it('signs up a newcomer in WeCom after consent', async () => {
  const before = await countAccounts(suite.app);
  const { response, data } = await signInWithConsent(suite.app, suite.simulator, { userid: SAMPLE.members.newcomer });
  expect(response.status).toBe(200);
  expect(data.user).toMatchObject({ nickname: '刘强', username: 'liuqiang', phone: '13800000009' });
  expect(data.redirect).toBe('/admin');
  const { users, links, shown } = await countAccounts(suite.app);
  expect({ users, links, shown }).toEqual({ users: before.users + 1, links: 1, shown: 1 });
});

it('asks a returning member nothing', async () => {
  suite.simulator.control.clearCalls();
  const { response } = await signIn(suite.app, suite.simulator, { userid: SAMPLE.members.newcomer });
  expect(response.status).toBe(200);
  expect(suite.simulator.control.calls().map(({ endpoint }) => endpoint)).toEqual(['auth/getuserinfo', 'user/get']);
});
