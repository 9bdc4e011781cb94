import { type MintCodeRequest, SAMPLE } from '../index';
import { api, sharedSimulator, token } from './helpers';

const simulator = sharedSimulator();
const { members, outsiders } = SAMPLE;

async function redeem(wanted: MintCodeRequest, secret: string = SAMPLE.secret, path = 'auth/getuserinfo') {
  const code = simulator.get().control.mintCode(wanted);
  const access_token = await token(simulator.get(), secret);
  const { headers: _, httpStatus: __, ...answer } = await api(simulator.get(), path, { access_token, code });
  return answer;
}

describe('a login code', () => {
  test('works once', async () => {
    const code = simulator.get().control.mintCode({ userid: 'zhangwei' });
    const access_token = await token(simulator.get());
    expect(await api(simulator.get(), 'auth/getuserinfo', { access_token, code })).toMatchObject({
      userid: 'zhangwei',
    });
    expect((await api(simulator.get(), 'auth/getuserinfo', { access_token, code })).errcode).toBe(40029);
  });

  test('lives five minutes', async () => {
    const code = simulator.get().control.mintCode({ userid: 'zhangwei' });
    simulator.get().state.clock.advance(300_001);
    const access_token = await token(simulator.get());
    expect((await api(simulator.get(), 'auth/getuserinfo', { access_token, code })).errcode).toBe(40029);
  });

  test('is missing: 41008; made up: 40029', async () => {
    const access_token = await token(simulator.get());
    expect((await api(simulator.get(), 'auth/getuserinfo', { access_token })).errcode).toBe(41008);
    expect((await api(simulator.get(), 'auth/getuserinfo', { access_token, code: 'x' })).errcode).toBe(40029);
  });

  test('belongs to its app: the token of another app or of contact-sync gets 50001 and does not use it up', async () => {
    const { control } = simulator.get();
    const code = control.mintCode({ userid: 'zhangwei' });
    for (const secret of [SAMPLE.oldSecret, SAMPLE.contactSyncSecret]) {
      const access_token = await token(simulator.get(), secret);
      expect((await api(simulator.get(), 'auth/getuserinfo', { access_token, code })).errcode).toBe(50001);
    }
    const access_token = await token(simulator.get());
    expect((await api(simulator.get(), 'auth/getuserinfo', { access_token, code })).errcode).toBe(0);
  });

  test('belongs to its domain: 50001 when the app has another one by now', async () => {
    simulator.get().control.patchApp(SAMPLE.agentId, { trustedDomain: 'crm.example.com' });
    const wanted = { userid: 'zhangwei', redirectHost: 'other.example.com' };
    expect((await redeem(wanted)).errcode).toBe(50001);
    expect((await redeem({ ...wanted, redirectHost: 'crm.example.com' })).errcode).toBe(0);
  });

  test('is as long as WeCom allows when asked for', () => {
    simulator.get().control.patchCorp({ codeLength: 512 });
    expect(simulator.get().control.mintCode({ userid: 'zhangwei' })).toHaveLength(512);
  });
});

describe('auth/getuserinfo', () => {
  test('tells the userid whether or not the app may see the member', async () => {
    const { outsideRange } = members;
    expect(await redeem({ userid: outsideRange })).toEqual({ errcode: 0, errmsg: 'ok', userid: outsideRange });
  });

  test('gives a ticket for privateinfo of a visible member only', async () => {
    const scope = 'snsapi_privateinfo';
    expect(await redeem({ userid: 'zhangwei', scope })).toHaveProperty('user_ticket', expect.any(String));
    expect(await redeem({ userid: members.outsideRange, scope })).not.toHaveProperty('user_ticket');
    expect(await redeem({ userid: 'zhangwei', scope: 'snsapi_base' })).not.toHaveProperty('user_ticket');
    expect(await redeem({ userid: 'zhangwei', scope: 'web_login' })).not.toHaveProperty('user_ticket');
  });

  test('is a success without userid for a person who is no member', async () => {
    expect(await redeem({ external: true })).toEqual({
      errcode: 0,
      errmsg: 'ok',
      openid: expect.any(String),
      external_userid: expect.any(String),
    });
  });

  test('writes a member of a linked company as CorpId/userid', async () => {
    expect(await redeem({ external: outsiders.linked })).toMatchObject({ userid: 'wwfedcba0987654321/hejing' });
  });

  test('has capital letters under its old name', async () => {
    expect(await redeem({ userid: 'zhangwei' }, SAMPLE.secret, 'user/getuserinfo')).toEqual({
      errcode: 0,
      errmsg: 'ok',
      UserId: 'zhangwei',
      DeviceId: '',
    });
    const external = await redeem({ external: true }, SAMPLE.secret, 'user/getuserinfo');
    expect(external).toHaveProperty('OpenId');
  });

  test('names the device under the old name, where the person used the client', async () => {
    for (const userid of ['zhangwei', 'LiNa', 'wangfang']) {
      const { DeviceId } = await redeem({ userid, scope: 'snsapi_base' }, SAMPLE.secret, 'user/getuserinfo');
      expect(DeviceId).toMatch(/^([0-9a-f]{16}|[0-9a-f]{32})$/);
    }
  });
});

describe('auth/getuserdetail', () => {
  const ticketOf = async (wanted: MintCodeRequest) =>
    String((await redeem({ scope: 'snsapi_privateinfo', ...wanted })).user_ticket);
  const detail = async (body: unknown, secret: string = SAMPLE.secret) =>
    api(simulator.get(), 'auth/getuserdetail', { access_token: await token(simulator.get(), secret) }, body);

  test('gives what the member consented to and the administrator selected', async () => {
    const { control } = simulator.get();
    control.patchApp(SAMPLE.agentId, { sensitiveFields: ['mobile', 'email'] });
    const all = await detail({ user_ticket: await ticketOf({ userid: members.bizMail }) });
    expect(all).toMatchObject({ userid: members.bizMail, mobile: '13800000003', email: 'wangfang@mail.example.org' });
    expect(all).toMatchObject({ gender: '0' });
    expect(all).not.toHaveProperty('biz_mail');
    const some = await detail({
      user_ticket: await ticketOf({ userid: members.bizMail, fields: ['email', 'biz_mail'] }),
    });
    expect(some).not.toHaveProperty('mobile');
    expect(some).not.toHaveProperty('name');
  });

  test('leaves out what the directory does not have', async () => {
    expect(await detail({ user_ticket: await ticketOf({ userid: members.withoutPhone }) })).not.toHaveProperty(
      'mobile',
    );
  });

  test('refuses a missing, a made-up, an old and another app’s ticket', async () => {
    expect((await detail({})).errcode).toBe(84090);
    expect((await detail({ user_ticket: 'made-up' })).errcode).toBe(84015);
    const user_ticket = await ticketOf({ userid: 'zhangwei' });
    expect((await detail({ user_ticket }, SAMPLE.oldSecret)).errcode).toBe(84015);
    simulator.get().state.clock.advance(1_799_000);
    expect((await detail({ user_ticket })).errcode).toBe(0);
    simulator.get().state.clock.advance(2_000);
    expect((await detail({ user_ticket })).errcode).toBe(84014);
  });

  test('wants POST with JSON', async () => {
    const access_token = await token(simulator.get());
    expect((await api(simulator.get(), 'auth/getuserdetail', { access_token })).errcode).toBe(40058);
    expect((await detail('text')).errcode).toBe(40058);
  });
});
