/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { SAMPLE } from '../../../../simulator';
import { addUser } from '../../__tests__/support/suite';
import { DIALECTS } from '../../__tests__/support/test-app';
import { signIn } from '../../__tests__/support/wecom';
import { directorySuite, written } from './support';

describe.each(DIALECTS)('a first synchronisation on %s', (dialect) => {
  const company = directorySuite({ dialect });
  const { suite } = company;

  it('makes departments in their order, users with links, memberships, owners and main departments', async () => {
    const run = await company.run();
    expect([run.state, run.problem, run.counts]).toEqual(['done', undefined, {}]);
    expect(await written(suite.app)).toEqual({});
  });

  it('lets members sign in by scanning at once', async () => {
    await company.run();
    const { response, data } = await signIn(suite.app, suite.simulator, { userid: SAMPLE.members.newcomer });
    expect(response.status).toBe(200);
    expect(data.user.nickname).toBe('刘强');
    expect(await suite.app.db.getModel('users').count({ where: { nickname: '刘强' } })).toBe(1);
  });

  it('lists members who look like users, and makes nobody twice', async () => {
    await addUser(suite.app, { nickname: '刘强', username: 'someone' });
    await addUser(suite.app, { nickname: '谁', username: 'zhangwei' });
    const run = await company.run();
    expect(run.counts).toMatchObject({ waiting: 2 });
    const again = await company.run();
    expect(again.counts).toMatchObject({ waiting: 2, unchanged: run.counts.made });
    expect(again.counts.made ?? 0).toBe(0);
  });
});
