/**
 * What people meet in old webviews, in the oldest Chromium to be had in which NocoBase itself starts. Pages are looked at
 * by their own scripts only: Playwright's locators need a newer browser.
 */
import { type Browser, chromium, type Page } from 'playwright-core';
import {
  answerInstead,
  DEVICES,
  oldestChromium,
  screenshot,
  serveDocumentsStatically,
  sessionUser,
  sharedScene,
} from './support';

const scene = sharedScene({ public: { autoLogin: true }, returning: ['manager'] });
const { manager } = scene.people;
let browser: Browser;

beforeAll(async () => {
  scene.simulator.control.setCurrentMember(manager.userid);
  browser = await chromium.launch({
    executablePath: oldestChromium(),
    chromiumSandbox: false,
    args: ['--disable-gpu'],
  });
});
afterAll(() => browser?.close());

/** @returns what our own code threw while the page was used */
async function withOldPage(device: { userAgent?: string }, use: (page: Page) => Promise<void>): Promise<string[]> {
  const context = await browser.newContext({ ...device, extraHTTPHeaders: { 'accept-encoding': 'identity' } });
  context.setDefaultTimeout(45_000);
  const page = await context.newPage();
  const thrown: string[] = [];
  page.on('pageerror', ({ stack = '' }) => stack.includes('plugin-auth-wecom') && thrown.push(stack));
  await use(page);
  await context.close();
  return thrown;
}

const { wecomWindows } = DEVICES;
const inWeCom = { ...wecomWindows, userAgent: wecomWindows.userAgent.replace('Chrome/107.0.5304.110', 'Chrome/102') };

describe.each(['legacy', 'modern'] as const)('the %s client in Chromium 102', (client) => {
  const base = () => scene.urlOf(client);

  it('signs in by itself in WeCom', async () => {
    expect(browser.version()).toMatch(/^102\./);
    const thrown = await withOldPage(inWeCom, async (page) => {
      await serveDocumentsStatically(page, scene.nocobase.url);
      await page.goto(`${base()}admin?from=workbench`);
      await page.waitForFunction(() => document.querySelector('[data-testid="user-center-button"]'));
      expect(page.url()).toContain('from=workbench');
      expect(await sessionUser(page)).toMatchObject({ nickname: manager.name });
    });
    expect(thrown).toEqual([]);
  });

  it('explains a refusal, with the QR code', async () => {
    const homeLink = 'https://crm.example.com/api/wecom:authorize?authenticator=wecom';
    const errors = [{ code: 'WECOM_FIRST_SIGN_IN', message: '', homeLink }];
    const thrown = await withOldPage({}, async (page) => {
      await answerInstead(page, 'auth:signIn', { status: 403, json: { errors } });
      await page.goto(`${base()}wecom/callback?authenticator=${scene.authenticator}&code=c&state=s`);
      await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Open the app in WeCom once');
      await page.waitForFunction(() => document.querySelector('svg[role="img"] path'));
      await screenshot(page, `oldest-browser-${client}`);
    });
    expect(thrown).toEqual([]);
  });
});
