/** The package in a running NocoBase on the other databases: added, enabled, disabled and enabled again, without a restart. */
import { NocoBaseApi } from '../scripts/nocobase';
import { USER_AGENTS } from '../simulator';
import { ownNocoBase, sessionUser, sharedScene, WECOM_BUTTON, withPage } from './support';

describe.each(['postgres', 'mariadb'] as const)('on %s', (dialect) => {
  const nocobase = ownNocoBase({ database: { dialect, name: `wecom_life_cycle_${process.pid}` } });
  const scene = sharedScene({ nocobase: () => nocobase, public: { autoLogin: true } });
  const { newcomer } = scene.people;

  it('signs up a member, who signs in again through both clients', async () => {
    const { user } = await scene.signIn('newcomer');
    expect(user).toMatchObject({ nickname: newcomer.name, phone: newcomer.mobile });
    for (const base of [nocobase.url, nocobase.modernUrl]) {
      await withPage({}, async (page) => {
        await page.goto(`${base}signin`);
        await page.locator(WECOM_BUTTON).click();
        await page.getByTestId(`member-${newcomer.userid}`).click();
        await page.waitForURL(`${base}admin**`);
        expect(await sessionUser(page, nocobase)).toMatchObject({ id: user.id });
      });
    }
  });

  it('keeps settings and links while it is disabled, and takes nothing else with it', async () => {
    const before = (await scene.signIn('newcomer')).user.id;
    const openPageInWeCom = () =>
      fetch(`${nocobase.url}admin`, {
        redirect: 'manual',
        headers: { accept: 'text/html', 'user-agent': USER_AGENTS.wecomIphone },
      });
    expect((await openPageInWeCom()).status).toBe(302);

    await scene.api.disablePlugin();
    expect((await openPageInWeCom()).status).toBe(200);
    expect((await scene.api.send('wecom:authorize', { query: { authenticator: scene.authenticator } })).status).toBe(
      404,
    );
    await new NocoBaseApi(nocobase.apiUrl).signIn();

    await scene.api.enablePlugin();
    expect((await openPageInWeCom()).status).toBe(302);
    expect((await scene.signIn('newcomer')).user.id).toBe(before);
  });
});
