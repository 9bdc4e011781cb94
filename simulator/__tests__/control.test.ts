import { SAMPLE } from '../index';
import { api, sharedSimulator, token } from './helpers';

const simulator = sharedSimulator();

const getUser = async (userid = 'zhangwei') =>
  api(simulator.get(), 'user/get', { access_token: await token(simulator.get()), userid });

describe('the control', () => {
  test('changes members, apps and the company, and takes it all back', async () => {
    const { control } = simulator.get();
    control.upsertMember({ userid: 'zhangwei', name: '张伟伟' });
    control.upsertMember({ userid: 'new.person', name: '新人', department: [2] });
    expect(control.deleteMember('LINA')).toBe(true);
    control.patchApp(SAMPLE.agentId, { createdAfter20220620: false });
    control.patchCorp({ codeLength: 100 });
    expect(await getUser()).toMatchObject({ name: '张伟伟', mobile: '13800000001' });
    expect((await getUser('new.person')).errcode).toBe(0);
    expect((await getUser('LiNa')).errcode).toBe(60111);
    expect(control.mintCode({ userid: 'zhangwei' })).toHaveLength(100);
    control.reset();
    expect(await getUser()).toMatchObject({ name: '张伟' });
    expect((await getUser('LiNa')).errcode).toBe(0);
  });

  test('ends the tokens of one app', async () => {
    const { control } = simulator.get();
    await token(simulator.get());
    expect(control.revokeTokens(SAMPLE.oldAgentId)).toBe(0);
    expect(control.revokeTokens(SAMPLE.agentId)).toBe(1);
    expect(control.revokeTokens()).toBe(0);
  });

  test('is not to be had over HTTP', async () => {
    expect((await fetch(`${simulator.get().url}/__control/state`)).status).toBe(404);
  });
});

describe('the list of calls', () => {
  test('has every request once, with its query and result', async () => {
    await getUser('nobody');
    const calls = simulator.get().control.calls();
    expect(calls.map(({ endpoint, errcode }) => [endpoint, errcode])).toEqual([
      ['gettoken', 0],
      ['user/get', 60111],
    ]);
    expect(calls[1]).toMatchObject({ method: 'GET', status: 200, query: { userid: 'nobody' }, ip: '127.0.0.1' });
    expect(simulator.get().control.countCalls('user/get')).toBe(1);
    simulator.get().control.clearCalls();
    expect(simulator.get().control.calls()).toEqual([]);
  });

  test('counts exactly under load', async () => {
    const access_token = await token(simulator.get());
    await Promise.all(
      Array.from({ length: 300 }, () => api(simulator.get(), 'user/get', { access_token, userid: 'LiNa' })),
    );
    expect(simulator.get().control.countCalls('user/get')).toBe(300);
  });
});

describe('a fault', () => {
  const url = () => `${simulator.get().url}/cgi-bin/gettoken?corpid=${SAMPLE.corpId}&corpsecret=${SAMPLE.secret}`;
  const get = (init: RequestInit = {}) => fetch(url(), { redirect: 'manual', ...init });

  test('hits as often as told, then the normal answer comes', async () => {
    simulator.get().control.setFault({ match: 'gettoken', errcode: -1, times: 2 });
    const codes: unknown[] = [];
    for (let tries = 0; tries < 3; tries += 1)
      codes.push(((await (await get()).json()) as { errcode: number }).errcode);
    expect(codes).toEqual([-1, -1, 0]);
  });

  test('with an endpoint name hits only this endpoint, with a pattern every match', async () => {
    simulator.get().control.setFault({ match: 'user/get', errcode: 45033 });
    const access_token = await token(simulator.get());
    expect((await api(simulator.get(), 'user/getuserinfo', { access_token })).errcode).toBe(41008);
    expect((await api(simulator.get(), 'user/get', { access_token })).errcode).toBe(45033);
    simulator.get().control.clearFaults();
    simulator.get().control.setFault({ match: '^/cgi-bin/user/', errcode: 45033, errmsg: '并发' });
    const answer = await api(simulator.get(), 'user/getuserinfo', { access_token });
    expect(answer.errmsg).toMatch(/^并发, hint/);
  });

  test.each([
    ['user/get', { department: [], order: [], is_leader_in_dept: [], direct_leader: [] }],
    ['get_api_domain_ip', { ip_list: [] }],
  ])('with an errcode on %s has the empty lists of a call that really fails', async (match, lists) => {
    simulator.get().control.setFault({ match, errcode: 45033 });
    expect(await api(simulator.get(), match)).toMatchObject({ errcode: 45033, ...lists });
  });

  test('can be a status, a page, half an answer, a huge one, another answer or a redirect', async () => {
    const { control: steer } = simulator.get();
    steer.setFault({ match: 'gettoken', status: 502, times: 1 });
    expect((await get()).status).toBe(502);
    steer.setFault({ match: 'gettoken', html: true, times: 1 });
    expect((await get()).headers.get('content-type')).toContain('text/html');
    steer.setFault({ match: 'gettoken', halfJson: true, times: 1 });
    await expect((await get()).json()).rejects.toThrow();
    steer.setFault({ match: 'gettoken', bytes: 5_000_000, times: 1 });
    expect(await (await get()).text()).toHaveLength(5_000_000);
    steer.setFault({ match: 'gettoken', json: [1], times: 1 });
    expect(await (await get()).json()).toEqual([1]);
    steer.setFault({ match: 'gettoken', merge: { expires_in: 10 }, times: 1 });
    expect(await (await get()).json()).toMatchObject({ errcode: 0, expires_in: 10 });
    steer.setFault({ match: 'gettoken', redirect: 'http://169.254.169.254/', times: 1 });
    expect((await get()).headers.get('location')).toBe('http://169.254.169.254/');
  });

  test('can be silence, a cut connection or a delay', async () => {
    const { control: steer } = simulator.get();
    steer.setFault({ match: 'gettoken', hang: true, times: 1 });
    await expect(get({ signal: AbortSignal.timeout(100) })).rejects.toThrow();
    steer.setFault({ match: 'gettoken', reset: true, times: 1 });
    await expect(get()).rejects.toThrow();
    steer.setFault({ match: 'gettoken', delayMs: 80, times: 1 });
    const start = performance.now();
    expect(((await (await get()).json()) as { errcode: number }).errcode).toBe(0);
    expect(performance.now() - start).toBeGreaterThan(70);
  });
});
