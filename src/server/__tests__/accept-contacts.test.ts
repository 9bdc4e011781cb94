/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { SAMPLE } from '../../../simulator';
import { Administrator } from './support/administrator';
import { addUser, addUserByNobody, sharedSuite } from './support/suite';
import { signInWithConsent } from './support/wecom';

const PHONE = '13800000009';
const { newcomer } = SAMPLE.members;
const suite = sharedSuite();

type Row = { userId: string; kind: string; key: string; value: string; selfRegistered: boolean; shared: boolean };

async function waiting(): Promise<Row[]> {
  return (await (await Administrator.of(suite.app)).get('wecomLinks:waiting?kind=contacts')).body.data;
}

async function accept(contacts: object[], by?: Administrator) {
  const administrator = by ?? (await Administrator.of(suite.app));
  const { status, body } = await administrator.post('wecomLinks:accept', { contacts });
  return { status, ...body.data };
}

it('S-39 a number that only its user wrote links nobody until an administrator accepts it', async () => {
  const { id } = await addUserByNobody(suite.app, { username: 'alone', phone: PHONE });
  const before = await signInWithConsent(suite.app, suite.simulator, { userid: newcomer });
  expect(before.error).toMatchObject({ code: 'WECOM_PROOF_REQUIRED', reason: 'self-written' });
  const [row] = await waiting();
  expect(row).toMatchObject({ userId: String(id), kind: 'phone', value: PHONE, selfRegistered: true, shared: false });

  expect(await accept([{ ...row, key: '13800000010' }])).toMatchObject({
    accepted: 0,
    refused: [{ reason: 'changed' }],
  });
  expect(await accept([row!])).toMatchObject({ status: 200, accepted: 1, refused: [] });
  expect(await waiting()).toEqual([]);
  const after = await signInWithConsent(suite.app, suite.simulator, { userid: newcomer });
  expect(after.data.user.id).toBe(id);
});

it('S-39 several at once never include self-registered or privileged users, or a number that several have', async () => {
  const admin = await addUser(suite.app, { username: 'maker' });
  const made = async (values: Record<string, unknown>) => {
    const { id } = await addUserByNobody(suite.app, values);
    await suite.app.db.getModel('users').update({ createdById: admin.id }, { where: { id }, hooks: false });
  };
  await made({ username: 'fine', phone: '13911110001' });
  await addUserByNobody(suite.app, { username: 'alone', phone: '13911110002' });
  await made({ username: 'first', phone: '13911110003' });
  await made({ username: 'second', phone: '+86 13911110003' });
  await made({ username: 'chief', phone: '13911110004', roles: ['admin'] });
  const { accepted, refused } = await accept(await waiting());
  expect(accepted).toBe(1);
  expect(refused.map(({ key, reason }: Row & { reason: string }) => [key.slice(-4), reason]).sort()).toEqual([
    ['0002', 'self-registered'],
    ['0003', 'shared'],
    ['0003', 'shared'],
    ['0004', 'privileged'],
  ]);
});

it('S-52 the number of somebody who can manage NocoBase wants the right to manage users and roles', async () => {
  const { id } = await addUserByNobody(suite.app, { username: 'chief', phone: PHONE, roles: ['admin'] });
  const seen = [{ userId: String(id), kind: 'phone', key: PHONE }];
  const by = async (name: string, snippets: string[]) =>
    accept(seen, await Administrator.withRights(suite.app, name, snippets));
  expect(await by('clerk', ['pm.users.wecom'])).toMatchObject({ accepted: 0, refused: [{ reason: 'privileged' }] });
  expect(await by('manager', ['pm.users.wecom', 'pm.users', 'pm.acl.roles'])).toMatchObject({ accepted: 1 });
});

it('accepts nothing of a request that nobody can read', async () => {
  for (const contacts of [[], [{}], [{ userId: '1 OR 1=1', kind: 'phone', key: PHONE }], 'all' as never]) {
    expect((await accept(contacts)).status).toBe(400);
  }
});
