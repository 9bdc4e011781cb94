/** An administrator adds the packed plugin on NocoBase's own plugin manager page; nothing is restarted. */
import path from 'node:path';
import type { Page, Request } from 'playwright-core';
import { until } from '../scripts/nocobase';
import { openNewAuthenticator, ownNocoBase, screenshot, signInByPassword, withPage } from './support';

const PACKAGE_NAME = '@nocobase/plugin-auth-wecom';

const nocobase = ownNocoBase({ withPlugin: false });

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
    const isUpload = (request: Request) => request.url().includes('/api/pm:add');
    let upload: Request | undefined;
    const submit = async () => {
      const sent = page.waitForRequest(isUpload, { timeout: 5_000 });
      [upload] = await Promise.all([sent, page.getByRole('button', { name: 'Submit' }).click()]);
      return true;
    };
    await until('the upload to be sent', submit, 30_000);
    expect((await upload?.response())?.status()).toBe(200);

    // NocoBase accepts an upload before it has unpacked it, and then loads its page anew, which may be too early: a page that
    // is opened while the application loads is not always told when it has, and says "Adding plugin" until it is opened again.
    const card = page.getByRole('button', { name: 'Auth: WeCom' });
    const find = async () => {
      await openPluginManager(page);
      await page.getByPlaceholder('Search plugin').fill('WeCom', { timeout: 10_000 });
      await card.waitFor({ timeout: 10_000 });
      return true;
    };
    await until('the plugin manager to show the plugin', find, 45_000);
    expect(await card.getByRole('img', { name: 'warning' }).count()).toBe(0);
    await screenshot(page, 'plugin-manager');
    await card.getByRole('switch').click();
    await until('the plugin to be enabled', async () => (await enabledPlugins()).includes(PACKAGE_NAME), 30_000);
  });
  expect(nocobase.running.pid).toBe(processId);
});

it('has a settings form in both clients at once', async () => {
  await withPage({}, async (page) => {
    await signInByPassword(page, nocobase);
    for (const base of [nocobase.url, nocobase.modernUrl]) {
      await page.goto(`${base}admin/settings/auth/authenticators`);
      await openNewAuthenticator(page);
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
