/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { SAMPLE } from '../../../../simulator';
import { SECRET_MASK } from '../../../shared/constants';
import { Administrator } from '../../__tests__/support/administrator';
import { Browser } from '../../__tests__/support/browser';
import { addUser } from '../../__tests__/support/suite';
import { DIALECTS } from '../../__tests__/support/test-app';
import { signIn } from '../../__tests__/support/wecom';
import { directoryOf, directorySuite, saveSource, written } from './support';

const { newcomer, withoutPhone, manager } = SAMPLE.members;

describe.each(DIALECTS)('the actions of the directory on %s', (dialect) => {
  const company = directorySuite({ dialect });
  const { suite } = company;
  const settled = () => directoryOf(suite.app).settled();

  /** Somebody with a role that has these snippets and no other. */
  async function withRights(name: string, snippets: string[]) {
    const { db } = suite.app;
    const roles = db.getRepository('roles');
    if (!(await roles.findOne({ filterByTk: name }))) await roles.create({ values: { name, title: name, snippets } });
    await db.getRepository('users').create({ values: { username: name, password: 'Password-1', roles: [name] } });
    const browser = new Browser(suite.app);
    const account = { account: name, password: 'Password-1' };
    const { body } = await browser.post('/api/auth:signIn', account, { 'X-Authenticator': 'basic' });
    const headers = { Authorization: `Bearer ${body.data.token}`, 'X-Authenticator': 'basic' };
    return {
      get: (action: string) => browser.get(`/api/${action}`, headers),
      post: (action: string, values: object) => browser.post(`/api/${action}`, values, headers),
    };
  }

  it('S-35 are for the permission pm.users.wecom only', async () => {
    const clerk = await withRights('clerk', ['pm.users.wecom']);
    const plain = await withRights('plain', []);
    for (const action of [
      'wecomDirectory:sources',
      'wecomDirectory:runs',
      'wecomDirectory:leavers',
      'wecomLinks:suggestions',
    ]) {
      expect((await new Browser(suite.app).get(`/api/${action}`)).status).toBe(401);
      expect((await plain.get(action)).status).toBe(403);
      expect((await clerk.get(action)).status).toBe(200);
    }
    for (const action of ['wecomDirectory:run', 'wecomDirectory:preview']) {
      expect((await plain.post(action, { source: 'company' })).status).toBe(403);
    }
  });

  it('preview, run and tell how far it is', async () => {
    const root = await Administrator.of(suite.app);
    const { body } = await root.post('wecomDirectory:preview', { source: 'company' });
    await settled();
    const preview = await root.get(`wecomDirectory:progress?run=${body.data.run}`);
    expect(preview.body.data).toMatchObject({
      kind: 'preview',
      state: 'done',
      stage: 'end',
      counts: { made: 8, members: 9 },
    });
    await root.post('wecomDirectory:run', { source: 'company' });
    await settled();
    const sources = await root.get('wecomDirectory:sources');
    expect(sources.body.data).toMatchObject([
      {
        name: 'company',
        authenticator: 'wecom',
        corpId: SAMPLE.corpId,
        running: null,
        last: { state: 'done', kind: 'run' },
      },
    ]);
    const { run } = { run: sources.body.data[0].last.id };
    const results = await root.get(`wecomDirectory:results?run=${run}&kind=made`);
    expect(results.body.meta.count).toBe(8);
    expect(results.body.data[0]).toMatchObject({
      kind: 'made',
      memberName: expect.any(String),
      user: { id: expect.anything() },
    });
    expect((await root.post('wecomDirectory:run', { source: 'nobody' })).status).toBe(404);
  });

  it('S-44 confirm members one by one, and together only where there is nothing to choose', async () => {
    const one = await addUser(suite.app, { nickname: '刘强', username: 'someone' });
    const two = await addUser(suite.app, { nickname: '陈杰', username: 'another' });
    await addUser(suite.app, { nickname: '陈杰', username: 'third' });
    const three = await addUser(suite.app, { nickname: '张伟', username: 'boss', roles: ['admin'] });
    await company.run();
    const root = await Administrator.of(suite.app);
    const { body } = await root.get('wecomLinks:suggestions');
    expect(
      body.data
        .map((row: { memberId: string; unique: boolean; reason: string }) => [row.memberId, row.unique, row.reason])
        .sort(),
    ).toEqual([
      ['chenjie', false, 'same-name'],
      ['liuqiang', true, 'same-name'],
      ['zhangwei', false, 'same-name'],
    ]);
    const pair = (memberId: string, userId: number) => ({ corpId: SAMPLE.corpId, memberId, userId: String(userId) });
    const pairs = [pair(newcomer, one.id), pair(withoutPhone, two.id), pair(manager, three.id)];
    const together = await root.post('wecomLinks:confirm', { pairs });
    expect(together.body.data).toMatchObject({
      confirmed: 1,
      refused: [{ reason: 'not-unique' }, { reason: 'not-unique' }],
    });
    const clerk = await withRights('confirmer', ['pm.users.wecom']);
    expect((await clerk.post('wecomLinks:confirm', { pairs: [pairs[2]] })).status).toBe(403);
    expect((await clerk.post('wecomLinks:confirm', { pairs: [pairs[1]] })).body.data.confirmed).toBe(1);
    await settled();
    const now = await written(suite.app);
    expect(now.links).toMatchObject({ liuqiang: '刘强: active', chenjie: '陈杰: active' });
    expect(now.links).not.toHaveProperty('zhangwei');
    expect(now.memberships).toContain('人力资源部/陈杰/');
    expect((await root.get('wecomLinks:suggestions')).body.meta.count).toBe(1);
    expect((await root.post('wecomLinks:confirm', { pairs: [] })).status).toBe(400);
  });

  it('S-44 confirm nobody together who may manage NocoBase since the list was read', async () => {
    const one = await addUser(suite.app, { nickname: '刘强', username: 'someone' });
    const two = await addUser(suite.app, { nickname: '陈杰', username: 'another' });
    await company.run();
    await suite.app.db.getRepository('users').update({ filterByTk: one.id, values: { roles: ['admin'] } });
    const root = await Administrator.of(suite.app);
    const pair = (memberId: string, userId: number) => ({ corpId: SAMPLE.corpId, memberId, userId: String(userId) });
    const pairs = [pair(newcomer, one.id), pair(withoutPhone, two.id)];
    const { body } = await root.post('wecomLinks:confirm', { pairs });
    expect(body.data).toMatchObject({ confirmed: 1, refused: [{ memberId: newcomer, reason: 'privileged' }] });
    await settled();
    expect((await written(suite.app)).links).not.toHaveProperty('liuqiang');
  });

  it('S-61 show who is gone, and what is still open to them', async () => {
    await company.run();
    suite.simulator.control.deleteMember(newcomer);
    await company.run();
    const root = await Administrator.of(suite.app);
    const { body } = await root.get('wecomDirectory:leavers');
    expect(body.data).toMatchObject([
      {
        memberId: newcomer,
        state: 'left',
        away: null,
        hasPassword: false,
        apiKeys: 0,
        lockedOut: false,
        user: { nickname: '刘强' },
      },
    ]);
  });

  it('S-61 a lockout takes API keys, which work no more', async () => {
    const { db } = suite.app;
    await saveSource(suite.app, { onLeave: 'lockout' });
    await company.run();
    await db.getRepository('roles').create({ values: { name: 'keeper', snippets: ['pm.api-keys.configuration'] } });
    const { data } = await signIn(suite.app, suite.simulator, { userid: newcomer });
    await db.getRepository('users').update({ filterByTk: data.user.id, values: { roles: ['member', 'keeper'] } });
    const as = (token: string, role: string) => ({ Authorization: `Bearer ${token}`, 'X-Role': role });
    const made = await new Browser(suite.app).post(
      '/api/apiKeys:create',
      { name: 'key', role: { name: 'keeper' }, expiresIn: '1d' },
      { ...as(data.token, 'keeper'), 'X-Authenticator': 'wecom' },
    );
    expect(made.status).toBe(200);
    const tryKey = async () =>
      (await new Browser(suite.app).get('/api/auth:check', as(made.body.data.token, 'keeper'))).status;
    expect(await tryKey()).toBe(200);
    // Whoever may make keys may manage NocoBase, and is not locked out.
    await db.getRepository('roles').update({ filterByTk: 'keeper', values: { snippets: [] } });
    suite.simulator.control.deleteMember(newcomer);
    const { id } = await company.run();
    expect((await company.directory.runs.results(id, 'left', 1, 10)).rows).toMatchObject([{ reason: 'api-keys' }]);
    expect(await tryKey()).toBe(401);
    expect(await db.getModel('apiKeys').count()).toBe(0);
  });

  it('S-53 keep the secrets of a source: sealed in the database, masked in answers', async () => {
    const root = await Administrator.of(suite.app);
    const { body } = await root.get('userDataSyncSources:list');
    const { id } = body.data[0];
    const secrets = { contactSecret: SAMPLE.contactSyncSecret, contactToken: 'T0ken', contactAesKey: 'a'.repeat(43) };
    const options = { authenticator: 'wecom', ...secrets };
    const saved = await root.post(`userDataSyncSources:update?filterByTk=${id}`, { options });
    expect(saved.status).toBe(200);
    const stored = async () =>
      (await suite.app.db.getModel('userDataSyncSources').findByPk(id))?.get('options') as Record<string, string>;
    for (const name of Object.keys(secrets)) expect((await stored())[name]).toMatch(/^sealed:/);
    for (const path of ['userDataSyncSources:list', `userDataSyncSources:get?filterByTk=${id}`]) {
      const text = (await root.get(path)).text;
      expect(text).toContain(SECRET_MASK);
      expect(text).not.toMatch(/sealed:|demo-secret|T0ken/);
    }
    const before = await stored();
    await root.post(`userDataSyncSources:update?filterByTk=${id}`, {
      options: { ...options, contactSecret: SECRET_MASK, schedule: '0 3 * * *' },
    });
    expect((await stored()).contactSecret).toBe(before.contactSecret);
    const source = await directoryOf(suite.app).sources.find('company');
    expect(await directoryOf(suite.app).sources.secretsOf(source?.stored ?? {})).toEqual(secrets);
    // Nothing but what a source has is kept, and no nonsense.
    expect(
      (await root.post(`userDataSyncSources:update?filterByTk=${id}`, { options: { ...options, schedule: 'never' } }))
        .status,
    ).toBe(400);
    await root.post(`userDataSyncSources:update?filterByTk=${id}`, { options: { ...options, '{{$env.x}}': 1 } });
    expect(Object.keys(await stored())).not.toContain('{{$env.x}}');
  });

  it('S-52 let nobody without the right to manage users and roles change the options of a source', async () => {
    const clerk = await withRights('synchroniser', ['pm.user-data-sync']);
    const { body } = await clerk.get('userDataSyncSources:list');
    const { id, options } = body.data[0];
    const update = (changed: object) =>
      clerk.post(`userDataSyncSources:update?filterByTk=${id}`, { options: { ...options, ...changed } });
    expect((await update({ onLeave: 'lockout' })).status).toBe(403);
    expect((await update({ createUsers: false })).status).toBe(403);
    expect((await update({})).status).toBe(200);
  });

  it('check a source, and give addresses and keys for events', async () => {
    const root = await Administrator.of(suite.app);
    const { body } = await root.post('wecomDirectory:check', { source: 'company' });
    expect(body.data.map(({ check, status }: { check: string; status: string }) => [check, status])).toEqual([
      ['app-enabled', 'ok'],
      ['visible-range', 'ok'],
      ['directory-departments', 'ok'],
      ['directory-plugin', 'ok'],
    ]);
    const wrong = { authenticator: 'wecom', onlyDepartments: [777], contactSecret: SAMPLE.secret };
    const checked = await root.post('wecomDirectory:check', { options: wrong });
    expect(checked.body.data.filter(({ status }: { status: string }) => status === 'failed')).toHaveLength(2);
    const keys = (await root.post('wecomDirectory:newKeys', {})).body.data;
    expect([keys.token.length, keys.aesKey.length]).toEqual([32, 43]);
    const settings = await root.get('wecomDirectory:eventSettings?source=company');
    expect(settings.body.data).toEqual({ url: 'https://app.example.com/api/wecom:contacts/company', saved: false });
  });

  it('run by NocoBase’s own button, whose task tells the numbers', async () => {
    const root = await Administrator.of(suite.app);
    expect((await root.post('userData:pull?name=company', {})).status).toBe(200);
    // NocoBase answers before it begins.
    for (let wait = 0; wait < 1_000; wait += 1) {
      const row = await suite.app.db.getModel('userDataSyncTasks').findOne({ raw: true });
      const { status = 'processing' } = (row ?? {}) as { status?: string };
      if (status !== 'processing') break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await settled();
    const tasks = await suite.app.db.getModel('userDataSyncTasks').findAll({ raw: true });
    expect(tasks).toMatchObject([{ status: 'success', message: expect.stringContaining('Users made: 8') }]);
  });
});
