/** From the WeCom button to a signed-in user, in an ordinary browser, in both clients. */
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { SAMPLE } from '../simulator';
import { type Person, screenshot, sessionUser, sharedScene, WECOM_BUTTON, withPage } from './support';

const scene = sharedScene({ returning: ['manager', 'mixedCase'] });
const { manager, mixedCase } = scene.people;

describe.each(['legacy', 'modern'] as const)('the %s client', (client) => {
  const base = () => scene.urlOf(client);

  async function signInByQrCode(page: Page, { userid }: Person): Promise<void> {
    await page.locator(WECOM_BUTTON).click();
    await page.getByTestId(`member-${userid}`).click();
    await page.waitForURL(`${base()}admin**`);
  }

  it('signs a person in who clicks the WeCom button and confirms the QR code', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${base()}signin`);
      await page.locator(WECOM_BUTTON).waitFor();
      await screenshot(page, `sign-in-page-${client}`);
      scene.simulator.control.clearCalls();
      await page.locator(WECOM_BUTTON).click();
      await page.getByTestId('web-login').waitFor();
      await screenshot(page, 'wecom-qr-page');
      await page.getByTestId(`member-${manager.userid}`).click();
      await page.waitForURL(`${base()}admin**`);
      expect(await sessionUser(page)).toMatchObject({ nickname: manager.name });
      await page.getByTestId('user-center-button').waitFor();
      await screenshot(page, `signed-in-${client}`);
    });
  });

  it('asks WeCom for two things when a person comes back', async () => {
    const api = scene.simulator.control.calls().filter(({ path }) => path.startsWith('/cgi-bin/'));
    expect(api.map(({ endpoint }) => endpoint)).toEqual(['auth/getuserinfo', 'user/get']);
  });

  it('stays signed in after a reload, and lets another person sign in after a sign-out', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${base()}signin`);
      await signInByQrCode(page, manager);
      await page.reload();
      await page.getByTestId('user-center-button').waitFor();
      expect(await sessionUser(page)).toMatchObject({ nickname: manager.name });

      await page.getByTestId('user-center-button').hover();
      await screenshot(page, `user-menu-${client}`);
      await page.getByText('Sign out').click();
      await page.waitForURL(`${base()}signin**`);
      await signInByQrCode(page, mixedCase);
      expect(await sessionUser(page)).toMatchObject({ nickname: mixedCase.name });
    });
  });

  it('S-11 S-31 leaves no session token, code or secret in an address or in the log of the server', async () => {
    await withPage({}, async (page) => {
      const addresses: string[] = [];
      page.on('request', (request) => addresses.push(request.url()));
      page.on('framenavigated', (frame) => addresses.push(frame.url()));
      await page.goto(`${base()}signin`);
      await signInByQrCode(page, manager);
      const session = await page.evaluate(() => localStorage.getItem('NOCOBASE_TOKEN') ?? '');
      const code = codeIn(addresses);
      const logs = serverLogs();
      expect(logs).toContain('auth:signIn');
      const found = (text: string, secret: string) => text.split('\n').filter((line) => line.includes(secret));
      expect(found(addresses.join('\n'), session)).toEqual([]);
      expect(found(addresses.join('\n'), SAMPLE.secret)).toEqual([]);
      expect(found(logs, session)).toEqual([]);
      expect(found(logs, code)).toEqual([]);
      expect(found(logs, SAMPLE.secret)).toEqual([]);
    });
  });
});

/** The one-time code that WeCom put into the address of the callback page. */
function codeIn(addresses: string[]): string {
  const callback = addresses.find((address) => address.includes('/wecom/callback?')) ?? '';
  return new URL(callback).searchParams.get('code') ?? '';
}

/** All that NocoBase has written to its output and its log files so far. */
function serverLogs(): string {
  const { folder, logFile } = scene.nocobase;
  const files = fs.readdirSync(path.join(folder, 'storage', 'logs'), { recursive: true, withFileTypes: true });
  const names = files.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return [logFile, ...names].map((file) => fs.readFileSync(file, 'utf8')).join('\n');
}
