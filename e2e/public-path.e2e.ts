/** NocoBase with all of its plugins, below a path of its domain, with another prefix for the modern client. */
import { answerLate, ownNocoBase, sessionUser, sharedScene, WECOM_BUTTON, withPage } from './support';

const nocobase = ownNocoBase({ env: { APP_PUBLIC_PATH: '/crm/', APP_MODERN_CLIENT_PREFIX: 'modern' } });
const scene = sharedScene({ nocobase: () => nocobase, returning: ['manager'] });
const { manager } = scene.people;

const CLIENTS = ['/crm/', '/crm/modern/'];

it.each(CLIENTS)('signs in at %s and comes back there', async (clientPath) => {
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

it.each(CLIENTS)(
  'loses no session at %s to what the starting client asked as nobody, and is refused late',
  async (clientPath) => {
    await withPage({}, async (page) => {
      // NocoBase's AI plugin asks before anybody is signed in.
      const late = await answerLate(page, 'ai*:*', 700);
      const callback = page.waitForRequest(
        (one) => one.isNavigationRequest() && one.url().includes('/wecom/callback?'),
      );
      await page.goto(
        `${nocobase.apiUrl}wecom:authorize?authenticator=${scene.authenticator}&redirect=${clientPath}admin`,
      );
      await page.getByTestId(`member-${manager.userid}`).click();
      await page.waitForURL(`${nocobase.origin}${clientPath}admin**`);
      await page.getByTestId('user-center-button').waitFor();
      const before = late.count;
      await page.goto((await callback).url());
      await page.getByTestId('user-center-button').waitFor();
      expect(await sessionUser(page, nocobase)).toMatchObject({ nickname: manager.name });
      expect(before).toBeGreaterThan(0);
      expect(late.count).toBeGreaterThan(before);
    });
  },
);
