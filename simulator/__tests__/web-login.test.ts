import { SAMPLE } from '../index';
import { api, CALLBACK, CHROME_UA, locationOf, page, sharedSimulator, token, WECOM_UA, webLoginPath } from './helpers';

const simulator = sharedSimulator();
const open = (changes = {}, headers: Record<string, string> = {}) =>
  page(simulator.get(), webLoginPath(changes), { 'user-agent': CHROME_UA, ...headers });
const choose = (sim_choice: string, changes = {}) =>
  page(simulator.get(), webLoginPath({ ...changes, sim_choice }, '/wwlogin/sso/confirm'), { 'user-agent': CHROME_UA });
const linkOf = (html: string, testId: string) =>
  new RegExp(`href="([^"]+)" data-testid="${testId}"`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';

const identify = async (response: Response) => {
  const code = locationOf(response).searchParams.get('code') ?? '';
  return api(simulator.get(), 'auth/getuserinfo', { access_token: await token(simulator.get()), code });
};

describe('the web-login page', () => {
  test('shows a QR code and everybody who could scan it, with and without trailing slash', async () => {
    const html = await (await open()).text();
    expect(html).toContain('<svg class="qr"');
    for (const testId of ['member-zhangwei', 'member-LiNa', 'non-member', 'linked-member', 'cancel']) {
      expect(linkOf(html, testId)).toContain('/wwlogin/sso/confirm?');
    }
    expect((await page(simulator.get(), webLoginPath({}, '/wwlogin/sso/login/'))).status).toBe(200);
  });

  test('comes back with code, state and corp id for the person chosen, never with a ticket', async () => {
    const html = await (await open()).text();
    const response = await page(simulator.get(), linkOf(html, 'member-LiNa'));
    expect(response.headers.get('location')).toMatch(
      /\?authenticator=wecom&code=[\w-]+&state=abc123&appid=ww1234567890abcdef$/,
    );
    const answer = await identify(response);
    expect(answer).toMatchObject({ errcode: 0, userid: 'LiNa' });
    expect(answer).not.toHaveProperty('user_ticket');
  });

  test('lets a person who is no member confirm', async () => {
    const html = await (await open()).text();
    expect(await identify(await page(simulator.get(), linkOf(html, 'non-member')))).toHaveProperty('openid');
  });

  test('comes back with the state only after a cancel, or stays when told so', async () => {
    expect((await choose('')).headers.get('location')).toBe(`${CALLBACK}&state=abc123`);
    simulator.get().control.patchCorp({ webLoginCancel: 'stay' });
    expect(await (await choose('')).text()).toContain('data-testid="cancelled"');
  });

  test('echoes any state, properly encoded', async () => {
    const state = 'a b&code=evil%/é';
    expect(locationOf(await choose('zhangwei', { state })).searchParams.get('state')).toBe(state);
  });

  test('refuses a member outside the visible range by itself, or gives a code when told so', async () => {
    const { outsideRange } = SAMPLE.members;
    expect(await (await choose(outsideRange)).text()).toContain('data-testid="not-visible"');
    simulator.get().control.patchCorp({ webLoginInvisible: 'code' });
    expect(locationOf(await choose(outsideRange)).searchParams.has('code')).toBe(true);
  });

  test.each([
    [{ login_type: undefined }],
    [{ login_type: 'ServiceApp' }],
    [{ appid: 'ww0' }],
    [{ agentid: undefined }],
    [{ agentid: '7' }],
    [{ redirect_uri: undefined }],
  ])('refuses a link with %j', async (changes) => {
    expect(await (await open(changes)).text()).toContain('data-testid="param-error"');
  });

  test.each([
    [null, null, 'http://127.0.0.1:3000/cb', true],
    [null, null, 'https://crm.example.com/cb', false],
    ['crm.example.com', null, 'https://crm.example.com/cb', true],
    ['crm.example.com', null, 'http://localhost:3000/cb', false],
    [null, 'crm.example.com:8443', 'https://crm.example.com:8443/cb', true],
    [null, 'crm.example.com:8443', 'https://crm.example.com/cb', false],
    [null, 'crm.example.com:8443', 'http://localhost:3000/cb', false],
    ['one.example.com', 'two.example.com', 'https://one.example.com/cb', true],
    ['one.example.com', 'two.example.com', 'https://two.example.com/cb', true],
    [null, null, 'http://localhost:3000/cb?next=jms://x', false],
  ])(
    'trusted domain %s, callback domain %s, redirect_uri %s: %s',
    async (trustedDomain, callbackDomain, redirect_uri, isFine) => {
      simulator.get().control.patchApp(SAMPLE.agentId, { trustedDomain, callbackDomain });
      const html = await (await open({ redirect_uri })).text();
      expect(html.includes('data-testid="web-login"')).toBe(isFine);
      expect(html.includes('redirect_uri 与配置的授权完成回调域名不一致')).toBe(!isFine);
      expect(locationOf(await choose('zhangwei', { redirect_uri })).searchParams.has('code')).toBe(isFine);
    },
  );
});

describe('the Workbench', () => {
  const home = 'http://localhost:13000/api/wecom:authorize?authenticator=wecom';
  const openApp = (headers: Record<string, string>) =>
    page(simulator.get(), `/workbench/open?agentid=${SAMPLE.agentId}`, headers);
  beforeEach(() => {
    simulator.get().control.patchApp(SAMPLE.agentId, { homeUrl: home });
  });

  test('remembers who you are and opens the home link', async () => {
    const chosen = await page(simulator.get(), '/workbench?sim_member=LiNa', { 'user-agent': WECOM_UA });
    expect(chosen.headers.get('set-cookie')).toContain('sim_member=LiNa');
    const opened = await openApp({ 'user-agent': WECOM_UA, cookie: 'sim_member=LiNa' });
    expect(opened.headers.get('location')).toBe(home);
    expect(opened.headers.getSetCookie().join()).not.toContain('sim_quick');
  });

  test('leads a plain browser to where the application takes it for the client', async () => {
    simulator.get().control.patchApp(SAMPLE.agentId, { clientOrigin: 'http://localhost:13001' });
    const seen = home.replace('13000', '13001');
    expect((await openApp({ 'user-agent': CHROME_UA })).headers.get('location')).toBe(seen);
    expect((await openApp({ 'user-agent': WECOM_UA })).headers.get('location')).toBe(home);
  });

  test('makes the next web login of a plain browser confirm by itself, once', async () => {
    const opened = await openApp({ 'user-agent': CHROME_UA, cookie: 'sim_member=LiNa' });
    const cookie = opened.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    expect(cookie).toBe('sim_member=LiNa; sim_client=wecom; sim_quick=1');
    const confirmed = await open({}, { cookie });
    expect(await identify(confirmed)).toMatchObject({ userid: 'LiNa' });
    expect(confirmed.headers.get('set-cookie')).toMatch(/sim_quick=;.*Max-Age=0/);
    const later = await (await open({}, { cookie: 'sim_member=LiNa; sim_client=wecom' })).text();
    expect(later).toContain('data-testid="quick-login"');
  });

  test('leaves a browser plain that asked for it', async () => {
    const off = await page(simulator.get(), '/workbench?client=browser', { 'user-agent': CHROME_UA });
    expect(off.headers.get('set-cookie')).toContain('sim_client=browser');
    const opened = await openApp({ 'user-agent': CHROME_UA, cookie: 'sim_client=browser' });
    expect(opened.headers.getSetCookie().join()).not.toContain('sim_quick');
  });

  test('shows an app without home link, and one that is disabled, without opening it', async () => {
    simulator.get().control.patchApp(SAMPLE.agentId, { closed: true });
    expect(await (await openApp({})).text()).toContain('data-testid="no-home-link"');
    expect(await (await page(simulator.get(), '/workbench')).text()).toContain('已停用');
  });
});

test('the home page lists requests without their secrets', async () => {
  const access_token = await token(simulator.get());
  await api(simulator.get(), 'user/get', { access_token, userid: 'zhangwei' });
  const html = await (await page(simulator.get(), '/')).text();
  expect(html).toContain('/cgi-bin/user/get');
  expect(html).not.toContain(access_token);
});

describe('the panel', () => {
  test('is the small page in a frame, and takes the whole window along', async () => {
    const response = await open({ redirect_type: 'top', panel_size: 'small' }, { 'sec-fetch-dest': 'iframe' });
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
    const html = await response.text();
    expect(html).toContain('<base target="_top">');
    expect(html).toContain('<svg class="qr"');
    const confirmed = await page(simulator.get(), linkOf(html, 'member-LiNa'));
    expect(await identify(confirmed)).toMatchObject({ userid: 'LiNa' });
    expect(await (await page(simulator.get(), '/assets/panel.js')).text()).toContain('ww-iframe-handle:ready');
  });

  test('nothing else has a script', async () => {
    const response = await open();
    expect(response.headers.get('content-security-policy')).not.toContain('script-src');
    expect(await response.text()).not.toContain('<script');
  });
});
