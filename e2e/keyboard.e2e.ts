/** Everything that people do with this plugin, without a mouse; and a sign-in page with more than one WeCom. */
import type { Page } from 'playwright-core';
import { SAMPLE } from '../simulator';
import { openNewAuthenticator, sessionUser, sharedScene, signInByPassword, WECOM_BUTTON, withPage } from './support';

const CLOSED = 'closed-keyboard';
const scene = sharedScene({ title: 'Staff' });
const partners = sharedScene({
  public: { buttonText: 'Partners', tooltip: 'For the people of our partners' },
  returning: ['manager'],
});
const { manager } = partners.people;

beforeAll(async () => {
  await scene.api.createAuthenticator({ name: CLOSED, title: 'Closed', enabled: false, options: {} });
});
afterAll(() => scene.api.removeAuthenticator(CLOSED));

/** The words by which one knows the element that has the focus. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement;
    const seen = element.cloneNode(true) as HTMLElement;
    for (const hidden of seen.querySelectorAll('[aria-hidden=true]')) hidden.remove();
    const words = element.isContentEditable ? '' : seen.textContent?.trim();
    return words || element.getAttribute('aria-label') || element.labels?.[0]?.textContent || '';
  });

/** Presses Tab until the focus is where one wants to be. */
async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  while (passed.length < 80) {
    await page.keyboard.press('Tab');
    const here = await focused(page);
    if (here.startsWith(name)) return;
    passed.push(here.slice(0, 40));
  }
  throw new Error(`"${name}" is not reached by Tab, only: ${passed.join(' | ')}`);
}

/** Types as somebody who sees each letter appear: NocoBase's inputs with variables lose their caret to a key that comes before. */
async function type(page: Page, value: string): Promise<void> {
  for (const key of value) {
    await page.keyboard.press(key);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 50))));
  }
}

async function fillIn(page: Page, name: string, value: string): Promise<void> {
  await tabTo(page, name);
  await type(page, value);
}

describe.each(['legacy', 'modern'] as const)('the %s client', (client) => {
  const base = () => scene.urlOf(client);

  it('has a button for each enabled authenticator, and signs in with the one that is chosen', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${base()}signin`);
      await page.locator(WECOM_BUTTON).first().waitFor();
      expect(await page.locator(WECOM_BUTTON).allTextContents()).toEqual(['Staff', 'Partners']);
      await tabTo(page, 'Staff');
      await tabTo(page, 'Partners');
      await page.getByRole('tooltip').getByText('For the people of our partners').waitFor();
      await page.keyboard.press('Enter');
      await page.getByTestId('web-login').waitFor();
      expect(new URL(page.url()).origin).toBe(partners.simulator.url);
      await tabTo(page, manager.name);
      await page.keyboard.press('Enter');
      await page.waitForURL(`${base()}admin**`);
      expect(await sessionUser(page)).toMatchObject({ nickname: manager.name });
      expect(await page.evaluate(() => localStorage.getItem('NOCOBASE_AUTH'))).toBe(partners.authenticator);
    });
  });

  it('lets an administrator fill in, check and save the settings', async () => {
    let name = '';
    await withPage({}, async (page) => {
      await signInByPassword(page);
      await page.goto(`${base()}admin/settings/auth/authenticators`);
      await openNewAuthenticator(page);
      await page.locator('[data-wecom-settings]').waitFor();
      await fillIn(page, 'Company ID', scene.corpId);
      await fillIn(page, 'AgentId', String(SAMPLE.agentId));
      await fillIn(page, 'Secret', SAMPLE.secret);
      await tabTo(page, 'Match by e-mail too');
      await page.keyboard.press('Space');
      await tabTo(page, 'Advanced');
      await page.keyboard.press('Enter');
      await fillIn(page, 'API base URL', scene.simulator.url);
      await tabTo(page, 'Check settings');
      await page.keyboard.press('Enter');
      await page.locator('[data-check="credentials"][data-status="ok"]').waitFor();
      const home = await page.getByLabel('Workbench application homepage link').inputValue();
      name = new URL(home).searchParams.get('authenticator') ?? '';
      await tabTo(page, 'Submit');
      await page.keyboard.press('Enter');
      await page.locator('[data-wecom-settings]').waitFor({ state: 'hidden' });
    });
    const saved = await scene.api.findAuthenticator(name);
    expect(saved?.options).toMatchObject({
      corpId: scene.corpId,
      agentId: String(SAMPLE.agentId),
      matchEmail: true,
      apiBaseUrl: scene.simulator.url,
    });
    await scene.api.removeAuthenticator(name);
  });
});
