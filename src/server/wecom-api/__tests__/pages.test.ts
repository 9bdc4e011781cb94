import { type LinkInput, oauthLink, oauthPage, webLoginLink, webLoginPage } from '../pages';

const input: LinkInput = {
  baseUrl: 'https://wecom.example/base',
  corpId: 'ww1234567890abcdef',
  agentId: '1000002',
  redirectUri: new URL('https://app.example.com:8443/wecom/callback?authenticator=s_wecom'),
  state: 'S',
};
const own: LinkInput = { ...input, corpId: 'wl1234567890', deployment: 'private' };
const BACK = encodeURIComponent(input.redirectUri.href);
const OAUTH = 'https://wecom.example/base/connect/oauth2/authorize';

it.each([
  [
    'the client, silently (document 91022)',
    oauthLink(input, false),
    `${OAUTH}?appid=ww1234567890abcdef&redirect_uri=${BACK}&response_type=code&scope=snsapi_base&state=S&agentid=1000002#wechat_redirect`,
  ],
  [
    'the client, with consent (document 91022)',
    oauthLink(input, true),
    `${OAUTH}?appid=ww1234567890abcdef&redirect_uri=${BACK}&response_type=code&scope=snsapi_privateinfo&state=S&agentid=1000002#wechat_redirect`,
  ],
  [
    'the client of a private deployment, which has the same page',
    oauthLink(own, true),
    `${OAUTH}?appid=wl1234567890&redirect_uri=${BACK}&response_type=code&scope=snsapi_privateinfo&state=S&agentid=1000002#wechat_redirect`,
  ],
  [
    'any browser (document 98152)',
    webLoginLink(input, 'en'),
    `https://wecom.example/base/wwlogin/sso/login?login_type=CorpApp&appid=ww1234567890abcdef&agentid=1000002&redirect_uri=${BACK}&state=S&lang=en`,
  ],
  [
    'any browser at a private deployment (document 91019, and as recorded)',
    webLoginLink(own, 'zh'),
    `https://wecom.example/base/wwopen/sso/qrConnect?appid=wl1234567890&agentid=1000002&redirect_uri=${BACK}&response_type=code&scope=snsapi_userinfo&state=S&lang=zh#wechat_redirect`,
  ],
])('builds the link for %s', (_, link, expected) => expect(link.href).toBe(expected));

it('names the pages themselves, for somebody who only wants to know whether they are there', () => {
  expect(oauthPage(input.baseUrl).href).toBe(OAUTH);
  expect(webLoginPage(input.baseUrl).href).toBe('https://wecom.example/base/wwlogin/sso/login');
  expect(webLoginPage(input.baseUrl, 'private').href).toBe('https://wecom.example/base/wwopen/sso/qrConnect');
});
