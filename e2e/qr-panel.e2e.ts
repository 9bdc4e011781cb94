/** The QR code on NocoBase's own sign-in page, in both clients. */
import type { Page } from 'playwright-core';
import { screenshot, sessionUser, sharedScene, WECOM_BUTTON, withPage } from './support';

const scene = sharedScene({ returning: ['manager'], public: { showQrCode: true } });
const { manager } = scene.people;
const PANEL = 'iframe[src*="/wwlogin/sso/login"]';

describe.each(['legacy', 'modern'] as const)('the %s client', (client) => {
  const open = (page: Page) => page.goto(`${scene.urlOf(client)}signin?redirect=%2Fadmin%3Fa%3D1`);

  it('signs a person in who scans the code on the sign-in page', async () => {
    await withPage({}, async (page) => {
      await open(page);
      const panel = page.frameLocator(PANEL);
      await panel.getByTestId('web-login').waitFor();
      await page.locator(WECOM_BUTTON).waitFor();
      await screenshot(page, `qr-panel-${client}`);
      await panel.getByTestId(`member-${manager.userid}`).click();
      await page.waitForURL(`${scene.urlOf(client)}admin**`);
      expect(await sessionUser(page)).toMatchObject({ nickname: manager.name });
    });
  });

  it('has the button only where the frame is blocked', async () => {
    await withPage({}, async (page) => {
      await page.route('**/wwlogin/sso/login**', (route) =>
        route.request().isNavigationRequest() && route.request().frame() !== page.mainFrame()
          ? route.abort('blockedbyclient')
          : route.continue(),
      );
      await open(page);
      await page.locator(PANEL).waitFor({ state: 'attached' });
      await page.locator(PANEL).waitFor({ state: 'detached' });
      await page.locator(WECOM_BUTTON).click();
      await page.getByTestId(`member-${manager.userid}`).click();
      await page.waitForURL(`${scene.urlOf(client)}admin**`);
    });
  });

  it.each(['phone', 'wecomWindows'] as const)('has the button only: %s', async (device) => {
    await withPage({ device }, async (page) => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await open(page);
      await page.locator(WECOM_BUTTON).waitFor();
      expect(await page.locator(PANEL).count()).toBe(0);
      expect(asked.filter((url) => url.includes('panel=1'))).toEqual([]);
    });
  });
});
