/**
 * Automatic sign-in: by the client where a web server in front answers the documents, and by the gateway where Node does.
 */
import type { Page } from 'playwright-core';
import { SAMPLE } from '../simulator';
import {
  accessibilityProblems,
  answerInstead,
  answerNever,
  closeBrowser,
  type DeviceName,
  openScene,
  type Scene,
  screenshot,
  serveDocumentsStatically,
  sessionUser,
  signInByPassword,
  WECOM_BUTTON,
  withPage,
} from './support';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene({ public: { autoLogin: true } });
  await scene.enableLanguages();
  for (const member of [SAMPLE.members.manager, SAMPLE.members.mixedCase]) await scene.hasSignedInBefore(member);
});
afterAll(async () => {
  await closeBrowser();
  await scene?.close();
});
beforeEach(() => {
  scene.simulator.control.clearFaults();
  scene.simulator.control.clearCalls();
  scene.simulator.control.setCurrentMember(SAMPLE.members.manager);
});

const starts = () => scene.simulator.control.calls().filter(({ path }) => path === '/connect/oauth2/authorize').length;

/**
 * Reads the overlay and presses its button from within the page: while a navigation hangs, Playwright waits for its end
 * before it looks at anything.
 */
async function skipWhenShown(page: Page): Promise<void> {
  await page.addInitScript(() => {
    new MutationObserver((_changes, observer) => {
      const overlay = document.getElementById('wecom-signing-in');
      if (!overlay) return;
      observer.disconnect();
      const [status, button] = [overlay.querySelector('[role=status]'), overlay.querySelector('button')];
      sessionStorage.setItem('seen', `${status?.textContent} / ${button?.textContent}`);
      setTimeout(() => button?.click(), 2_000);
    }).observe(document, { childList: true, subtree: true });
  });
}

describe.each(['legacy', 'modern'] as const)('the %s client, documents served by a web server in front', (client) => {
  const base = () => (client === 'legacy' ? scene.nocobase.url : scene.nocobase.modernUrl);
  const device: DeviceName = client === 'legacy' ? 'wecomMac' : 'wecomWindows';

  it('signs in before anything is shown and comes back to the page of the link', async () => {
    await withPage({ device }, async (page) => {
      await serveDocumentsStatically(page, scene.nocobase.url);
      const seen: string[] = [];
      page.on('framenavigated', (frame) => seen.push(new URL(frame.url()).pathname));
      await page.goto(`${base()}admin?from=workbench#top`);
      await page.getByTestId('user-center-button').waitFor();
      expect(page.url()).toContain('from=workbench');
      expect(await sessionUser(page)).toMatchObject({ nickname: '张伟' });
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
      scene.simulator.control.setCurrentMember(SAMPLE.members.mixedCase);
      await page.goto(`${base()}admin`);
      await page.getByTestId('user-center-button').waitFor();
      expect(await sessionUser(page)).toMatchObject({ nickname: '李娜' });
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
    scene.simulator.control.setCurrentMember(SAMPLE.members.outsideRange);
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
      await answerNever(page, 'wecom:authorize*');
      await skipWhenShown(page);
      await page.goto(`${base()}admin`, { waitUntil: 'commit' });
      await page.locator(WECOM_BUTTON).waitFor();
      expect(new URL(page.url()).pathname).toContain('/signin');
      const seen = await page.evaluate(() => sessionStorage.getItem('seen'));
      expect(seen).toBe('Signing in with WeCom… / Use another way to sign in');
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
      expect(await sessionUser(page)).toMatchObject({ nickname: '张伟' });
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
