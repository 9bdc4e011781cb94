/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */

import { SAMPLE } from '../../../simulator';
import { Browser, UA } from './support/browser';
import { addUser, sharedSuite } from './support/suite';
import { signIn } from './support/wecom';

const ORIGIN = 'https://app.example.com';
const { manager } = SAMPLE.members;

describe('NocoBase under two addresses', () => {
  const suite = sharedSuite();
  const browser = (userAgent?: string) => new Browser(suite.app, userAgent);
  const office = { Host: '10.0.0.5:13000' };
  const wanted = { redirect: '/admin/abc?filter=open&tab=2#list', consent: '1' };

  it('a sign-in that begins elsewhere is led to the origin once, with the page, and leaves no cookie there', async () => {
    const here = browser(UA.wecom);
    const { status, location } = await here.start(wanted, office);
    expect(status).toBe(302);
    expect(location.origin + location.pathname).toBe(`${ORIGIN}/api/wecom:authorize`);
    expect(Object.fromEntries(location.searchParams)).toEqual({ authenticator: 'wecom', ...wanted, moved: '1' });
    expect(here.cookies.size).toBe(0);
    const again = await here.start(Object.fromEntries(location.searchParams), office);
    expect(again.location.pathname).toBe('/connect/oauth2/authorize');
    expect(again.redirectUri.origin).toBe(ORIGIN);
    expect([...here.cookies.keys()].filter((name) => name.startsWith('wecom_state_'))).toHaveLength(1);
  });

  it('S-08 takes along no page of somebody else', async () => {
    const { location } = await browser().start({ redirect: 'https://evil.example/' }, office);
    expect(Object.fromEntries(location.searchParams)).toEqual({ authenticator: 'wecom', moved: '1' });
  });

  it.each([
    [{ Host: 'app.example.com' }],
    [{ Host: 'app.internal', 'X-Forwarded-Host': 'app.example.com' }],
    [{ Host: 'app.internal', 'X-Forwarded-Host': 'edge.example, app.example.com' }],
    [{ Host: 'app.internal', Forwarded: 'for=1.2.3.4;host="app.example.com";proto=https' }],
    [{ Host: 'app.internal', Referer: `${ORIGIN}/signin` }],
  ])('nobody pays for a redirect behind %j', async (headers) => {
    expect((await browser().start({}, headers as Record<string, string>)).location.pathname).toBe('/wwlogin/sso/login');
  });

  it('a panel is not for such an address', async () => {
    const answer = await browser().get('/api/wecom:authorize?authenticator=wecom&panel=1', office);
    expect([answer.status, answer.body.errors[0].code]).toEqual([403, 'WECOM_SETTINGS']);
  });

  it('linking leads to the profile at the origin, before anything else is asked', async () => {
    await addUser(suite.app, { username: 'li' });
    const here = browser();
    const signedIn = await here.post(
      '/api/auth:signIn',
      { account: 'li', password: 'Password-1' },
      { 'X-Authenticator': 'basic' },
    );
    const headers = { Authorization: `Bearer ${signedIn.body.data.token}`, 'X-Authenticator': 'basic' };
    const start = async (redirect: string, more: Record<string, string>) => {
      const values = { authenticator: 'wecom', redirect };
      return (await here.post('/api/wecom:startLink', values, { ...headers, ...more })).body.data.url;
    };
    const at = { Origin: 'http://10.0.0.5:13000' };
    expect(await start('/v/wecom/link', at)).toBe(`${ORIGIN}/v/wecom/link`);
    expect(await start('/wecom/link', at)).toBe(`${ORIGIN}/wecom/link`);
    expect(await start('/wecom/link', { Origin: ORIGIN })).toContain('/wwlogin/sso/login?');
  });
});

describe('the API on a host of its own', () => {
  const suite = sharedSuite({
    env: { API_BASE_URL: 'https://api.example.com/api/', CORS_ORIGIN_WHITELIST: ORIGIN },
  });
  const api = { Host: 'api.example.com' };

  it('begins there, comes back to the pages, and leads to them when something is wrong', async () => {
    const here = new Browser(suite.app);
    const { location, redirectUri } = await here.start({}, api);
    expect(location.pathname).toBe('/wwlogin/sso/login');
    expect(redirectUri.origin).toBe(ORIGIN);
    await suite.configure({ enabled: false });
    const refused = await here.start({ redirect: '/v/admin' }, api);
    expect(refused.location.origin + refused.location.pathname).toBe(`${ORIGIN}/v/wecom/callback`);
    expect(refused.location.searchParams.get('error')).toBe('WECOM_SETTINGS');
  });

  it('the link to open in WeCom is one of the API', async () => {
    const { error } = await signIn(suite.app, suite.simulator, { userid: manager });
    expect(error.homeLink).toBe('https://api.example.com/api/wecom:authorize?authenticator=wecom');
  });

  it('whoever opens another address is led to the API', async () => {
    const headers = { Host: '10.0.0.5', Referer: 'http://10.0.0.5/signin' };
    const { location } = await new Browser(suite.app).start({}, headers);
    expect(location.origin).toBe('https://api.example.com');
  });
});
