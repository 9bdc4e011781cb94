/**
 * The pictures of the documents, in the order of the set-up. `UPDATE_PICTURES=1 npm test -- --e2e pictures` takes them
 * again in both languages; an ordinary run only goes through the same pages once.
 */
import type { Page } from 'playwright-core';
import { NocoBaseApi, until } from '../scripts/nocobase';
import { signInAsMember } from '../scripts/nocobase/wecom';
import { SAMPLE, sampleCorp } from '../simulator';
import enUS from '../src/locale/en-US.json';
import zhCN from '../src/locale/zh-CN.json';
import { documentationPicture, sharedScene, signInByPassword, WECOM_BUTTON, withPage } from './support';

const LANGUAGES = process.env.UPDATE_PICTURES ? (['zh-CN', 'en-US'] as const) : (['zh-CN'] as const);
/** What an administrator's browser would show; nothing answers there, so the test does. */
const ORIGIN = 'https://nocobase.example.com';
const CARDS = {
  'zh-CN': { title: '请假申请', content: '李娜申请 12 月 3 日至 4 日休假。', btntxt: '去审批' },
  'en-US': { title: 'Leave request', content: 'Li Na asks for leave on 3 and 4 December.', btntxt: 'Open' },
};

describe.each(LANGUAGES)('the pictures in %s', (language) => {
  const sentences: Record<string, string> = language === 'zh-CN' ? zhCN : enUS;
  const say = (key: string) => sentences[key] ?? key;
  const picture = (page: Page, name: string) => documentationPicture(page, `${name}-${language}`);
  // The company that readers know from the demo. No other test file may use its people.
  const { members, corpId } = sampleCorp();
  const scene = sharedScene({
    title: say('Sign in with WeCom'),
    options: { verifyFile: 'WW_verify_a1B2c3D4e5F6g7H8.txt' },
    corp: { members, corpId, sourceIp: '203.0.113.7' },
  });

  const inLanguage = (page: Page) =>
    page.addInitScript((value) => localStorage.setItem('NOCOBASE_LOCALE', value), language);

  it('shows the sign-in page, the QR page and the page of a first sign-in', async () => {
    await withPage({ locale: language, viewport: { width: 960, height: 680 } }, async (page) => {
      await inLanguage(page);
      await page.goto(`${scene.nocobase.url}signin`);
      await page.locator(WECOM_BUTTON).waitFor();
      await picture(page, 'sign-in');
      await page.locator(WECOM_BUTTON).click();
      await page.getByTestId('web-login').waitFor();
      await picture(page, 'scan');
      await page.getByTestId(`member-${SAMPLE.members.secondNewcomer}`).click();
      await page.getByRole('img', { name: say('QR code that opens the app in WeCom') }).waitFor();
      await page.setViewportSize({ width: 960, height: 780 });
      await page.evaluate(() => window.scrollTo(0, 0));
      await picture(page, 'callback-first-sign-in');
    });
  });

  it('shows the Workbench', async () => {
    await withPage({ device: 'wecomIphone', locale: language, viewport: { width: 390, height: 680 } }, async (page) => {
      await page.goto(`${scene.simulator.url}/workbench`);
      await page.getByTestId(`member-${SAMPLE.members.manager}`).click();
      await page.getByTestId(`app-${SAMPLE.agentId}`).waitFor();
      await picture(page, 'workbench');
    });
  });

  it('shows a message that somebody got', async () => {
    const { manager } = SAMPLE.members;
    const { user } = await signInAsMember(
      new NocoBaseApi(scene.nocobase.apiUrl),
      scene.simulator,
      manager,
      scene.authenticator,
    );
    const name = `pictures-${language.toLowerCase()}`;
    const options = { authenticator: scene.authenticator };
    await scene.api.call('notificationChannels:create', {
      body: { name, title: 'WeCom', notificationType: 'wecom', options },
    });
    const message = { msgtype: 'textcard', url: '/admin', ...CARDS[language] };
    const receivers = { type: 'userId', value: [user.id] };
    await scene.api.call('messages:send', { body: { channelName: name, triggerFrom: 'test', receivers, message } });
    await scene.api.call('notificationChannels:destroy', { query: { filterByTk: name }, body: {} });
    await withPage({ device: 'wecomIphone', locale: language, viewport: { width: 390, height: 520 } }, async (page) => {
      await page.goto(`${scene.simulator.url}/inbox?sim_member=${manager}`);
      await page.getByTestId('message').last().waitFor();
      await picture(page, 'message');
    });
  });

  it('shows the settings, and what the check says before the server is trusted', async () => {
    scene.simulator.control.patchApp(SAMPLE.agentId, {
      trustedIps: ['198.51.100.9'],
      trustedDomain: new URL(ORIGIN).host,
    });
    await scene.changeOptions({ origin: ORIGIN });
    await withPage({ locale: language, viewport: { width: 1000, height: 1750 } }, async (page) => {
      await page.route(`${ORIGIN}/**`, async (route) => {
        const asked = new URL(route.request().url());
        const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': asked.host };
        const url = scene.nocobase.origin + asked.pathname + asked.search;
        await route.fulfill({
          // NocoBase closes a connection after five idle seconds, maybe just when it is used again.
          response: await route.fetch({ url, headers: { ...route.request().headers(), ...headers }, maxRetries: 3 }),
        });
      });
      await inLanguage(page);
      await signInByPassword(page, { origin: ORIGIN, apiUrl: scene.nocobase.apiUrl });
      await page.goto(`${ORIGIN}/admin/settings/auth/authenticators`);
      await page
        .locator('tr', { hasText: scene.authenticator })
        .getByText(language === 'zh-CN' ? '配置' : 'Configure')
        .click();
      await page.locator('[data-wecom-settings]').waitFor();
      // The values to paste follow the fields, and the drawer slides in.
      const domain = page.getByLabel(say('Trusted domain'), { exact: true });
      await until('the values to paste', async () => (await domain.inputValue()) === new URL(ORIGIN).host);
      await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
      await picture(page, 'settings');

      await page.getByRole('button', { name: say('Check settings') }).click();
      const refused = page.locator('[data-check="credentials"][data-status="failed"]');
      await refused.getByText('203.0.113.7').waitFor();
      await page.setViewportSize({ width: 1000, height: 1000 });
      await page.locator('[data-check]').last().scrollIntoViewIfNeeded();
      await picture(page, 'check-settings');
      // What the page still loads when it closes is nobody's fault.
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    });
  });
});
