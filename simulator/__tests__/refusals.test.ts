import { ConfigError, SAMPLE } from '../index';
import { callControl, sharedSimulator } from './helpers';

const simulator = sharedSimulator();
const app = `apps/${SAMPLE.agentId}`;
const outsider = { id: 'o', name: 'O' };

const state = async () => {
  const { time: _, ...rest } = (await callControl(simulator.get(), 'GET', 'state')).body;
  return rest;
};

describe('a wrong control call', () => {
  test.each<[path: string, body: unknown, word: string]>([
    ['reset', { everything: true }, 'everything'],
    ['clock', {}, 'advanceMs'],
    ['clock', { set: 'nonsense' }, 'set'],
    ['clock', { set: '2030-99-99' }, 'clock'],
    ['clock', { set: -1 }, '1970'],
    ['clock', { set: 0, advanceMs: 0 }, 'either'],
    ['clock', { advanceMs: 'abc' }, 'advanceMs'],
    ['clock', { advanceMs: 1e14 }, '2286'],
    ['clock', { advance: 1 }, 'advance'],
    ['corp', null, 'corp'],
    ['corp', { webLoginCancel: 'foo' }, 'webLoginCancel'],
    ['corp', { codeLength: 'abc' }, 'codeLength'],
    ['corp', { departments: 'x' }, 'departments'],
    ['corp', { outsiders: [{ ...outsider, openId: 'x' }] }, 'openId'],
    [app, null, 'app'],
    [app, { visibleMembers: null }, 'visibleMembers'],
    [app, { requireVerifyFile: 'x' }, 'requireVerifyFile'],
    [app, { sensitiveFields: null }, 'sensitiveFields'],
    [app, { agentId: 7 }, 'agentId'],
    ['apps/7', { name: 'without a secret' }, 'secret'],
    ['members', null, 'member'],
    ['members', {}, 'userid'],
    ['members', { userid: 'zhangwei', phone: '1' }, 'unknown key "phone"'],
    ['members', { userid: 'zhangwei', department: 5 }, 'department'],
    ['members', { userid: 'new', department: [2] }, 'name'],
    ['members', { userid: 'zhangwei', delete: 'yes' }, 'delete'],
    ['members', { delete: true }, 'userid'],
    ['tokens/revoke', { agentId: 'abc' }, 'agentId'],
    ['tokens/revoke', { agentID: SAMPLE.agentId }, 'agentID'],
    ['tokens/revoke', { agentId: 7 }, 'no app 7'],
    ['tokens/expire', { agentId: null }, 'agentId'],
    ['tokens/expire', { agentId: SAMPLE.agentId, agentid: SAMPLE.oldAgentId }, 'agentid'],
    ['codes', {}, 'userid'],
    ['codes', { userid: 'zhangwei', external: true }, 'either'],
    ['codes', { userid: 'zhangwei', scope: 'foo' }, 'scope'],
    ['codes', { userid: 'zhangwei', agentId: 7 }, 'no app 7'],
    ['codes', { external: true, agentId: 7 }, 'no app 7'],
    ['codes', { external: 'nobody' }, 'nobody'],
    ['codes', { userid: 'zhangwei', redirectHost: 'http://localhost' }, 'redirectHost'],
    ['codes', { userid: 'zhangwei', fields: ['phone'] }, 'fields'],
    ['current-member', {}, 'id'],
    ['current-member', { id: 'nobody' }, 'nobody'],
    ['current-member', { userid: 'zhangwei' }, 'userid'],
    ['verify-domain', {}, 'agentId'],
    ['verify-domain', { agentId: 7 }, 'no app 7'],
    ['faults', null, 'fault'],
    ['faults', { errcode: -1 }, 'match'],
    ['faults', { match: '(', errcode: -1 }, 'match'],
    ['faults', { match: 'x' }, 'errcode'],
    ['faults', { match: 'x', errorcode: 1 }, 'errorcode'],
    ['faults', { match: 'x', errcode: 1, hang: true, bytes: 100 }, 'errcode and bytes and hang'],
    ['faults', { match: 'x', errcode: 1, status: 502 }, 'errcode and status'],
    ['faults', { match: 'x', status: 502, errmsg: 'x' }, 'errmsg'],
    ['faults', { match: 'x', errcode: '1' }, 'errcode'],
    ['faults', { match: 'x', errcode: 1, times: 'two' }, 'times'],
    ['faults', { match: 'x', errcode: 1, probability: 2 }, 'probability'],
    ['faults', { match: 'x', hang: false }, 'hang'],
    ['faults', { match: 'x', merge: [] }, 'merge'],
    ['faults', { match: 'x', status: 99 }, 'status'],
    ['faults', { match: 'x', redirect: 'a\nb' }, 'redirect'],
    ['faults', [{ match: 'x', errcode: 1 }, { match: 'x' }], 'fault'],
    ['members', '{"userid":', 'JSON'],
  ])('POST %s %j is HTTP 400 with a sentence, and changes nothing', async (path, body, word) => {
    const before = await state();
    const { status, body: answer } = await callControl(simulator.get(), 'POST', path, body);
    expect({ status, answer }).toEqual({ status: 400, answer: { error: expect.stringContaining(word) } });
    expect(answer.error).toMatch(/^.{1,400}$/);
    expect(await state()).toEqual(before);
    expect(Math.abs(simulator.get().control.now() - Date.now())).toBeLessThan(1000);
  });

  test.each(['last=abc', 'last=-1', 'enpoint=gettoken'])('GET calls?%s is HTTP 400', async (query) => {
    expect(await callControl(simulator.get(), 'GET', `calls?${query}`)).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining(query.split('=')[0] ?? '') },
    });
  });

  test.each([
    ['GET', 'nothing'],
    ['POST', 'apps/abc'],
    ['PATCH', 'corp'],
    ['DELETE', 'consents'],
  ])('%s %s is no call: HTTP 404, said in a sentence', async (method, path) => {
    expect(await callControl(simulator.get(), method, path, method === 'GET' ? undefined : {})).toEqual({
      status: 404,
      body: { error: expect.stringContaining(`"${method} ${path}"`) },
    });
  });

  test('in process is a ConfigError', async () => {
    const { control } = simulator.get();
    expect(() => control.setClock(Number.NaN)).toThrow(ConfigError);
    expect(() => control.advanceClock(Number.NaN)).toThrow(ConfigError);
    expect(() => control.setCurrentMember('nobody')).toThrow(ConfigError);
    expect(() => control.setFault({ match: 'gettoken' })).toThrow(ConfigError);
    await expect(control.verifyDomain(7)).rejects.toThrow(ConfigError);
  });
});

describe('a right control call', () => {
  test.each<[path: string, body: unknown]>([
    ['tokens/revoke', { agentId: String(SAMPLE.agentId) }],
    ['tokens/revoke', { agentid: SAMPLE.agentId }],
    ['tokens/expire', { agentId: 'contact-sync' }],
    ['codes', { userid: 'long.gone' }],
    ['codes', { external: SAMPLE.outsiders.linked, agentId: null, scope: 'snsapi_base' }],
    ['current-member', { id: SAMPLE.outsiders.external }],
    ['current-member', { id: null }],
    ['clock', { set: 1_893_456_000_000 }],
    ['clock', { set: '2030-01-01' }],
    ['clock', { advanceMs: -1 }],
    ['faults', { match: 'x', delayMs: 5 }],
    ['faults', { match: 'x', json: null, status: 503 }],
    ['faults', { match: 'x', html: '', status: 503, delayMs: 5, times: 1, probability: 0.5 }],
    ['faults', []],
    [app, { trustedDomain: '[::1]:3000', callbackDomain: '', homeUrl: null }],
    ['apps/7', { secret: 'of-a-new-app' }],
    ['members', { userid: 'nobody', delete: true }],
  ])('POST %s %j is HTTP 200', async (path, body) => {
    expect((await callControl(simulator.get(), 'POST', path, body)).status).toBe(200);
  });

  test('with the agentId as digits ends the tokens of this app', async () => {
    const { url, control } = simulator.get();
    await fetch(`${url}/cgi-bin/gettoken?corpid=${SAMPLE.corpId}&corpsecret=${SAMPLE.secret}`);
    const { body } = await callControl(simulator.get(), 'POST', 'tokens/revoke', { agentId: String(SAMPLE.agentId) });
    expect(body).toEqual({ count: 1 });
    expect(control.revokeTokens()).toBe(0);
  });
});

test('leads no department who moves to another number of them, unless told', () => {
  const { control } = simulator.get();
  expect(control.upsertMember({ userid: 'zhangwei', department: [3] }).is_leader_in_dept).toEqual([1]);
  expect(control.upsertMember({ userid: 'zhangwei', department: [3, 4] }).is_leader_in_dept).toEqual([0, 0]);
  const told = control.upsertMember({ userid: 'zhangwei', department: [5], is_leader_in_dept: [1] });
  expect(told.is_leader_in_dept).toEqual([1]);
});
