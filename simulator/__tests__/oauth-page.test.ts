import { SAMPLE } from '../index';
import { api, CALLBACK, CHROME_UA, locationOf, oauthPath, page, sharedSimulator, token, WECOM_UA } from './helpers';

const simulator = sharedSimulator();
const inWeCom = { 'user-agent': WECOM_UA };
const as = (userid: string) => ({ ...inWeCom, cookie: `sim_member=${userid}` });
const open = (changes = {}, headers: Record<string, string> = as('zhangwei'), form?: string) =>
  page(simulator.get(), oauthPath(changes), headers, form);
const privateinfo = { scope: 'snsapi_privateinfo' };

const identify = async (response: Response) => {
  const code = locationOf(response).searchParams.get('code') ?? '';
  return api(simulator.get(), 'auth/getuserinfo', { access_token: await token(simulator.get()), code });
};

describe('the silent link', () => {
  test('comes back at once with code and state behind the query that was there', async () => {
    const response = await open();
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toMatch(
      /^http:\/\/localhost:13000\/wecom\/callback\?authenticator=wecom&code=[\w-]+&state=abc123$/,
    );
    expect(await identify(response)).toMatchObject({ userid: 'zhangwei' });
  });

  test('has an empty state when none was given', async () => {
    expect((await open({ state: undefined })).headers.get('location')).toMatch(/&state=$/);
  });

  test('works in consumer WeChat, not in another browser', async () => {
    const weChat = await open({}, { ...as('zhangwei'), 'user-agent': 'Mozilla/5.0 MicroMessenger/8.0.52' });
    expect(weChat.status).toBe(302);
    const chrome = await open({}, { ...as('zhangwei'), 'user-agent': CHROME_UA });
    expect(chrome.status).toBe(200);
    expect(await chrome.text()).toContain('请在企业微信客户端打开链接');
  });

  test('works in a plain browser that plays the client', async () => {
    const response = await open({}, { 'user-agent': CHROME_UA, cookie: 'sim_client=wecom; sim_member=LiNa' });
    expect(await identify(response)).toMatchObject({ userid: 'LiNa' });
  });

  test('asks who you are when nobody knows, and remembers the answer', async () => {
    const question = await open({}, inWeCom);
    expect(await question.text()).toContain('data-testid="member-LiNa"');
    const answer = await page(simulator.get(), `${oauthPath()}&sim_member=LiNa`, inWeCom);
    expect(answer.headers.get('set-cookie')).toContain('sim_member=LiNa');
    expect(await identify(answer)).toMatchObject({ userid: 'LiNa' });
    simulator.get().control.setCurrentMember('wangfang');
    expect(await identify(await open({}, inWeCom))).toMatchObject({ userid: 'wangfang' });
  });

  test('lets a person who is no member through, without userid', async () => {
    expect(await identify(await open({}, as(SAMPLE.outsiders.external)))).not.toHaveProperty('userid');
  });
});

describe('a link with a fault', () => {
  test.each([
    ['appid', { appid: 'ww0' }],
    ['response_type', { response_type: 'token' }],
    ['scope', { scope: 'openid' }],
    ['state', { state: 'a-b' }],
    ['state', { state: 'a'.repeat(129) }],
    ['agentid', { agentid: '7' }],
    ['redirect_uri', { redirect_uri: undefined }],
    ['redirect_uri', { redirect_uri: `${CALLBACK}#/route` }],
  ])('in %s leads to the page for wrong parameters (%j)', async (reason, changes) => {
    const location = locationOf(await open(changes));
    expect(location.pathname).toBe('/wwopen/uriconfirm');
    expect(location.searchParams.get('err_type')).toBe('param_err');
    expect(location.searchParams.get('sim_reason')).toBe(reason);
  });

  test.each([
    ['crm.example.com', 'https://crm.example.com/a?b=c', true],
    ['crm.example.com', 'http://crm.example.com/', true],
    ['crm.example.com', 'https://crm.example.com:8443/', false],
    ['crm.example.com:8443', 'https://crm.example.com:8443/', true],
    ['crm.example.com', 'https://sub.crm.example.com/', false],
    ['crm.example.com', 'https://crm.example.com.evil.example/', false],
    ['crm.example.com', 'https://crm.example.com@evil.example/', false],
    ['crm.example.com', encodeURIComponent('https://crm.example.com/'), false],
    [null, 'http://127.0.0.1:13000/', true],
    [null, 'https://crm.example.com/', false],
    ['', 'http://localhost:13000/', false],
  ])('trusted domain %s, redirect_uri %s: %s', async (trustedDomain, redirect_uri, isFine) => {
    simulator.get().control.patchApp(SAMPLE.agentId, { trustedDomain });
    const response = await open({ redirect_uri });
    expect(locationOf(response).searchParams.has('code')).toBe(isFine);
    if (isFine) return;
    expect(locationOf(response).searchParams.get('err_type')).toBe('domain_err');
    expect(await (await fetch(locationOf(response))).text()).toContain('redirect_uri需使用应用可信域名');
  });

  test('cannot put its own markup into the page', async () => {
    const evil = '"><script>alert(1)</script>';
    const response = await fetch(locationOf(await open({ redirect_uri: evil, agentid: String(SAMPLE.agentId) })));
    const text = await response.text();
    expect(text).not.toContain('<script>');
    expect(text).toContain('&lt;script&gt;');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('the consent link', () => {
  test('asks once in 30 days', async () => {
    expect(await (await open(privateinfo)).text()).toContain('data-testid="consent-allow"');
    const allowed = await open(privateinfo, as('zhangwei'), 'decision=allow&field=mobile');
    expect(await identify(allowed)).toHaveProperty('user_ticket');
    expect((await open(privateinfo)).status).toBe(302);
    simulator.get().state.clock.advance(30 * 24 * 3600 * 1000);
    expect((await open(privateinfo)).status).toBe(200);
  });

  test('hands over only the fields that were ticked', async () => {
    const { user_ticket } = await identify(await open(privateinfo, as('zhangwei'), 'decision=allow&field=email'));
    const access_token = await token(simulator.get());
    const detail = await api(simulator.get(), 'auth/getuserdetail', { access_token }, { user_ticket });
    expect(detail).toMatchObject({ email: 'zhangwei@example.com' });
    expect(detail).not.toHaveProperty('mobile');
  });

  test('stays where it is after a refusal, or comes back with the state only when told so', async () => {
    const stays = await open(privateinfo, as('zhangwei'), 'decision=refuse');
    expect(await stays.text()).toContain('data-testid="consent-refused"');
    simulator.get().control.patchCorp({ consentRefusal: 'redirect' });
    const returns = await open(privateinfo, as('zhangwei'), 'decision=refuse');
    expect(returns.headers.get('location')).toBe(`${CALLBACK}&state=abc123`);
  });

  test('asks for nothing when agentid is missing', async () => {
    const response = await open({ ...privateinfo, agentid: undefined });
    expect(response.status).toBe(302);
    expect(await identify(response)).not.toHaveProperty('user_ticket');
  });

  test('is refused to a member outside the visible range', async () => {
    const response = await open(privateinfo, as(SAMPLE.members.outsideRange));
    expect(await response.text()).toContain('data-testid="not-visible"');
    expect((await open({}, as(SAMPLE.members.outsideRange))).status).toBe(302);
  });
});
