/**
 * Automatic sign-in: by the client where a web server in front answers the documents, and by the gateway where Node does.
 */
import type { Page } from 'playwright-core';
import { SAMPLE } from '../simulator';
import {
  closeBrowser,
  type DeviceName,
  openScene,
  type Scene,
  screenshot,
  sessionUser,
  signInByPassword,
  WECOM_BUTTON,
  withPage,
} from './support';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene({ public: { autoLogin: true } });
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

/** As nginx in the Docker image does: documents come from the disk, and Node never learns who asks for them. */
async function serveDocumentsStatically(page: Page): Promise<void> {
  await page.route(`${scene.nocobase.url}**`, async (route) => {
    const request = route.request();
    if (request.resourceType() !== 'document' || request.url().includes('/api/')) return route.continue();
    const headers = { ...request.headers(), 'user-agent': 'nginx' };
    await route.fulfill({ response: await route.fetch({ headers }) });
  });
}

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
      setTimeout(() => button?.click(), 300);
    }).observe(document, { childList: true, subtree: true });
  });
}

describe.each(['legacy', 'modern'] as const)('the %s client, documents served by a web server in front', (client) => {
  const base = () => (client === 'legacy' ? scene.nocobase.url : scene.nocobase.modernUrl);
  const device: DeviceName = client === 'legacy' ? 'wecomMac' : 'wecomWindows';

  it('signs in before anything is shown and comes back to the page of the link', async () => {
    await withPage({ device }, async (page) => {
      await serveDocumentsStatically(page);
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
      await serveDocumentsStatically(page);
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
      await serveDocumentsStatically(page);
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
      await serveDocumentsStatically(page);
      await page.goto(`${base()}admin`);
      await page.getByRole('heading', { name: 'No access to this app yet' }).waitFor();
      expect(await sessionUser(page)).toBeUndefined();
      await page.goto(`${base()}admin`);
      await page.locator(WECOM_BUTTON).waitFor();
      expect(starts()).toBe(1);
    });
  });

  it('leaves a way out when WeCom does not answer', async () => {
    await withPage({ device }, async (page) => {
      await serveDocumentsStatically(page);
      await page.route('**/wecom:authorize**', () => new Promise(() => undefined));
      await skipWhenShown(page);
      await page.goto(`${base()}admin`, { waitUntil: 'commit' });
      await page.locator(WECOM_BUTTON).waitFor();
      expect(new URL(page.url()).pathname).toContain('/signin');
      const seen = await page.evaluate(() => sessionStorage.getItem('seen'));
      expect(seen).toBe('Signing in with WeCom… / Use another way to sign in');
    });
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
