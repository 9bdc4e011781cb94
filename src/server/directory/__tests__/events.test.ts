/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { CONTACT_SYNC, SAMPLE } from '../../../../simulator';
import { Administrator } from '../../__tests__/support/administrator';
import { Browser } from '../../__tests__/support/browser';
import { DIALECTS } from '../../__tests__/support/test-app';
import { signIn } from '../../__tests__/support/wecom';
import { newCallbackAesKey, newCallbackToken } from '../../wecom-api/callback';
import { directorySuite, saveSource, serviceOfTest, written } from './support';

const { manager, newcomer, mixedCase } = SAMPLE.members;

describe.each(DIALECTS)('events on %s', (dialect) => {
  const company = directorySuite({ dialect });
  const { suite } = company;
  let server: http.Server;
  let origin: string;
  const keys = { token: newCallbackToken(), encodingAesKey: newCallbackAesKey() };

  beforeAll(async () => {
    server = http.createServer((request, response) => void suite.app.callback()(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(async () => {
    await suite.configure({ options: { eventToken: keys.token, eventAesKey: keys.encodingAesKey } });
    await saveSource(suite.app, { contactToken: keys.token, contactAesKey: keys.encodingAesKey });
  });

  const app = () => ({ url: `${origin}/api/wecom:events/wecom`, ...keys });
  const contacts = () => ({ url: `${origin}/api/wecom:contacts/company`, ...keys });
  const settled = async () => {
    await suite.simulator.control.eventsSettled();
    await company.directory.settled();
  };
  const links = async () => (await written(suite.app)).links;

  it('answer the question with which WeCom checks an address', async () => {
    const { control } = suite.simulator;
    expect(await control.saveCallback(SAMPLE.agentId, app())).toEqual({ saved: true });
    expect(await control.saveCallback(CONTACT_SYNC, contacts())).toEqual({ saved: true });
    const wrong = await control.saveCallback(SAMPLE.agentId, { ...app(), token: newCallbackToken() });
    expect(wrong.saved).toBe(false);
    const nowhere = await control.saveCallback(SAMPLE.agentId, { ...app(), url: `${origin}/api/wecom:events/nobody` });
    expect(nowhere.saved).toBe(false);
  });

  it('S-61 end the sessions of whoever leaves, at once', async () => {
    await company.run();
    const { control } = suite.simulator;
    await control.saveCallback(SAMPLE.agentId, app());
    const { data } = await signIn(suite.app, suite.simulator, { userid: newcomer });
    const headers = { Authorization: `Bearer ${data.token}`, 'X-Authenticator': 'wecom' };
    expect((await new Browser(suite.app).get('/api/auth:check', headers)).body.data.id).toBe(data.user.id);
    control.deleteMember(newcomer);
    await settled();
    expect((await links()).liuqiang).toBe('刘强: left');
    expect((await new Browser(suite.app).get('/api/auth:check', headers)).status).toBe(401);
    // The same again changes nothing.
    const { url, body } = control.deliveries().at(-1) as NonNullable<ReturnType<typeof control.deliveries>[number]>;
    control.clearCalls();
    const again = await fetch(url, { method: 'POST', body, headers: { 'Content-Type': 'text/xml' } });
    expect(again.status).toBe(200);
    await settled();
    expect(control.countCalls('user/get')).toBe(0);
  });

  it('bring new members, moves and new userids into NocoBase', async () => {
    await company.run();
    const { control } = suite.simulator;
    await control.saveCallback(CONTACT_SYNC, contacts());
    control.upsertMember({ userid: 'zhaoyun', name: '赵云', department: [4] });
    control.upsertMember({ userid: manager, department: [3], is_leader_in_dept: [0] });
    control.renameMember(mixedCase, 'lina2');
    await settled();
    const now = await written(suite.app);
    expect(now.links).toMatchObject({ zhaoyun: '赵云: active', lina2: '李娜: active' });
    expect(now.links).not.toHaveProperty('lina');
    expect(now.memberships).toEqual(expect.arrayContaining(['人力资源部/赵云/', '销售部/张伟/']));
    expect(now.memberships.join()).not.toContain('研发部/张伟');
    expect((await company.run()).counts).toMatchObject({ known: 9, unchanged: 9 });
  });

  it('S-44 do not carry a link of somebody who manages NocoBase to a new userid', async () => {
    await company.run();
    const { control } = suite.simulator;
    await control.saveCallback(CONTACT_SYNC, contacts());
    const lina = await suite.app.db.getRepository('users').findOne({ filter: { nickname: '李娜' } });
    await suite.app.db.getRepository('users').update({ filterByTk: lina.get('id'), values: { roles: ['admin'] } });
    const { users } = await written(suite.app);
    control.renameMember(mixedCase, 'lina2');
    await settled();
    const now = await written(suite.app);
    expect(now.links).not.toHaveProperty('lina2');
    expect(now.links.lina).toBe('李娜: left');
    expect(now.users).toEqual(users);
  });

  it('read the company again when departments change', async () => {
    await company.run();
    const { control } = suite.simulator;
    await control.saveCallback(CONTACT_SYNC, contacts());
    control.upsertDepartment({ id: 50, name: '新部门', parentid: 2 });
    await settled();
    expect((await written(suite.app)).departments.join()).toContain('新部门');
  });

  it('S-62 are believed as a hint only, and forged ones not at all', async () => {
    await company.run();
    const { control } = suite.simulator;
    await control.saveCallback(SAMPLE.agentId, app());
    const leave = { Event: 'unsubscribe', EventKey: '', FromUserName: newcomer, AgentID: SAMPLE.agentId };
    // Signed, but WeCom says that the member is there.
    expect((await control.sendEvent(SAMPLE.agentId, leave)).state).toBe('delivered');
    await settled();
    expect((await links()).liuqiang).toBe('刘强: active');

    control.patchCorp({});
    const before = await links();
    for (const forged of [
      { token: newCallbackToken() },
      { encodingAesKey: newCallbackAesKey() },
      { receiveId: 'ww0000000000000000' },
      { timestamp: Math.floor(Date.now() / 1000) - 3600 },
      { signature: '0'.repeat(40) },
    ]) {
      const { tries, state } = await control.sendEvent(SAMPLE.agentId, leave, forged);
      expect([state, tries[0]?.status]).toEqual(['lost', 403]);
    }
    // Signed, and larger than any event that WeCom sends.
    const large = await control.sendEvent(SAMPLE.agentId, { ...leave, EventKey: 'a'.repeat(70_000) });
    expect([large.state, large.tries[0]?.status]).toEqual(['lost', 403]);
    for (const body of [
      '',
      'x',
      '<xml>',
      `<!DOCTYPE x [<!ENTITY e "x">]><xml><Encrypt>&e;</Encrypt></xml>`,
      'a'.repeat(70_000),
    ]) {
      const url = `${app().url}?msg_signature=${'0'.repeat(40)}&timestamp=${Math.floor(Date.now() / 1000)}&nonce=1`;
      const { status } = await fetch(url, { method: 'POST', body, headers: { 'Content-Type': 'text/xml' } });
      expect(status).toBe(403);
    }
    await settled();
    expect(await links()).toEqual(before);
  });

  it('S-63 wait for a word where they would end too many', async () => {
    await company.run();
    const { control } = suite.simulator;
    await control.saveCallback(SAMPLE.agentId, app());
    control.patchApp(SAMPLE.agentId, { visibleDepartments: [] });
    await settled();
    const gone = Object.values(await links()).filter((one) => !one.endsWith('active'));
    expect(gone).toEqual([]);
    const runs = await suite.app.db.getModel('wecomRuns').findAll({ where: { state: 'waiting' }, raw: true });
    expect(runs).toHaveLength(1);
    const administrator = await Administrator.of(suite.app);
    const { body } = await administrator.post('wecomLinks:confirmLeavers', {
      run: String((runs[0] as unknown as { id: unknown }).id),
    });
    await company.directory.settled();
    expect(body.data.run).toEqual(expect.any(String));
    expect(Object.values(await links()).filter((one) => one.endsWith('out-of-range'))).toHaveLength(7);
  });

  describe('S-61 the renewal of a session', () => {
    /** As if the life of the token were over. */
    async function renewed(token: string, authenticator = 'wecom') {
      const real = Date.now;
      Date.now = () => real() + 25 * 3600_000;
      try {
        return await new Browser(suite.app).get('/api/auth:check', {
          Authorization: `Bearer ${token}`,
          'X-Authenticator': authenticator,
        });
      } finally {
        Date.now = real;
      }
    }
    beforeEach(async () => {
      await company.run();
      const { cache } = serviceOfTest(suite.app).renewal['options'] as unknown as {
        cache: { reset?(): Promise<void> };
      };
      await cache.reset?.();
    });
    const token = async (userid: string) => (await signIn(suite.app, suite.simulator, { userid })).data.token as string;

    it('asks WeCom, once an hour for a person', async () => {
      const [one, two] = [await token(newcomer), await token(newcomer)];
      const { control } = suite.simulator;
      control.clearCalls();
      expect((await renewed(one)).status).toBe(200);
      expect(control.countCalls('user/get')).toBeGreaterThan(0);
      control.clearCalls();
      expect((await renewed(two)).status).toBe(200);
      expect(control.countCalls('user/get')).toBe(0);
    });

    it.each(['wecom', 'basic'])(
      'ends it when the member has left, whatever the client names: %s',
      async (authenticator) => {
        const own = await token(newcomer);
        suite.simulator.control.deleteMember(newcomer);
        expect((await renewed(own, authenticator)).status).toBe(401);
        expect((await links()).liuqiang).toBe('刘强: left');
      },
    );

    it('ends nothing while WeCom cannot be asked', async () => {
      const own = await token(newcomer);
      suite.simulator.control.setFault({ match: 'user/get', reset: true });
      expect((await renewed(own)).status).toBe(200);
      expect((await links()).liuqiang).toBe('刘强: active');
    });

    it('S-63 waits for a word where too many have gone within the hour', async () => {
      const own = await token(newcomer);
      const { corpId } = SAMPLE;
      const gone = Array.from({ length: 5 }, (_, index) => ({ event: 'left', corpId, memberId: `gone${index}` }));
      await suite.app.db.getModel('wecomJournal').bulkCreate(gone);
      suite.simulator.control.deleteMember(newcomer);
      expect((await renewed(own)).status).toBe(200);
      expect((await links()).liuqiang).toBe('刘强: active');
      expect(await suite.app.db.getModel('wecomRuns').count({ where: { state: 'waiting' } })).toBe(1);
    });

    it('asks nobody about a session that a password began', async () => {
      const administrator = await Administrator.of(suite.app);
      suite.simulator.control.clearCalls();
      expect((await renewed(administrator.authorization.slice(7), 'wecom')).status).toBe(200);
      expect(suite.simulator.control.countCalls('user/get')).toBe(0);
    });
  });
});
