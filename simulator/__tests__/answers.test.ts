/** How answers of the API look from outside, beside the recorded ones. */
import { SAMPLE } from '../index';
import { api, rawApi, sharedSimulator, token } from './helpers';

const simulator = sharedSimulator();
const credentials = { corpid: SAMPLE.corpId, corpsecret: SAMPLE.secret };
const MORE = 'more info at https://open\\.work\\.weixin\\.qq\\.com/devtool/query\\?e=';

const getUser = async (userid = 'zhangwei') =>
  rawApi(simulator.get(), 'user/get', { access_token: await token(simulator.get()), userid });

describe('an answer of the API', () => {
  test('is HTTP 200 with errcode in body and headers, also when all is well', async () => {
    const { headers, httpStatus } = await api(simulator.get(), 'gettoken', credentials);
    expect(httpStatus).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      'error-code': '0',
      'error-msg': 'ok',
      'x-w-no': '6',
      'content-type': 'application/json; charset=UTF-8',
      server: 'nginx',
    });
    const refused = await api(simulator.get(), 'gettoken', { ...credentials, corpid: 'x' });
    expect(refused.httpStatus).toBe(200);
    expect(refused.headers.get('error-code')).toBe('40013');
    expect(refused.headers.get('error-msg')).toBe(refused.errmsg);
  });

  test('has its fields in the order of recorded ones', async () => {
    const access_token = await token(simulator.get());
    const keys = async (path: string, query: Record<string, string>) =>
      Object.keys((await (await rawApi(simulator.get(), path, { access_token, ...query })).json()) as object);
    const code = () => simulator.get().control.mintCode({ userid: 'zhangwei' });
    expect(await keys('gettoken', credentials)).toEqual(['errcode', 'errmsg', 'access_token', 'expires_in']);
    expect(await keys('auth/getuserinfo', { code: code() })).toEqual(['userid', 'errcode', 'errmsg']);
    expect(await keys('user/getuserinfo', { code: code() })).toEqual(['UserId', 'DeviceId', 'errcode', 'errmsg']);
    expect(await keys('get_api_domain_ip', {})).toEqual(['ip_list', 'errcode', 'errmsg']);
  });

  test('has empty lists where user/get is refused', async () => {
    const lists = { department: [], order: [], is_leader_in_dept: [], direct_leader: [] };
    expect(await (await getUser('nobody')).json()).toMatchObject({ errcode: 60111, ...lists });
  });

  test('is 404 without a body for a path that WeCom does not have', async () => {
    const response = await rawApi(simulator.get(), 'no/such');
    expect([response.status, await response.text()]).toEqual([404, '']);
  });

  test('has tokens and tickets as long as recorded ones', async () => {
    const access_token = await token(simulator.get());
    expect(access_token).toMatch(/^[\w-]{214}$/);
    for (let tries = 0; tries < 20; tries += 1) {
      const code = simulator.get().control.mintCode({ userid: 'zhangwei', scope: 'snsapi_privateinfo' });
      const { user_ticket } = await api(simulator.get(), 'auth/getuserinfo', { access_token, code });
      expect(user_ticket).toMatch(/^[\w-]{86,107}$/);
    }
  });

  test('can be a success with a warning', async () => {
    simulator.get().control.setFault({ match: 'user/get', warning: 'field "x" expect type string' });
    const response = await getUser();
    expect(await response.json()).toMatchObject({
      errcode: 0,
      errmsg: 'ok. WARNING: field "x" expect type string',
      userid: 'zhangwei',
    });
    expect(response.headers.get('error-msg')).toContain('WARNING');
  });

  test('can hold control characters as they are, which is no JSON', async () => {
    const { control } = simulator.get();
    const position = 'a\nb\t"c" \\n \u001b';
    control.upsertMember({ userid: 'zhangwei', name: '张\u0007伟', position });
    expect(await (await getUser()).json()).toMatchObject({ name: '张\u0007伟', position });
    control.patchCorp({ rawControlCharacters: true });
    const body = await (await getUser()).text();
    expect(body).toContain('"name":"张\u0007伟"');
    expect(body).toContain('"position":"a\nb\t\\"c\\" \\\\n \u001b"');
    expect(() => JSON.parse(body)).toThrow();
  });
});

describe('errmsg of a refusal', () => {
  const wrongSecret = async () =>
    (await api(simulator.get(), 'gettoken', { ...credentials, corpsecret: 'wrong' })).errmsg;

  test.each([
    ['full', `hint: \\[\\d{25}\\], from ip: 127\\.0\\.0\\.1, ${MORE}40001`],
    ['no-address', `hint: \\[\\d{25}\\], from ip: , ${MORE}40001`],
    ['2020', `hint: \\[\\d{10}_51_[0-9a-f]{32}\\], from ip: 127\\.0\\.0\\.1, ${MORE}40001`],
    ['2018', `hint: \\[\\d{10}_51_[0-9a-f]{32}\\], ${MORE}40001`],
    ['2017', 'hint: \\[\\d{10}_[0-9a-f]{32}\\]'],
  ] as const)('ends in the form %s', async (errmsgTail, pattern) => {
    simulator.get().control.patchCorp({ errmsgTail });
    expect(await wrongSecret()).toMatch(new RegExp(`^invalid credential, ${pattern}$`));
  });

  test('can have no tail at all', async () => {
    simulator.get().control.patchCorp({ errmsgTail: 'none' });
    expect(await wrongSecret()).toBe('invalid credential');
  });

  test('is the recorded one, down to blanks and full stops', async () => {
    const access_token = await token(simulator.get());
    const other = await api(simulator.get(), 'agent/get', { access_token, agentid: String(SAMPLE.oldAgentId) });
    expect(other.errmsg).toMatch(/^not allow operate another agent with this accesstoken\. hint: \[/);
    const invisible = await api(simulator.get(), 'user/get', { access_token, userid: SAMPLE.members.outsideRange });
    expect(invisible.errmsg).toMatch(/^no privilege to access\/modify contact\/party\/agent , hint: \[/);
    const assistant = await api(simulator.get(), 'user/get', {
      access_token: await token(simulator.get(), SAMPLE.contactSyncSecret),
      userid: 'zhangwei',
    });
    expect(assistant.errmsg).toMatch(/^api forbidden for contact assistant, hint: \[/);
  });

  test('of 40014 has no tail where one was looked for and not found', async () => {
    const withToken = async (path: string) => (await api(simulator.get(), path, { access_token: 'made-up' })).errmsg;
    expect(await withToken('user/get')).toBe('invalid access_token');
    expect(await withToken('auth/getuserinfo')).toBe('invalid access_token');
    expect(await withToken('agent/get')).toMatch(/^invalid access_token, hint: /);
  });
});
