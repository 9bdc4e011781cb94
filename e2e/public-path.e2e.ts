/** NocoBase below a path of its domain, with another prefix for the modern client. */
import { ownNocoBase, sessionUser, sharedScene, WECOM_BUTTON, withPage } from './support';

const nocobase = ownNocoBase({ env: { APP_PUBLIC_PATH: '/crm/', APP_MODERN_CLIENT_PREFIX: 'modern' } });
const scene = sharedScene({ nocobase: () => nocobase, returning: ['manager'] });
const { manager } = scene.people;

it.each(['/crm/', '/crm/modern/'])('signs in at %s and comes back there', async (clientPath) => {
  const base = `${nocobase.origin}${clientPath}`;
  await withPage({}, async (page) => {
    const missing: string[] = [];
    page.on('response', (response) => {
      if (response.status() === 404 && response.url().includes('/static/plugins/')) missing.push(response.url());
    });
    await page.goto(`${base}signin`);
    await page.locator(WECOM_BUTTON).click();
    await page.getByTestId(`member-${manager.userid}`).click();
    await page.waitForURL(`${base}admin**`);
    expect(await sessionUser(page, nocobase)).toMatchObject({ nickname: manager.name });
    expect(missing).toEqual([]);
  });
});
