/** A private deployment (企业微信本地版): what it has beside the cloud, and what it has not. */
import { completeCorp, SAMPLE } from '../index';
import { api, CHROME_UA, oauthPath, page, rawApi, sharedSimulator, tokenOf, WECOM_UA, webLoginPath } from './helpers';

const simulator = sharedSimulator({ corp: { deployment: 'private' } });
const appid = SAMPLE.privateCorpId;
const qrPath = (changes = {}, path = '/wwopen/sso/qrConnect') =>
  webLoginPath({ login_type: undefined, appid, ...changes }, path);
const token = () => tokenOf(simulator.get(), appid);

test('has a corp id of its own form, and takes no other', () => {
  expect(simulator.get().state.corp.corpId).toMatch(/^wl[0-9a-f]{10}$/);
  expect(() => completeCorp({ deployment: 'private', corpId: SAMPLE.corpId })).toThrow('corpId');
});

test('signs in under the old names', async () => {
  const access_token = await token();
  const code = simulator.get().control.mintCode({ userid: 'zhangwei', scope: 'snsapi_privateinfo' });
  const identity = await api(simulator.get(), 'user/getuserinfo', { access_token, code });
  expect(identity).toMatchObject({ errcode: 0, UserId: 'zhangwei', user_ticket: expect.any(String) });
  const { user_ticket } = identity;
  const detail = await api(simulator.get(), 'user/getuserdetail', { access_token }, { user_ticket });
  expect(detail).toMatchObject({ userid: 'zhangwei', mobile: '13800000001' });
});

test.each(['auth/getuserinfo', 'auth/getuserdetail'])('does not have %s', async (path) => {
  const response = await rawApi(simulator.get(), path, { access_token: await token(), code: 'x' });
  expect([response.status, await response.text()]).toEqual([404, '']);
});

test('shows members with their phone and without a main department', async () => {
  const user = await api(simulator.get(), 'user/get', { access_token: await token(), userid: 'zhangwei' });
  expect(user).toMatchObject({ mobile: '13800000001', english_name: 'Wei' });
  expect(user).not.toHaveProperty('main_department');
});

test('has the older page for the web login, and not the one of the cloud', async () => {
  const response = await page(simulator.get(), qrPath(), { 'user-agent': CHROME_UA });
  expect(await response.text()).toContain('href="/wwopen/sso/qrConfirm?');
  const confirmed = await page(simulator.get(), qrPath({ sim_choice: 'zhangwei' }, '/wwopen/sso/qrConfirm'));
  expect(confirmed.headers.get('location')).toMatch(new RegExp(`&code=[\\w-]{43}&state=abc123&appid=${appid}$`));
  for (const path of ['/wwlogin/sso/login', '/wwlogin/sso/confirm']) {
    expect((await page(simulator.get(), webLoginPath({ appid }, path))).status).toBe(404);
  }
});

test('comes back from the older page without a code after a cancel, and tells off who may not see the app', async () => {
  const confirm = (sim_choice: string) => page(simulator.get(), qrPath({ sim_choice }, '/wwopen/sso/qrConfirm'));
  expect((await confirm('')).headers.get('location')).toMatch(/authenticator=wecom&state=abc123$/);
  expect(await (await confirm(SAMPLE.members.outsideRange)).text()).toContain('data-testid="not-visible"');
});

test('refuses the address of another site on the older page', async () => {
  const response = await page(simulator.get(), qrPath({ redirect_uri: 'https://elsewhere.example.com/cb' }));
  expect(await response.text()).toContain('该链接无法访问');
});

test('has the link inside WeCom', async () => {
  const headers = { 'user-agent': WECOM_UA, cookie: 'sim_member=zhangwei' };
  const response = await page(simulator.get(), oauthPath({ appid, scope: 'snsapi_userinfo' }), headers);
  expect(response.headers.get('location')).toMatch(/&code=[\w-]{43}&state=abc123$/);
});

test('the cloud has the older page, too', async () => {
  simulator.get().control.patchCorp({ deployment: 'cloud' });
  expect(await (await page(simulator.get(), qrPath())).text()).toContain('data-testid="web-login"');
});
