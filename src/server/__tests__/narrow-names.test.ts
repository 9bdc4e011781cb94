/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
/** Names with characters of four bytes, in tables of an old MySQL, which keep three. */
import { SAMPLE } from '../../../simulator';
import { sharedSuite } from './support/suite';
import { signIn, signInWithConsent } from './support/wecom';

const { newcomer, mixedCase } = SAMPLE.members;
const suite = sharedSuite({ dialect: 'mariadb' });
const COLUMNS = [
  ['users', 'nickname'],
  ['usersAuthenticators', 'nickname'],
  ['wecomAccounts', 'memberName'],
] as const;

async function setCharacters(charset: 'utf8mb3' | 'utf8mb4'): Promise<void> {
  for (const [table, column] of COLUMNS) {
    const sql = `ALTER TABLE \`${table}\` MODIFY \`${column}\` VARCHAR(255) CHARACTER SET ${charset}`;
    await suite.app.db.sequelize.query(sql);
  }
}

it('a member whose name the database cannot keep signs in, without the characters that it refuses', async () => {
  await setCharacters('utf8mb3');
  suite.simulator.control.upsertMember({ userid: newcomer, name: '刘😀强' });
  const { data } = await signInWithConsent(suite.app, suite.simulator, { userid: newcomer });
  expect(data.user.nickname).toBe('刘强');
  // The name of the link and the one that WeCom tells agree, so that nobody is taken for somebody else.
  const again = await signIn(suite.app, suite.simulator, { userid: newcomer });
  expect([again.response.status, again.data?.user.id]).toEqual([200, data.user.id]);
  // Nothing is left of a name like this one: the userid stands in for it.
  suite.simulator.control.upsertMember({ userid: mixedCase, name: '😀' });
  const nameless = await signInWithConsent(suite.app, suite.simulator, { userid: mixedCase });
  expect(nameless.data.user.nickname.toLowerCase()).toBe(mixedCase.toLowerCase());
  await setCharacters('utf8mb4');
});
