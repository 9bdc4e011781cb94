/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import supertest from 'supertest';
import { type Bench, startBench } from './support';

const PAGE = 'pm.auth.authenticators';

let bench: Bench;

beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

async function tokenOf(name: string, snippets: string[], strategy: object = {}): Promise<string> {
  const { app } = bench.testApp;
  await app.db.getRepository('roles').create({ values: { name, title: name, snippets, strategy } });
  await app.db
    .getRepository('users')
    .create({ values: { username: name, password: 'a-Password-1', roles: [{ name }] } });
  const response = await supertest(app.callback())
    .post('/api/auth:signIn')
    .set('X-Authenticator', 'basic')
    .send({ account: name, password: 'a-Password-1' });
  return response.body.data.token;
}

const statusFor = async (token?: string) =>
  (await bench.post({ authenticator: 'wecom' }, token ? { Authorization: `Bearer ${token}` } : {})).status;

it('S-35 lets nobody in who is not signed in', async () => {
  bench.simulator.control.clearCalls();
  expect(await statusFor()).toBe(401);
  expect(await statusFor('not-a-token')).toBe(401);
  expect(bench.simulator.control.calls()).toEqual([]);
});

it.each([
  ['member', [], {}],
  ['allowed-everything-with-data', ['ui.*', '!pm', '!pm.*', '!app'], { actions: ['create', 'view', 'update', '*'] }],
  ['with-other-pages', ['pm', 'pm.users', 'pm.acl.roles', `!${PAGE}`], {}],
])('S-35 refuses the role %s', async (name, snippets, strategy) => {
  bench.simulator.control.clearCalls();
  expect(await statusFor(await tokenOf(`refused-${name}`, snippets, strategy))).toBe(403);
  expect(bench.simulator.control.calls()).toEqual([]);
});

it('S-35 lets in whoever has the authenticators page, which keeps what it allowed before', async () => {
  const token = await tokenOf('keeper', [PAGE]);
  expect(await statusFor(token)).toBe(200);
  const list = await supertest(bench.testApp.app.callback())
    .get('/api/authenticators:list')
    .set('Authorization', `Bearer ${token}`);
  expect(list.status).toBe(200);
});

it('S-35 lets in whoever has all pages, and root', async () => {
  expect(await statusFor(await tokenOf('all-pages', ['pm', 'pm.*']))).toBe(200);
  expect(await statusFor(bench.rootToken)).toBe(200);
});
