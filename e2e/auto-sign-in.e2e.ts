/**
 * Automatic sign-in: by the client where a web server in front answers the documents, and by the gateway where Node does.
 */
import type { Page } from 'playwright-core';
import {
  accessibilityProblems,
  answerInstead,
  answerNever,
  type DeviceName,
  screenshot,
  serveDocumentsStatically,
  sessionUser,
  sharedScene,
  signInByPassword,
  WECOM_BUTTON,
  withPage,
} from './support';

const scene = sharedScene({ public: { autoLogin: true }, returning: ['manager', 'mixedCase'] });
const { manager, mixedCase, outsideRange } = scene.people;

beforeEach(() => {
  scene.simulator.control.clearFaults();
  scene.simulator.control.clearCalls();
  scene.simulator.control.setCurrentMember(manager.userid);
});

const starts = () => scene.simulator.control.calls().filter(({ path }) => path === '/connect/oauth2/authorize').length;

/**
 * Presses the button of the overlay when it shows. The page does that itself: while a navigation hangs, neither Playwright
 * nor the browser's own protocol looks into the page that is still there.
 *
 * @returns what the overlay said, once another page is open
 */
async function skipWhenOffered(page: Page): Promise<() => Promise<string | null>> {
  await page.addInitScript(() => {
    const look = () => {
      const button = document.querySelector<HTMLButtonElement>('#wecom-signing-in button');
      if (button?.style.visibility !== 'visible') return void setTimeout(look, 50);
      const status = document.querySelector('#wecom-signing-in [role=status]');
      sessionStorage.setItem('overlay', `${status?.textContent} / ${button.textContent}`);
      button.click();
    };
    look();
  });
  return () => page.evaluate(() => sessionStorage.getItem('overlay'));
}

describe.each(['legacy', 'modern'] as const)('the %s client, documents served by a web server in front', (client) => {
  const base = () => scene.urlOf(client);
  const device: DeviceName = client === 'legacy' ? 'wecomMac' : 'wecomWindows';

  it('signs in before anything is shown and comes back to the page of the link', async () => {
    await withPage({ device }, async (page) => {
      await serveDocumentsStatically(page, scene.nocobase.url);
      const seen: string[] = [];
      page.on('framenavigated', (frame) => seen.push(new URL(frame.url()).pathname));
      await page.goto(`${base()}admin?from=workbench#top`);
      await page.getByTestId('user-center-button').waitFor();
      expect(page.url()).toContain('from=workbench');
      expect(await sessionUser(page)).toMatchObject({ nickname: manager.name });
      expect(seen.filter((path) => path.endsWith('/signin'))).toEqual([]);
      expect(starts()).toBe(1);
      await screenshot(page, `auto-sign-in-${client}`);
    });
  });

  it("S-23 gives a changed WeCom account its own session, over another person's", async () => {
    await withPage({ device }, async (page) => {
      await serveDocumentsStatically(page, scene.nocobase.url);
      await signInByPassword(page);
      await page.evaluate(() => localStorage.setItem('NOCOBASE_ROLE', 'root'));
      scene.simulator.control.setCurrentMember(mixedCase.userid);
      await page.goto(`${base()}admin`);
      await page.getByTestId('user-center-button').waitFor();
      expect(await sessionUser(page)).toMatchObject({ nickname: mixedCase.name });
      expect(await page.evaluate(() => localStorage.getItem('NOCOBASE_ROLE'))).not.toBe('root');
    });
  });

  it('S-34 tries once per session, and never after a sign-out', async () => {
    await withPage({ device }, async (page) => {
      await serveDocumentsStatically(page, scene.nocobase.url);
      await page.goto(`${base()}admin`);
      await page.getByTestId('user-center-button').waitFor();
      await page.reload();
      await page.getByTestId('user-center-button').waitFor();
      expect(starts()).toBe(1);

      await page.getByTestId('user-center-button').hover();
      await page.getByText('Sign out').click();
      await page.locator(WECOM_BUTTON).waitFor();
      await page.goto(`${base()}admin`);
      await page.locator(WECOM_BUTTON).waitFor();
      expect(starts()).toBe(1);
    });
  });

  it('S-34 S-33 tries no more after a failure', async () => {
    scene.simulator.control.setCurrentMember(outsideRange.userid);
    await withPage({ device }, async (page) => {
      await serveDocumentsStatically(page, scene.nocobase.url);
      await page.goto(`${base()}admin`);
      await page.getByRole('heading', { name: 'No access to this app yet' }).waitFor();
      expect(await sessionUser(page)).toBeUndefined();
      await page.goto(`${base()}admin`);
      await page.locator(WECOM_BUTTON).waitFor();
      expect(starts()).toBe(1);
    });
  });

  it('S-23 leaves a way out when WeCom does not answer, which is not the session that somebody else has left', async () => {
    await withPage({ device }, async (page) => {
      await serveDocumentsStatically(page, scene.nocobase.url);
      await signInByPassword(page);
      const overlay = await skipWhenOffered(page);
      await answerNever(page, 'wecom:authorize*');
      await page.goto(`${base()}admin`, { waitUntil: 'commit' });
      await page.locator(WECOM_BUTTON).waitFor();
      expect(await overlay()).toBe('Signing in with WeCom… / Use another way to sign in');
      expect(new URL(page.url()).pathname).toContain('/signin');
    });
  });
});

it('covers the page while WeCom is asked, and lets a keyboard skip that', async () => {
  await withPage({ device: 'wecomAndroid' }, async (page) => {
    await page.addInitScript(() => localStorage.setItem('NOCOBASE_LOCALE', 'zh-CN'));
    await serveDocumentsStatically(page, scene.nocobase.url);
    // The browser stays where it is, as it does while it waits for an answer.
    await answerInstead(page, 'wecom:authorize*', { status: 204, json: null });
    await page.goto(`${scene.nocobase.modernUrl}admin`, { waitUntil: 'commit' });
    await page.getByRole('status').getByText('正在通过企业微信登录…').waitFor();
    const skip = page.getByRole('button', { name: '使用其他方式登录' });
    await skip.waitFor();
    await screenshot(page, 'auto-sign-in-waiting');
    expect(await accessibilityProblems(page, '#wecom-signing-in')).toEqual([]);
    await page.keyboard.press('Tab');
    expect(await skip.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await page.locator(WECOM_BUTTON).waitFor();
  });
});

describe('Node serves the documents', () => {
  it.each([
    ['wecomIphone', 'm'],
    ['wecomMac', ''],
    ['wecomPrivate', 'admin?x=1'],
    ['wecomAndroid', 'v/admin'],
  ] as const)('signs in on %s from /%s without downloading the client first', async (device, path) => {
    await withPage({ device }, async (page) => {
      const scripts: string[] = [];
      page.on('request', (request) => {
        if (request.resourceType() === 'script' && starts() === 0) scripts.push(request.url());
      });
      await page.goto(scene.nocobase.url + path);
      await page.waitForURL((url) => url.origin === scene.nocobase.origin && !url.pathname.includes('callback'));
      await page.waitForFunction(() => Boolean(localStorage.getItem('NOCOBASE_TOKEN')));
      expect(await sessionUser(page)).toMatchObject({ nickname: manager.name });
      expect(scripts).toEqual([]);
      expect(starts()).toBe(1);
    });
  });
});

it.each(['wechat', 'desktop', 'phone'] as const)('S-34 does nothing by itself in %s', async (device) => {
  await withPage({ device }, async (page) => {
    await page.goto(`${scene.nocobase.url}admin`);
    await page.locator(WECOM_BUTTON).waitFor();
    expect(scene.simulator.control.calls()).toEqual([]);
  });
});
