/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
/** Somebody who has a sibling domain, or the wire of an http one, can give a browser cookies for ours (login CSRF). */
import { SAMPLE } from '../../../simulator';
import { Browser } from './support/browser';
import { sharedSuite } from './support/suite';
import { countAccounts, signIn } from './support/wecom';

const { newcomer } = SAMPLE.members;
const suite = sharedSuite();
const code = () => suite.simulator.control.mintCode({ userid: newcomer });
const isPlantable = (name: string) => !name.startsWith('__Host-');

beforeEach(() => suite.configure({ options: { signupWithoutPhone: true } }));

/** A sign-in that the attacker has begun, as far as it can be planted in the browser of somebody else. */
async function plantedBy(attacker: Browser, victim: Browser) {
  const { state } = await attacker.start();
  for (const [name, value] of attacker.cookies) if (isPlantable(name)) victim.cookies.set(name, value);
  return state;
}

it.each([
  ['never signed in', async () => new Browser(suite.app)],
  [
    'has a sign-in of its own under way',
    async () => {
      const browser = new Browser(suite.app);
      await browser.start();
      return browser;
    },
  ],
  ['has signed in before', async () => (await signIn(suite.app, suite.simulator, { userid: newcomer })).browser],
])('S-57 S-04 a browser that %s does not complete a sign-in that was planted', async (_what, open) => {
  const victim = await open();
  const before = await countAccounts(suite.app);
  suite.simulator.control.clearCalls();
  const state = await plantedBy(new Browser(suite.app), victim);
  const { status, body } = await victim.finish({ code: code(), state });
  expect([status, body.errors?.[0].code]).toEqual([401, 'WECOM_STATE_INVALID']);
  expect(suite.simulator.control.calls()).toEqual([]);
  expect(await countAccounts(suite.app)).toEqual(before);
});

it('S-57 one mark serves all tabs of a browser, and a second start keeps it', async () => {
  const browser = new Browser(suite.app);
  const first = await browser.start();
  const mark = browser.cookies.get('__Host-wecom_browser_main');
  const second = await browser.start();
  expect(mark).toBeDefined();
  expect((await browser.finish({ code: code(), state: first.state })).status).toBe(200);
  expect((await browser.finish({ code: code(), state: second.state })).status).toBe(200);
});

it('S-57 a mark that was not sealed here is replaced', async () => {
  const browser = new Browser(suite.app);
  browser.cookies.set('__Host-wecom_browser_main', 'v1.nonsense');
  const { state } = await browser.start();
  expect(browser.cookies.get('__Host-wecom_browser_main')).not.toBe('v1.nonsense');
  expect((await browser.finish({ code: code(), state })).status).toBe(200);
});

it('S-57 the answer to 150 planted cookies stays small', async () => {
  const planted = Array.from({ length: 150 }, (_, i) => `wecom_state_main_${i.toString(16).padStart(16, '0')}=x`);
  const { headers } = await new Browser(suite.app).get('/api/wecom:authorize?authenticator=wecom', {
    Cookie: planted.join('; '),
  });
  const lines = headers['set-cookie'] as unknown as string[];
  expect(lines.filter((line) => line.includes('Max-Age=0'))).toHaveLength(10);
  // Beyond 4 KiB nginx answers 502 in its usual configuration.
  expect(lines.join('\r\n').length).toBeLessThan(2_500);
});

describe('S-59 a page of another site', () => {
  const from = (site: string, dest: string) =>
    new Browser(suite.app).get('/api/wecom:authorize?authenticator=wecom', {
      'Sec-Fetch-Site': site,
      'Sec-Fetch-Dest': dest,
    });

  it.each([
    ['cross-site', 'iframe'],
    ['cross-site', 'image'],
    ['cross-site', 'empty'],
    ['same-site', 'iframe'],
  ])('S-59 starts nothing as a part of itself (%s, %s)', async (site, dest) => {
    const { status, headers } = await from(site, dest);
    expect([status, headers.location, headers['set-cookie']]).toEqual([403, undefined, undefined]);
  });

  it('S-59 tells a person in a frame, and leads to a window of its own', async () => {
    const { headers, text } = await from('cross-site', 'iframe');
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(headers['x-frame-options']).toBeUndefined();
    expect(text).toContain('Please sign in in a window of its own');
    expect(text).toContain('<a href="/api/wecom:authorize?authenticator=wecom" target="_blank" rel="noreferrer">');
    expect((await from('cross-site', 'image')).text).not.toContain('<a ');
  });

  it.each([
    ['a link on another site', 'cross-site', 'document'],
    ['the Workbench, a message, a bookmark', 'none', 'document'],
    ['a page of NocoBase', 'same-origin', 'document'],
    ['a frame of NocoBase in itself', 'same-origin', 'iframe'],
  ])('%s starts a sign-in', async (_what, site, dest) => {
    expect((await from(site, dest)).status).toBe(302);
  });
});

it('S-07 knowing APP_KEY is not enough to open what a browser keeps', async () => {
  const browser = new Browser(suite.app);
  await browser.start();
  const { Seal } = await import('../seal');
  const { key } = suite.app.aesEncryptor as unknown as { key: Buffer };
  const mark = browser.cookies.get('__Host-wecom_browser_main') ?? '';
  const secret = suite.app.authManager.jwt.getSecret();
  expect(new Seal(secret, 'state main').open(mark, 'browser')).toBeUndefined();
  expect(new Seal(secret, 'state main', key).open(mark, 'browser')).toBeDefined();
});

it('S-57 over http the sign-in works as before, without a mark that could be planted', async () => {
  await suite.configure({ options: { origin: 'http://10.0.0.5:13000', signupWithoutPhone: true } });
  const browser = new Browser(suite.app);
  const { state } = await browser.start();
  for (const name of [...browser.cookies.keys()]) if (name.includes('browser')) browser.cookies.delete(name);
  expect((await browser.finish({ code: code(), state })).status).toBe(200);
});
