/** An administrator adds the packed plugin on NocoBase's own plugin manager page; nothing is restarted. */
import path from 'node:path';
import type { Page } from 'playwright-core';
import { closeBrowser, type OwnNocoBase, screenshot, signInByPassword, startOwnNocoBase, withPage } from './support';

const PACKAGE_NAME = '@nocobase/plugin-auth-wecom';

let nocobase: OwnNocoBase;

beforeAll(async () => {
  nocobase = await startOwnNocoBase('plugin-manager', {}, false);
});
afterAll(async () => {
  await closeBrowser();
  await nocobase?.running.remove();
});

it('takes the .tgz as an upload and enables it while NocoBase runs', async () => {
  const processId = nocobase.running.pid;
  await withPage({}, async (page) => {
    await signInByPassword(page, nocobase);
    await openPluginManager(page);
    await page.getByRole('button', { name: 'Add & Update' }).click();
    await page.getByText('Upload plugin', { exact: true }).click();
    await page.locator('.ant-modal input[type="file"]').setInputFiles(nocobase.tgz);
    // Before NocoBase has taken the file, it drops a click on "Submit" without a word.
    await page.locator('.ant-modal').getByText(path.basename(nocobase.tgz)).waitFor();
    const accepted = page.waitForResponse((response) => response.url().includes('/api/pm:add'));
    await expectEventually(async () => {
      const sent = page.waitForRequest((request) => request.url().includes('/api/pm:add'), { timeout: 5_000 });
      await Promise.all([sent, page.getByRole('button', { name: 'Submit' }).click()]);
      return true;
    });
    expect((await accepted).status()).toBe(200);

    // NocoBase accepts an upload before it has unpacked it, and then loads its page anew: on a busy machine too early.
    const card = page.getByRole('button', { name: 'Auth: WeCom' });
    await expectEventually(async () => {
      await openPluginManager(page);
      await page.getByPlaceholder('Search plugin').fill('WeCom');
      await card.waitFor({ timeout: 10_000 });
      return true;
    });
    expect(await card.getByRole('img', { name: 'warning' }).count()).toBe(0);
    await screenshot(page, 'plugin-manager');
    await card.getByRole('switch').click();
    await expectEventually(async () => (await enabledPlugins()).includes(PACKAGE_NAME));
  });
  expect(nocobase.running.pid).toBe(processId);
});

it('has a settings form in both clients at once', async () => {
  await withPage({}, async (page) => {
    await signInByPassword(page, nocobase);
    for (const base of [nocobase.url, nocobase.modernUrl]) {
      await page.goto(`${base}admin/settings/auth/authenticators`);
      await page.getByRole('button', { name: /Add new/ }).click();
      await page.getByText('WeCom', { exact: true }).click();
      await page.getByText('Company ID').first().waitFor();
    }
  });
});

async function openPluginManager(page: Page): Promise<void> {
  await page.goto(`${nocobase.url}admin/settings/plugin-manager`);
}

async function enabledPlugins(): Promise<string[]> {
  await nocobase.running.api.signIn();
  return nocobase.running.api.enabledPlugins();
}

/** Tries again for a minute; what was wrong at last is the cause of the error. */
async function expectEventually(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    // While NocoBase reloads, it answers 503.
    const outcome = await condition().catch((error: unknown) => error);
    if (outcome === true) return;
    if (Date.now() > deadline) throw new Error('it did not come to pass within 60 s', { cause: outcome });
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
