/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { SAMPLE } from '../../../simulator';
import { Browser } from './support/browser';
import { addUser, sharedSuite, snapshot } from './support/suite';
import { signIn, signInWithConsent } from './support/wecom';

const { manager, newcomer, withoutPhone } = SAMPLE.members;
const PASSWORD = 'Password-1';

const suite = sharedSuite();
const browser = () => new Browser(suite.app);

async function enter(account: string, password = PASSWORD): Promise<string> {
  const { body } = await browser().post('/api/auth:signIn', { account, password }, { 'X-Authenticator': 'basic' });
  return body.data.token;
}

/** Somebody with a role that has these snippets and no other. */
async function withRights(name: string, snippets: string[]): Promise<string> {
  const { db } = suite.app;
  const roles = db.getRepository('roles');
  if (!(await roles.findOne({ filterByTk: name }))) await roles.create({ values: { name, title: name, snippets } });
  await db.getRepository('users').create({ values: { username: name, password: PASSWORD, roles: [name] } });
  return enter(name);
}

const root = () => enter('nocobase', 'admin123');
const headers = (token: string) => ({ Authorization: `Bearer ${token}`, 'X-Authenticator': 'basic' });
const get = (token: string, path: string) => browser().get(`/api/wecomLinks:${path}`, headers(token));
const post = (token: string, path: string, values: object = {}) =>
  browser().post(`/api/wecomLinks:${path}`, values, headers(token));
/** NocoBase puts the rows beside what belongs to the page. */
async function rowsOf(token: string, query = '') {
  const { body } = await get(token, `list${query}`);
  return { rows: body.data, ...body.meta };
}

describe('the links for administrators', () => {
  it('S-35 are for the permission pm.users.wecom only', async () => {
    await addUser(suite.app, { username: 'plain' });
    expect((await browser().get('/api/wecomLinks:list')).status).toBe(401);
    for (const path of ['list', 'waiting', 'journal', 'export', 'member']) {
      expect((await get(await enter('plain'), path)).status).toBe(403);
    }
    const clerk = await withRights('clerk', ['pm.users.wecom']);
    expect((await get(clerk, 'list')).status).toBe(200);
    // Nothing else of the tables is open, not even to root.
    expect((await browser().get('/api/wecomAccounts:list', headers(clerk))).status).toBe(403);
  });

  it('are listed with their users, newest first, by page, state and search', async () => {
    const { data } = await signInWithConsent(suite.app, suite.simulator, { userid: newcomer });
    await signInWithConsent(suite.app, suite.simulator, { userid: manager });
    const token = await root();
    const { rows, count, totalPage } = await rowsOf(token, '?pageSize=1');
    expect([rows.length, count, totalPage]).toEqual([1, 2, 2]);
    expect(rows[0]).toMatchObject({ memberId: manager, memberName: '张伟', state: 'active', origin: 'sign-up' });
    const found = await rowsOf(token, `?filter=${encodeURIComponent(JSON.stringify({ search: '刘' }))}`);
    expect(found.rows).toEqual([
      expect.objectContaining({
        memberId: newcomer,
        user: expect.objectContaining({ id: data.user.id, nickname: '刘强' }),
      }),
    ]);
    for (const search of ['%', '_', "' OR 1=1 --"]) {
      const filter = encodeURIComponent(JSON.stringify({ search }));
      expect((await rowsOf(token, `?filter=${filter}`)).rows).toEqual([]);
    }
  });

  it('are made by hand, with the name that WeCom tells', async () => {
    const { id } = await addUser(suite.app, { username: 'chen' });
    const token = await root();
    const asked = await get(token, `member?authenticator=wecom&memberId=${withoutPhone}`);
    expect(asked.body.data).toMatchObject({ memberName: '陈杰', active: true });
    const unknown = await get(token, 'member?authenticator=wecom&memberId=nobody');
    expect([unknown.status, unknown.body.errors[0].code]).toEqual([403, 'WECOM_NOT_VISIBLE']);
    expect(unknown.body.errors[0].message).toMatch(/does not know this member/);
    const values = { authenticator: 'wecom', memberId: withoutPhone, userId: id };
    expect((await post(token, 'create', values)).status).toBe(200);
    expect((await post(token, 'create', values)).status).toBe(200);
    expect((await signIn(suite.app, suite.simulator, { userid: withoutPhone })).data.user.id).toBe(id);
    const other = await addUser(suite.app, { username: 'other' });
    expect((await post(token, 'create', { ...values, userId: other.id })).status).toBe(409);
  });

  it('S-46 keep a blocked member out, and let in again', async () => {
    const { data } = await signInWithConsent(suite.app, suite.simulator, { userid: newcomer });
    const token = await root();
    const [link] = (await rowsOf(token)).rows;
    expect((await post(token, `block?filterByTk=${link.id}`)).status).toBe(200);
    expect((await browser().get('/api/auth:check', headers(data.token))).body.data?.id).toBeUndefined();
    expect((await signIn(suite.app, suite.simulator, { userid: newcomer })).error.code).toBe('WECOM_BLOCKED');
    expect((await post(token, `unblock?filterByTk=${link.id}`)).status).toBe(200);
    expect((await signIn(suite.app, suite.simulator, { userid: newcomer })).response.status).toBe(200);
  });

  it('S-48 move to another user, and are removed, for good', async () => {
    const old = await addUser(suite.app, { username: 'old', phone: '13800000009' });
    const { id } = await addUser(suite.app, { username: 'new' });
    await signInWithConsent(suite.app, suite.simulator, { userid: newcomer });
    const token = await root();
    const [link] = (await rowsOf(token)).rows;
    expect(String(link.userId)).toBe(String(old.id));
    expect((await post(token, `move?filterByTk=${link.id}`, { userId: id })).status).toBe(200);
    expect((await signIn(suite.app, suite.simulator, { userid: newcomer })).data.user.id).toBe(id);
    const [moved] = (await rowsOf(token)).rows;
    expect((await post(token, `destroy?filterByTk=${moved.id}`)).status).toBe(200);
    const { error } = await signInWithConsent(suite.app, suite.simulator, { userid: newcomer });
    expect(error).toMatchObject({ code: 'WECOM_PROOF_REQUIRED' });
    const events = (await get(token, 'journal')).body.data.map(({ event }: { event: string }) => event);
    expect(events).toEqual(['unlinked', 'moved', 'linked']);
  });

  it('S-61 know who has left once WeCom was asked', async () => {
    await signInWithConsent(suite.app, suite.simulator, { userid: newcomer });
    const token = await root();
    const [link] = (await rowsOf(token)).rows;
    expect((await post(token, `check?filterByTk=${link.id}`)).body.data).toEqual({ hasLeft: false });
    suite.simulator.control.deleteMember(newcomer);
    expect((await post(token, `check?filterByTk=${link.id}`)).body.data).toEqual({ hasLeft: true });
    expect((await rowsOf(token)).rows[0]).toMatchObject({ state: 'left' });
  });

  it('S-52 of privileged users need the right to manage users and roles', async () => {
    const { id } = await addUser(suite.app, { username: 'chief', roles: ['admin'] });
    const clerk = await withRights('clerk', ['pm.users.wecom']);
    const values = { authenticator: 'wecom', memberId: withoutPhone, userId: id };
    expect((await post(clerk, 'create', values)).status).toBe(403);
    expect((await snapshot(suite.app)).links).toEqual([]);
    const half = await withRights('half', ['pm.users.wecom', 'pm.users']);
    expect((await post(half, 'create', values)).status).toBe(403);
    const manages = await withRights('manages', ['pm.users.wecom', 'pm.users', 'pm.acl.roles']);
    expect((await post(manages, 'create', values)).status).toBe(200);
    const [link] = (await rowsOf(clerk)).rows;
    for (const action of ['block', 'unblock', 'destroy', 'move']) {
      expect((await post(clerk, `${action}?filterByTk=${link.id}`, { userId: id })).status).toBe(403);
    }
  });

  it('are exported as CSV in which no name is a formula', async () => {
    suite.simulator.control.upsertMember({ userid: newcomer, name: '=1+1,"x"' });
    await signInWithConsent(suite.app, suite.simulator, { userid: newcomer });
    const { text, headers: sent } = await get(await root(), 'export');
    expect(sent['content-type']).toContain('text/csv');
    expect(text).toContain(`"'=1+1,""x"""`);
  });

  it('show who was refused, and no longer once it is settled', async () => {
    const { id } = await addUser(suite.app, { username: 'chen' });
    await signInWithConsent(suite.app, suite.simulator, { userid: withoutPhone });
    const token = await root();
    const waiting = async () => (await get(token, 'waiting')).body.data;
    expect(await waiting()).toEqual([
      expect.objectContaining({ memberId: withoutPhone, memberName: '陈杰', reason: 'phone-not-shared' }),
    ]);
    await post(token, 'create', { authenticator: 'wecom', memberId: withoutPhone, userId: id });
    expect(await waiting()).toEqual([]);
  });
});
