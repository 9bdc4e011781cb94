/** An administrator adds the packed plugin on NocoBase's own plugin manager page; nothing is restarted. */
import { closeBrowser, type OwnNocoBase, screenshot, signInByPassword, startOwnNocoBase, withPage } from './support';

const PACKAGE_NAME = '@nocobase/plugin-auth-wecom';

let nocobase: OwnNocoBase;

beforeAll(async () => {
  nocobase = await startOwnNocoBase('plugin-manager', {}, false);
}, 120_000);
afterAll(async () => {
  await closeBrowser();
  await nocobase?.running.remove();
});

it('takes the .tgz as an upload and enables it while NocoBase runs', async () => {
  const processId = nocobase.running.pid;
  await withPage({}, async (page) => {
    await signInByPassword(page, nocobase);
    await page.goto(`${nocobase.url}admin/settings/plugin-manager`);
    await page.getByRole('button', { name: 'Add & Update' }).click();
    await page.getByText('Upload plugin', { exact: true }).click();
    await page.locator('.ant-modal input[type="file"]').setInputFiles(nocobase.tgz);
    // NocoBase says "Plugin uploading" until then, on a fast machine too briefly to be looked for.
    const reloaded = page.waitForEvent('load');
    await page.getByRole('button', { name: 'Submit' }).click();
    await reloaded;

    await page.getByPlaceholder('Search plugin').fill('WeCom');
    const card = page.getByRole('button', { name: 'Auth: WeCom' });
    await card.waitFor();
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

async function enabledPlugins(): Promise<string[]> {
  await nocobase.running.api.signIn();
  return nocobase.running.api.enabledPlugins();
}

async function expectEventually(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  // NocoBase answers 503 while it reloads.
  while (!(await condition().catch(() => false))) {
    if (Date.now() > deadline) throw new Error('it did not come to pass within 30 s');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
