/** Every refusal has a page of its own, in both clients, on computers and phones, in all languages, in light and dark. */
import type { BrowserContext, Page } from 'playwright-core';
import { ERROR_PAGES } from '../src/client-shared/callback/error-pages';
import type { RefusalCode } from '../src/client-shared/callback/refusal';
import jaJP from '../src/locale/ja-JP.json';
import zhCN from '../src/locale/zh-CN.json';
import zhTW from '../src/locale/zh-TW.json';
import {
  accessibilityProblems,
  answerInstead,
  openContext,
  screenshot,
  sharedScene,
  startWithTheme,
  withPage,
} from './support';

const HOME = 'https://crm.example.com/api/wecom:authorize?authenticator=wecom';
const CODES = Object.keys(ERROR_PAGES) as RefusalCode[];
/** One of each look. Both clients show the same component, which jest renders for every code. */
const SHAPES: RefusalCode[] = ['WECOM_FIRST_SIGN_IN', 'WECOM_CONSENT_REQUIRED', 'WECOM_NO_ACCOUNT', 'OFFLINE'];

const scene = sharedScene();

/** What the server answers to a sign-in that ends with this page. */
function refusal(code: RefusalCode) {
  if (code.startsWith('WECOM_')) {
    const error = { code, message: code, reference: 'req-0123456789', redirect: '/admin/reports', homeLink: HOME };
    return { status: 403, error };
  }
  if (code === 'NO_ROLE') return { status: 401, error: { code: 'USER_HAS_NO_ROLES_ERR', message: 'No roles' } };
  return { status: code === 'UNKNOWN' ? 500 : 403, error: { message: 'Invalid sign-in origin' } };
}

/** Refuses a sign-in without the trouble of provoking each refusal. */
async function answerSignIn(page: Page, code: RefusalCode): Promise<void> {
  if (code === 'OFFLINE') return answerInstead(page, 'auth:signIn', 'connection-failed');
  const { status, error } = refusal(code);
  await answerInstead(page, 'auth:signIn', { status, json: { errors: [error] } });
}

async function openErrorPage(page: Page, base: string, code: RefusalCode, language = 'en-US'): Promise<void> {
  await answerSignIn(page, code);
  // Where consent was asked for before, it is not fetched by itself again.
  await page.addInitScript((value) => {
    sessionStorage.setItem('wecom:consent', '1');
    localStorage.setItem('NOCOBASE_LOCALE', value);
  }, language);
  await page.goto(
    `${base}wecom/callback?authenticator=${scene.authenticator}&code=spent-code&state=${code.toLowerCase()}`,
  );
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('.ant-btn-primary').waitFor();
}

const VIEWS = [
  { client: 'legacy', device: 'desktop', locale: 'en-US' },
  { client: 'modern', device: 'phone', locale: 'zh-CN' },
] as const;

describe.each(VIEWS)('the $client client, $device, $locale', ({ client, device, locale }) => {
  const base = () => scene.urlOf(client);
  const say = (key: string) => (locale === 'zh-CN' ? (zhCN as Record<string, string>)[key] : key) ?? key;
  // One browser for all codes: the client comes out of its cache.
  let context: BrowserContext;

  beforeAll(async () => {
    context = await openContext({ device, viewport: device === 'phone' ? { width: 360, height: 740 } : undefined });
  });
  afterAll(() => context?.close());

  it.each(client === 'modern' ? CODES : SHAPES)('explains %s', async (code) => {
    const page = await context.newPage();
    await openErrorPage(page, base(), code, locale);
    const { title, happened, advice } = ERROR_PAGES[code];
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(say(title));
    const text = await page.getByRole('alert').textContent();
    expect(text).toContain(say(happened));
    expect(text).toContain(say(advice));
    expect(await page.locator('.ant-btn-primary').count()).toBe(1);
    expect(page.url()).not.toMatch(/code|state/);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await screenshot(page, `error-${code}-${client}-${device}`);
    expect(await accessibilityProblems(page, 'main')).toEqual([]);
    await page.close();
  });
});

it.each([
  { locale: 'zh-TW', client: 'legacy', sentences: zhTW },
  { locale: 'ja-JP', client: 'modern', sentences: jaJP },
] as const)('speaks $locale, too', async ({ locale, client, sentences }) => {
  await withPage({ device: 'phone' }, async (page) => {
    await openErrorPage(
      page,
      client === 'legacy' ? scene.nocobase.url : scene.nocobase.modernUrl,
      'WECOM_NO_ACCOUNT',
      locale,
    );
    const { title, happened } = ERROR_PAGES.WECOM_NO_ACCOUNT;
    const say: Record<string, string> = sentences;
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(say[title]);
    expect(await page.getByRole('alert').textContent()).toContain(say[happened]);
    await screenshot(page, `error-${locale}-${client}`);
  });
});

describe("NocoBase's dark theme", () => {
  beforeAll(() => startWithTheme(scene.api, 'dark'));
  afterAll(() => startWithTheme(scene.api, 'default'));

  // The modern client knows the theme only when somebody is signed in.
  it('is readable', async () => {
    await withPage({}, async (page) => {
      await openErrorPage(page, scene.nocobase.url, 'WECOM_FIRST_SIGN_IN');
      const background = await page.locator('main').evaluate((main) => getComputedStyle(main).backgroundColor);
      expect(background).toBe('rgb(20, 20, 20)');
      await screenshot(page, 'error-dark-legacy');
      expect(await accessibilityProblems(page, 'main')).toEqual([]);
    });
  });
});

it('is left by keyboard alone', async () => {
  await withPage({}, async (page) => {
    await openErrorPage(page, scene.nocobase.url, 'WECOM_CANCELLED');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Try again');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Use another way to sign in');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/signin?wecomError=WECOM_CANCELLED**');
    await page.getByRole('alert').getByText('You cancelled the sign-in with WeCom.').waitFor();
    await screenshot(page, 'sign-in-page-with-error');
  });
});

it('copies what an administrator needs to know', async () => {
  await withPage({}, async (page) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await openErrorPage(page, scene.nocobase.modernUrl, 'WECOM_NO_ACCOUNT');
    await page.getByRole('button', { name: 'Copy the details' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(`WECOM_NO_ACCOUNT · ${scene.authenticator}`);
    expect(copied).toContain('req-0123456789');
  });
});

it('shows the settings page when the sign-in cannot even start, and does not try again by itself', async () => {
  await withPage({ device: 'wecomIphone' }, async (page) => {
    const starts: string[] = [];
    page.on('request', (request) => request.url().includes('wecom:authorize') && starts.push(request.url()));
    await page.goto(`${scene.nocobase.apiUrl}wecom:authorize?authenticator=nobody&redirect=/admin/reports`);
    await page.getByRole('heading', { name: 'Sign-in is not set up correctly' }).waitFor();
    const otherWay = page.getByRole('link', { name: 'Use another way to sign in' });
    expect(await otherWay.getAttribute('href')).toContain('redirect=%2Fadmin%2Freports');
    // Until all that the client asks for at its start is answered.
    await page.waitForLoadState('networkidle');
    expect(starts).toHaveLength(1);
    expect(page.url()).toContain('/wecom/callback');
  });
});
