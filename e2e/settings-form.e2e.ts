/** The settings form of an authenticator: typed in, checked, saved, opened again, in both clients. */
import type { Page } from 'playwright-core';
import { simulatorOptions } from '../scripts/nocobase/wecom';
import { SAMPLE } from '../simulator';
import zhCN from '../src/locale/zh-CN.json';
import {
  accessibilityProblems,
  openNewAuthenticator,
  screenshot,
  sharedScene,
  signInByPassword,
  withPage,
} from './support';

const scene = sharedScene({ title: 'First', public: { autoLogin: true } });

const textbox = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const form = (page: Page) => page.locator('[data-wecom-settings]');

async function fill(page: Page, name: string, value: string): Promise<void> {
  await textbox(page, name).click();
  await textbox(page, name).fill(value);
}

/** The variable picker beside the inputs of the legacy client, as NocoBase makes it. */
const isNocoBasesOwn = (problem: string) => /variable-button|rc_select/.test(problem);

describe.each(['legacy', 'modern'] as const)('the %s client', (client) => {
  const base = () => scene.urlOf(client);

  async function openPage(page: Page): Promise<void> {
    await signInByPassword(page);
    await page.goto(`${base()}admin/settings/auth/authenticators`);
    await page.getByRole('button', { name: 'Add new' }).waitFor();
  }

  async function addWeCom(page: Page): Promise<string> {
    await openPage(page);
    await openNewAuthenticator(page);
    await form(page).waitFor();
    await textbox(page, 'Company ID').waitFor();
    const home = await page.getByLabel('Workbench application homepage link').inputValue();
    return new URL(home).searchParams.get('authenticator') ?? '';
  }

  async function fillIn(page: Page): Promise<void> {
    await fill(page, 'Company ID', scene.corpId);
    await fill(page, 'AgentId', String(SAMPLE.agentId));
    await fill(page, 'Secret', SAMPLE.secret);
    await page.getByText('Advanced', { exact: true }).click();
    for (const name of ['API base URL', 'OAuth base URL', 'Web login base URL'])
      await fill(page, name, scene.simulator.url);
  }

  it('saves what is typed in, masks the secret, and keeps it when the form is saved again', async () => {
    await withPage({}, async (page) => {
      const name = await addWeCom(page);
      expect(await textbox(page, 'Origin').textContent()).toBe(scene.nocobase.origin);
      await fillIn(page);
      await page.getByRole('checkbox', { name: 'Match by e-mail too' }).check();
      await page.getByRole('button', { name: 'Submit' }).click();
      await form(page).waitFor({ state: 'hidden' });
      const record = await scene.api.findAuthenticator(name);
      const expected = simulatorOptions(scene.simulator.url, scene.nocobase.origin, {
        corpId: scene.corpId,
      });
      expect(record?.options).toMatchObject({
        corpId: expected.corpId,
        agentId: expected.agentId,
        secret: '********',
        origin: expected.origin,
        apiBaseUrl: scene.simulator.url,
        matchEmail: true,
        public: { workbenchRedirect: client === 'legacy' ? '/admin' : '/v/admin' },
      });

      await page.getByRole('row', { name }).getByText('Configure').click();
      await form(page).waitFor();
      await page.locator('input[type=password]').waitFor();
      await screenshot(page, `settings-saved-${client}`);
      await page.getByRole('button', { name: 'Check settings' }).click();
      await page.locator('[data-check="credentials"][data-status="ok"]').waitFor();
      await page.getByRole('button', { name: 'Submit' }).click();
      await form(page).waitFor({ state: 'hidden' });
      await page.getByRole('row', { name }).getByText('Configure').click();
      await page.getByRole('button', { name: 'Check settings' }).click();
      await page.locator('[data-check="credentials"][data-status="ok"]').waitFor();
      await scene.api.removeAuthenticator(name);
    });
  });

  it('says what is wrong while one types, and accepts variables', async () => {
    await withPage({}, async (page) => {
      await addWeCom(page);
      await fill(page, 'AgentId', 'my app');
      await page.getByText('An AgentId has only digits, such as 1000002.').waitFor();
      await fill(page, 'AgentId', '1000002');
      await page.getByText('An AgentId has only digits, such as 1000002.').waitFor({ state: 'hidden' });
      await fill(page, 'Origin', 'https://crm.example.com/admin');
      await page.getByText('Please enter an address such as https://example.com, without a path.').waitFor();
      await fill(page, 'Origin', 'https://crm.example.com:8443');
      await page.getByText(`Origin differs from the address in your browser, ${scene.nocobase.origin}.`).waitFor();
      expect(await page.getByLabel('Trusted domain').inputValue()).toBe('crm.example.com:8443');
      expect(await page.getByLabel('Web login callback domain').inputValue()).toBe('crm.example.com:8443');
      expect(await page.getByLabel('Workbench application homepage link').inputValue()).toMatch(
        /^https:\/\/crm\.example\.com:8443\/api\/wecom:authorize\?authenticator=/,
      );
      await fill(page, 'Company ID', 'our company');
      await form(page).getByText('A Company ID has only letters').waitFor();
      await fill(page, 'Company ID', '{{ $env.WECOM_CORP }}');
      await form(page).getByText('A Company ID has only letters').waitFor({ state: 'hidden' });
      await screenshot(page, `settings-typing-${client}`);
    });
  });

  it('shows the lines for a web server in front, and copies them', async () => {
    await withPage({}, async (page) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await addWeCom(page);
      await fill(page, 'Domain verification file', 'WW_verify_a1B2c3D4e5F6g7H8.txt');
      await page.getByText('If a web server in front of NocoBase serves the pages').click();
      const nginx = page.getByLabel('nginx');
      await nginx.waitFor();
      expect(await nginx.inputValue()).toContain('location = /WW_verify_a1B2c3D4e5F6g7H8.txt');
      await page
        .locator('div')
        .filter({ has: page.locator('textarea') })
        .getByRole('button', { name: 'Copy' })
        .first()
        .click();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('return 200 "a1B2c3D4e5F6g7H8"');
    });
  });

  it('refuses a second authenticator with automatic login and names the first', async () => {
    await withPage({}, async (page) => {
      const name = await addWeCom(page);
      const enabled = page.locator('.ant-formily-item, .ant-form-item').filter({ hasText: /^Enabled/ });
      await enabled.getByRole('checkbox').check();
      await fillIn(page);
      await page.getByRole('checkbox', { name: 'Automatic login' }).check();
      await page.getByText('any page link of NocoBase works too').waitFor();
      await page.getByRole('button', { name: 'Submit' }).click();
      await page.getByText('“First” has it already').waitFor();
      expect(await scene.api.findAuthenticator(name)).toBeUndefined();
    });
  });

  it('is accessible and fits a phone, in Chinese', async () => {
    await withPage({ viewport: { width: 360, height: 740 } }, async (page) => {
      await signInByPassword(page);
      await page.evaluate(() => localStorage.setItem('NOCOBASE_LOCALE', 'zh-CN'));
      await page.goto(`${base()}admin/settings/auth/authenticators`);
      await page.getByRole('row', { name: scene.authenticator }).getByText('配置', { exact: true }).click();
      await textbox(page, '企业 ID').waitFor();
      const headings = await form(page).getByRole('heading').allTextContents();
      const groups = [
        'The app in WeCom',
        'To paste into the WeCom console',
        'Sign-in',
        'Sign-up and matching',
      ] as const;
      expect(headings).toEqual(groups.map((group) => zhCN[group]));
      const width = await form(page).evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
      expect(width.scrollWidth).toBeLessThanOrEqual(width.clientWidth);
      expect(width.clientWidth).toBeGreaterThan(300);
      await form(page).getByRole('heading').nth(1).scrollIntoViewIfNeeded();
      await screenshot(page, `settings-phone-${client}`);
      const problems = await accessibilityProblems(page, '[data-wecom-settings]');
      expect(problems.filter((problem) => !isNocoBasesOwn(problem))).toEqual([]);
    });
  });
});
