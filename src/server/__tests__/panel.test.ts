/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */

import { SAMPLE } from '../../../simulator';
import { Browser, UA } from './support/browser';
import { addUser, sharedSuite } from './support/suite';
import { signInWithConsent } from './support/wecom';

const { manager } = SAMPLE.members;
const suite = sharedSuite();
const path = (query = {}) =>
  `/api/wecom:authorize?${new URLSearchParams({ authenticator: 'wecom', panel: '1', ...query })}`;
const browser = (userAgent?: string) => new Browser(suite.app, userAgent);
const codeOf = (userid: string) => suite.simulator.control.mintCode({ userid, scope: 'web_login' });

it('answers exactly what the panel of WeCom takes, and where the panel is', async () => {
  const here = browser();
  const { status, body, headers } = await here.get(path({ redirect: '/v/admin/x' }));
  expect([status, body]).toEqual([
    200,
    {
      appid: SAMPLE.corpId,
      agentid: String(SAMPLE.agentId),
      redirect_uri: 'https://app.example.com/v/wecom/callback?authenticator=wecom',
      state: expect.stringMatching(/^[0-9a-f]{48}$/),
    },
  ]);
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'access-control-expose-headers': expect.any(String) });
  const [, link = '', rel] = /^<([^>]+)>; rel="(.+)"$/.exec(headers.link ?? '') ?? [];
  expect(rel).toBe('wecom-panel');
  expect(Object.fromEntries(new URL(link).searchParams)).toEqual({
    login_type: 'CorpApp',
    ...body,
    lang: 'en',
    redirect_type: 'top',
    panel_size: 'small',
    version: '2.4.4',
  });
  expect((await fetch(link)).status).toBe(200);
});

it('a confirmation in the panel signs in, once, and leads to the page that was wanted', async () => {
  await addUser(suite.app, { nickname: 'Zhang Wei', phone: '13800000001' });
  await signInWithConsent(suite.app, suite.simulator, { userid: manager });
  const here = browser();
  const { body } = await here.get(path({ redirect: '/admin/x' }));
  const signedIn = await here.finish({ code: codeOf(manager), state: body.state });
  expect([signedIn.status, signedIn.body.data?.redirect]).toEqual([200, '/admin/x']);
  expect([...here.cookies.keys()].filter((name) => name.startsWith('wecom_'))).toEqual([]);
  const again = await here.finish({ code: codeOf(manager), state: body.state });
  expect(again.body.errors?.[0]?.code).toBe('WECOM_STATE_INVALID');
});

it('S-05 a panel of one browser is of no use in another', async () => {
  const { body } = await browser().get(path());
  const other = await browser().finish({ code: codeOf(manager), state: body.state });
  expect(other.body.errors?.[0]?.code).toBe('WECOM_STATE_INVALID');
});

it('is renewed as often as it likes without pushing out a sign-in of another tab', async () => {
  const here = browser();
  const started = await here.start();
  for (let i = 0; i < 12; i += 1) await here.get(path());
  const names = [...here.cookies.keys()];
  expect(names.filter((name) => name.startsWith('wecom_panel_main_'))).toHaveLength(3);
  expect(names.filter((name) => name.startsWith('wecom_state_main_'))).toHaveLength(1);
  const { body } = await here.finish({ code: codeOf(manager), state: started.state });
  expect(body.errors?.[0]?.code).not.toBe('WECOM_STATE_INVALID');
});

it('is for the web login, whatever the browser says that it is', async () => {
  const { headers } = await browser(UA.wecom).get(path({ consent: '1' }));
  expect(headers.link).toContain('/wwlogin/sso/login?');
});

it('says in JSON why it cannot start, with a reference', async () => {
  await suite.configure({ enabled: false });
  const here = browser();
  const { status, body } = await here.get(path());
  expect([status, body.errors[0].code]).toEqual([403, 'WECOM_SETTINGS']);
  expect(body.errors[0].reference).toEqual(expect.any(String));
  expect(here.cookies.size).toBe(0);
});

it('S-12 is not for pages of other sites', async () => {
  const here = browser();
  expect((await here.get(path(), { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
  expect(here.cookies.size).toBe(0);
  expect((await here.get(path(), { 'Sec-Fetch-Site': 'same-site' })).status).toBe(200);
});

it('S-30 everybody may know whether the panel is shown, and nothing but a stored true shows it', async () => {
  const shown = async () => {
    const { body } = await browser().get('/api/authenticators:publicList');
    return body.data.find(({ name }: { name: string }) => name === 'wecom').options.showQrCode;
  };
  expect(await shown()).toBe(false);
  await suite.configure({ public: { showQrCode: 'yes' } });
  expect(await shown()).toBe(false);
  await suite.configure({ public: { showQrCode: true } });
  expect(await shown()).toBe(true);
});
