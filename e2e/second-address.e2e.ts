/** People who open NocoBase at another address than the origin: the office network, `www`, an old domain. */
import { screenshot, sessionUser, sharedScene, signInByPassword, WECOM_BUTTON, withPage } from './support';

const scene = sharedScene({ returning: ['manager'] });
const { manager } = scene.people;

describe.each(['legacy', 'modern'] as const)('the %s client', (client) => {
  /** The same NocoBase by another name. */
  const elsewhere = () => scene.urlOf(client).replace('127.0.0.1', 'localhost');
  const base = client === 'legacy' ? '' : '/v';

  it('a sign-in ends at the origin, on the page that was wanted', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${elsewhere()}signin?redirect=${encodeURIComponent(`${base}/admin?tab=2#list`)}`);
      await page.locator(WECOM_BUTTON).click();
      await page.getByTestId(`member-${manager.userid}`).click();
      await page.waitForURL(`${scene.urlOf(client)}admin**`);
      expect(new URL(page.url()).origin).toBe(scene.nocobase.origin);
      expect(await sessionUser(page)).toMatchObject({ nickname: manager.name });
      await screenshot(page, `second-address-${client}`);
    });
  });

  it('linking leads to the profile at the origin', async () => {
    await withPage({}, async (page) => {
      await signInByPassword(page, { ...scene.nocobase, origin: new URL(elsewhere()).origin });
      await page.goto(`${elsewhere()}wecom/link`);
      await page
        .getByRole('button', { name: /^Link a WeCom account/ })
        .first()
        .click();
      await page.waitForURL(`${scene.nocobase.origin}${base}/**`);
    });
  });
});
