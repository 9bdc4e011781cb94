import { USER_AGENTS } from '../../../../../simulator';
import { startedCookie, wantsAutoLogin } from '../auto-login';
import { documentReader } from '../document-request';

const plain = { publicPath: '/', modernPrefix: 'v', apiPath: '/api/' };
const nested = { publicPath: '/nocobase/', modernPrefix: 'next', apiPath: '/nocobase/api/' };
const { wecomIphone: WECOM, wechat: WECHAT } = USER_AGENTS;
const html = { accept: 'text/html,application/xhtml+xml' };

const read = (url: string, installation = plain, headers: Record<string, string> = html, method = 'GET') =>
  documentReader(installation)({ url, headers, method });

describe('which requests are documents, and of which app', () => {
  it.each([
    [plain, '/', 'main', '/'],
    [plain, '/admin/x?tab=1', 'main', '/admin/x'],
    [plain, '/v', 'main', '/'],
    [plain, '/v/admin', 'main', '/admin'],
    [plain, '/vacation', 'main', '/vacation'],
    [plain, '/apps/a1', 'a1', '/'],
    [plain, '/apps/a1/admin', 'a1', '/admin'],
    [plain, '/v/apps/a1/admin', 'a1', '/admin'],
    [nested, '/nocobase', 'main', '/'],
    [nested, '/nocobase/admin', 'main', '/admin'],
    [nested, '/nocobase/next/apps/a1/m', 'a1', '/m'],
  ])('%j reads %s as app %s, page %s', (installation, url, app, page) => {
    expect(read(url, installation)).toMatchObject({ app, page, url });
  });

  it.each([
    ['an API call', read('/api/app:getInfo')],
    ['another accepted type', read('/logo.png', plain, { accept: 'image/*' })],
    ['a POST', read('/admin', plain, html, 'POST')],
    ['a path outside the public path', read('/admin', nested)],
    ['an address that looks like another host', read('//evil.example/admin')],
  ])('ignores %s', (_what, request) => {
    expect(request).toBeUndefined();
  });

  it('knows the callback page in both clients and in sub-apps', () => {
    for (const url of [
      '/wecom/callback?code=1',
      '/v/wecom/callback',
      '/apps/a1/wecom/callback/',
      '/v/apps/a1/wecom/callback',
    ]) {
      expect(read(url)?.isCallback).toBe(true);
    }
    for (const url of ['/wecom/callbacks', '/wecom/callback/x']) {
      expect(read(url)?.isCallback).toBe(false);
    }
  });

  it('S-38 reads the longest path as fast as short ones of the same length together', () => {
    const fastest = (times: number, path: string) =>
      Math.min(
        ...Array.from({ length: 5 }, () => {
          const started = performance.now();
          for (let i = 0; i < times; i += 1) read(path);
          return performance.now() - started;
        }),
      );
    const short = fastest(200, `/a${'/'.repeat(160)}x`);
    // By trying every slash as the beginning of an end the long one took a hundred times as long.
    expect(fastest(2, `/a${'/'.repeat(16_000)}x`)).toBeLessThan(10 * short);
  });
});

it('S-12 knows a document inside another page, which keeps the headers of the callback', () => {
  const dest = (value: string) => read('/wecom/callback', plain, { ...html, 'sec-fetch-dest': value });
  expect(dest('iframe')).toMatchObject({ isFramed: true, isCallback: true });
  expect(dest('document')).toMatchObject({ isFramed: false });
  expect(read('/admin')).toMatchObject({ isFramed: false });
});

describe('S-34 automatic sign-in at the gateway', () => {
  const wants = (url: string, { userAgent = WECOM, cookies = '' } = {}) => {
    const request = read(url);
    return request !== undefined && wantsAutoLogin({ request, userAgent, cookies });
  };

  it.each(['/', '/admin/abc', '/admin/settings/public-forms', '/m', '/v/admin', '/apps/a1/admin', '/v/apps/a1/'])(
    'S-34 starts on %s in WeCom',
    (url) => {
      expect(wants(url)).toBe(true);
    },
  );

  it.each([
    '/wecom/callback?code=1&state=2',
    '/v/wecom/callback/',
    '/signin?redirect=%2Fadmin',
    '/v/signin',
    '/apps/a1/signin',
    '/admin?token=abc',
    '/admin?wecomError=WECOM_NO_ACCOUNT',
    '/forgot-password',
    '/v/reset-password?resetToken=abc',
    '/public-forms/questionnaire',
    '/v/apps/a1/public-forms/questionnaire',
    '/apps/admin/public-forms/questionnaire',
  ])('S-34 never starts on %s', (url) => {
    expect(wants(url)).toBe(false);
  });

  it.each([
    '/files/main/main/attachments/1.pdf',
    '/storage/uploads/report.pdf',
    '/robots.txt',
    '/favicon.ico',
    '/v/assets/index-abc.js',
    '/static/plugins/x/dist/client/index.js',
    '/WW_verify_abc.txt',
  ])('S-60 never starts on %s, which is no page', (url) => {
    expect(wants(url)).toBe(false);
  });

  it('S-34 stays away from other browsers, and from plain WeChat', () => {
    expect(wants('/admin', { userAgent: WECHAT })).toBe(false);
    expect(wants('/admin', { userAgent: 'Mozilla/5.0 Chrome/126.0' })).toBe(false);
  });

  it('S-34 does not start again while the browser session carries a mark of this app', () => {
    expect(wants('/admin', { cookies: 'a=b; wecom_auto_main=started-abc' })).toBe(false);
    expect(wants('/admin', { cookies: 'wecom_auto_main=off' })).toBe(false);
    expect(wants('/apps/a1/admin', { cookies: 'wecom_auto_main=off' })).toBe(true);
  });

  it('marks the browser session with a cookie that a script can read and that ends with the session', () => {
    const until = (2 * 60_000).toString(36);
    expect(startedCookie('main', nested, true, 0)).toBe(
      `wecom_auto_main=started-${until}; Path=/nocobase; SameSite=Lax; Secure`,
    );
  });
});
