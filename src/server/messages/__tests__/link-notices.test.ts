/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { SAMPLE } from '../../../../simulator';
import { addUser } from '../../__tests__/support/suite';
import { signInWithConsent } from '../../__tests__/support/wecom';
import { memberIdentity } from '../../accounts/member-identity';
import { serviceOf } from '../../service';
import { messageSuite } from './support';

const { manager } = SAMPLE.members;
const suite = messageSuite();
const inbox = () => suite.simulator.control.inbox(manager).map((message) => JSON.stringify(message.content));

beforeEach(() =>
  suite.app.db.getRepository('notificationChannels').updateOrCreate({
    filterKeys: ['name'],
    values: { name: 'in_app', title: 'In-app', notificationType: 'in-app-message' },
  }),
);

async function link(userId: number) {
  const { accounts, notices } = serviceOf(suite.app);
  const made = await accounts.linkByProof({
    member: memberIdentity(SAMPLE.corpId, manager),
    profile: { name: '张伟' } as never,
    authenticator: 'wecom',
    userId: String(userId),
    byUserId: String(userId),
    origin: 'proof',
    isGone: async () => false,
  });
  await notices.settled();
  return made;
}

async function told(userId: number): Promise<string[]> {
  const rows = await suite.app.db.getRepository('notificationInAppMessages').find({ filter: { userId }, sort: ['id'] });
  return rows.map((row: { get(name: string): string }) => row.get('content'));
}

it('S-47 the member in WeCom and the user in NocoBase are told of a new link, once, and of its end', async () => {
  const { id } = await addUser(suite.app, { nickname: 'Anna' });
  const made = await link(id);
  await link(id);
  expect(inbox()).toEqual([expect.stringContaining('sign in to NocoBase as “Anna”')]);
  expect(inbox()[0]).toContain('%2Fwecom%2Flink');
  expect(await told(id)).toEqual([`The WeCom account “${manager}” can now sign in as you.`]);

  const { accounts, notices } = serviceOf(suite.app);
  await accounts.unlink({ link: made, authenticators: ['wecom'], byUserId: String(id) });
  await notices.settled();
  expect(inbox()).toEqual([expect.anything(), expect.stringContaining('no longer linked to the user “Anna”')]);
  expect(await told(id)).toHaveLength(2);
});

it('S-47 whoever scanned for somebody else is told of the link that this made, and of no later sign-in', async () => {
  const { notices } = serviceOf(suite.app);
  const { id } = await addUser(suite.app, { nickname: 'Anna', phone: '13800000001' });
  for (let time = 0; time < 2; time += 1) {
    const { data } = await signInWithConsent(suite.app, suite.simulator, { userid: manager });
    expect(data.user.id).toBe(id);
    await notices.settled();
  }
  expect(inbox()).toEqual([expect.stringContaining('sign in to NocoBase as “Anna”')]);
  expect(await told(id)).toEqual([`The WeCom account “${manager}” can now sign in as you.`]);
});

it('S-47 both users are told when an administrator moves the member from one to the other', async () => {
  const { id: old } = await addUser(suite.app, { nickname: 'Anna' });
  const { id: next } = await addUser(suite.app, { nickname: 'Berta' });
  const made = await link(old);
  const { accounts, notices } = serviceOf(suite.app);
  await accounts.move(made, { userId: String(next), byUserId: '1', authenticators: ['wecom'] });
  await notices.settled();
  expect(await told(old)).toContainEqual(expect.stringContaining('can no longer sign in as you'));
  expect(await told(next)).toEqual([expect.stringContaining('can now sign in as you')]);
  expect(inbox()).toHaveLength(3);
  expect(inbox()).toContainEqual(expect.stringContaining('no longer linked to the user “Anna”'));
  expect(inbox()).toContainEqual(expect.stringContaining('as “Berta”'));
});

it('S-47 a WeCom that does not answer costs the link nothing', async () => {
  const { id } = await addUser(suite.app, { nickname: 'Anna' });
  suite.simulator.control.setFault({ match: 'message/send', errcode: 48002 });
  expect(await link(id)).toMatchObject({ userId: String(id), state: 'active' });
  expect(inbox()).toEqual([]);
});
