/** The package in a running NocoBase on the other databases: added, enabled, disabled and enabled again, without a restart. */
import { NocoBaseApi } from '../scripts/nocobase';
import { signInAsMember } from '../scripts/nocobase/wecom';
import { SAMPLE, USER_AGENTS } from '../simulator';
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

afterAll(() => closeBrowser());

describe.each(['postgres', 'mariadb'] as const)('on %s', (dialect) => {
  let nocobase: OwnNocoBase;
  let scene: Scene;

  beforeAll(async () => {
    const database = { dialect, name: `wecom_life_cycle_${process.pid}` };
    nocobase = await startOwnNocoBase(`life-cycle-${dialect}`, { database });
    scene = await openScene({ nocobase, public: { autoLogin: true } });
  }, 180_000);
  afterAll(async () => {
    await scene?.close();
    await nocobase?.running.remove();
  });

  const signIn = () => signInAsMember(new NocoBaseApi(nocobase.apiUrl), scene.simulator, SAMPLE.members.newcomer);

  it('signs up a member, who signs in again through both clients', async () => {
    const { user } = await signIn();
    expect(user).toMatchObject({ nickname: '刘强', phone: '13800000009' });
    for (const base of [nocobase.url, nocobase.modernUrl]) {
      await withPage({}, async (page) => {
        await page.goto(`${base}signin`);
        await page.locator(WECOM_BUTTON).click();
        await page.getByTestId(`member-${SAMPLE.members.newcomer}`).click();
        await page.waitForURL(`${base}admin**`);
        expect(await sessionUser(page, nocobase)).toMatchObject({ id: user.id });
      });
    }
  });

  it('keeps settings and links while it is disabled, and takes nothing else with it', async () => {
    const before = (await signIn()).user.id;
    const openPageInWeCom = () =>
      fetch(`${nocobase.url}admin`, {
        redirect: 'manual',
        headers: { accept: 'text/html', 'user-agent': USER_AGENTS.wecomIphone },
      });
    expect((await openPageInWeCom()).status).toBe(302);

    await scene.api.disablePlugin();
    expect((await openPageInWeCom()).status).toBe(200);
    expect((await scene.api.send('wecom:authorize', { query: { authenticator: 'wecom' } })).status).toBe(404);
    await new NocoBaseApi(nocobase.apiUrl).signIn();

    await scene.api.enablePlugin();
    expect((await openPageInWeCom()).status).toBe(302);
    expect((await signIn()).user.id).toBe(before);
  });
});
