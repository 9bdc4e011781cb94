import { Seal } from '../../seal';
import { parseSettings, type WeComSettings } from '../../settings/parse';
import type { AppPaths } from '../app-paths';
import type { CheckedPath } from '../redirect';
import { type StartInput, startSignIn } from '../start';
import { openPending } from '../state';

const paths: AppPaths = { publicPath: '/', modernPrefix: 'v', apiPath: '/api/', app: 'main', appSegment: '' };
const parsed = parseSettings('s_wecom', {
  corpId: 'ww1234567890abcdef',
  agentId: 1000002,
  secret: 'secret-of-the-app',
  origin: 'https://app.example.com:8443',
});
const settings = (parsed as { settings: WeComSettings }).settings;
const seal = new Seal('application secret', 'state main');
const now = Date.UTC(2026, 10, 22);
const start = ({ redirect = '/admin', ...input }: Partial<Omit<StartInput, 'redirect'>> & { redirect?: string } = {}) =>
  startSignIn(seal, {
    settings,
    paths,
    redirect: redirect as CheckedPath,
    consent: false,
    browser: 'wecom',
    boundTo: 'its-mark',
    language: 'zh',
    now,
    ...input,
  });

const CALLBACK = encodeURIComponent('https://app.example.com:8443/wecom/callback?authenticator=s_wecom');

it('builds the link of the WeCom client exactly as document 91022 has it', () => {
  const { state, location } = start();
  expect(location.href).toBe(
    `https://open.weixin.qq.com/connect/oauth2/authorize?appid=ww1234567890abcdef&redirect_uri=${CALLBACK}&response_type=code&scope=snsapi_base&state=${state}&agentid=1000002#wechat_redirect`,
  );
});

it('asks for consent with scope snsapi_privateinfo', () => {
  const { state, location, sealed } = start({ consent: true });
  expect(location.href).toBe(
    `https://open.weixin.qq.com/connect/oauth2/authorize?appid=ww1234567890abcdef&redirect_uri=${CALLBACK}&response_type=code&scope=snsapi_privateinfo&state=${state}&agentid=1000002#wechat_redirect`,
  );
  expect(
    openPending(seal, sealed, {
      state,
      purpose: 'sign-in',
      authenticator: 's_wecom',
      app: 'main',
      browser: 'its-mark',
      now,
    })?.consent,
  ).toBe(true);
});

it.each(['zh', 'en'] as const)('builds the web login link exactly as document 98152 has it, in %s', (language) => {
  const { state, location } = start({ browser: 'other', language });
  expect(location.href).toBe(
    `https://login.work.weixin.qq.com/wwlogin/sso/login?login_type=CorpApp&appid=ww1234567890abcdef&agentid=1000002&redirect_uri=${CALLBACK}&state=${state}&lang=${language}`,
  );
});

it('forgets consent outside WeCom, where nobody can give it', () => {
  const { state, sealed } = start({ browser: 'other', consent: true });
  expect(
    openPending(seal, sealed, {
      state,
      purpose: 'sign-in',
      authenticator: 's_wecom',
      app: 'main',
      browser: 'its-mark',
      now,
    }),
  ).toMatchObject({
    consent: false,
    browser: 'other',
  });
});

it('takes WeChat to the link of the client, without consent, and expects no phone from it', () => {
  const { state, sealed, location } = start({ browser: 'wechat', consent: true });
  expect(location.pathname).toBe('/connect/oauth2/authorize');
  expect(location.searchParams.get('scope')).toBe('snsapi_base');
  expect(
    openPending(seal, sealed, {
      state,
      purpose: 'sign-in',
      authenticator: 's_wecom',
      app: 'main',
      browser: 'its-mark',
      now,
    }),
  ).toMatchObject({
    consent: false,
    browser: 'wechat',
  });
});

it.each<[string, AppPaths, string, string]>([
  ['legacy', paths, '/admin', 'https://app.example.com:8443/wecom/callback'],
  ['modern', paths, '/v/admin', 'https://app.example.com:8443/v/wecom/callback'],
  [
    'modern with another prefix',
    { ...paths, modernPrefix: 'next' },
    '/next/admin',
    'https://app.example.com:8443/next/wecom/callback',
  ],
  [
    'legacy below a public path',
    { ...paths, publicPath: '/nb/' },
    '/nb/admin',
    'https://app.example.com:8443/nb/wecom/callback',
  ],
  [
    'sub-app',
    { ...paths, app: 'a1', appSegment: '/apps/a1' },
    '/v/apps/a1/admin',
    'https://app.example.com:8443/v/apps/a1/wecom/callback',
  ],
])('comes back to the client that the person comes from: %s', (_, where, redirect, callback) => {
  const redirectUri = start({ paths: where, redirect }).location.searchParams.get('redirect_uri');
  expect(redirectUri).toBe(`${callback}?authenticator=s_wecom`);
});

it('S-07 keeps the return path out of everything that WeCom and scripts can see', () => {
  const { location, sealed } = start({ redirect: '/admin/secret-page' });
  expect(decodeURIComponent(decodeURIComponent(location.href))).not.toContain('secret-page');
  expect(sealed).not.toContain('secret-page');
});

it('goes to the addresses of a private deployment', () => {
  const own = {
    ...settings,
    oauthBaseUrl: 'https://wecom.internal/oauth',
    loginBaseUrl: 'https://wecom.internal/login',
  };
  expect(start({ settings: own }).location.href).toMatch(
    /^https:\/\/wecom\.internal\/oauth\/connect\/oauth2\/authorize\?/,
  );
  expect(start({ settings: own, browser: 'other' }).location.href).toMatch(
    /^https:\/\/wecom\.internal\/login\/wwlogin\/sso\/login\?/,
  );
});
