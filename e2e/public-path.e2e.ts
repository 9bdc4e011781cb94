/** NocoBase below a path of its domain, with another prefix for the modern client. */
import { SAMPLE } from '../simulator';
import {
  closeBrowser,
  type OwnNocoBase,
  openScene,
  type Scene,
  sessionUser,
  startOwnNocoBase,
  WECOM_BUTTON,
  withPage,
} from './support';

let nocobase: OwnNocoBase;
let scene: Scene;

beforeAll(async () => {
  nocobase = await startOwnNocoBase('public-path', {
    env: { APP_PUBLIC_PATH: '/crm/', APP_MODERN_CLIENT_PREFIX: 'modern' },
  });
  scene = await openScene({ nocobase });
  await scene.hasSignedInBefore(SAMPLE.members.manager);
}, 120_000);
afterAll(async () => {
  await closeBrowser();
  await scene?.close();
  await nocobase?.running.remove();
});

it.each(['/crm/', '/crm/modern/'])('signs in at %s and comes back there', async (clientPath) => {
  const base = `${nocobase.origin}${clientPath}`;
  await withPage({}, async (page) => {
    const missing: string[] = [];
    page.on('response', (response) => {
      if (response.status() === 404 && response.url().includes('/static/plugins/')) missing.push(response.url());
    });
    await page.goto(`${base}signin`);
    await page.locator(WECOM_BUTTON).click();
    await page.getByTestId(`member-${SAMPLE.members.manager}`).click();
    await page.waitForURL(`${base}admin**`);
    expect(await sessionUser(page, nocobase)).toMatchObject({ nickname: '张伟' });
    expect(missing).toEqual([]);
  });
});
