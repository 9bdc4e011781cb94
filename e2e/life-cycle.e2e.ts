/** The package in a running NocoBase on each database: 0.1 replaced by today's, disabled and enabled again. */
import fs from 'node:fs';
import path from 'node:path';
import { version } from '../package.json';
import { NocoBaseApi } from '../scripts/nocobase';
import { pluginFolder } from '../scripts/nocobase/plugin-files';
import { until } from '../scripts/nocobase/until';
import { FIRST_VERSION_TGZ } from '../scripts/paths';
import { USER_AGENTS } from '../simulator';
import { ownNocoBase, sessionUser, sharedScene, WECOM_BUTTON, withPage } from './support';

describe.each(['sqlite', 'postgres', 'mariadb'] as const)('on %s', (dialect) => {
  const database = dialect === 'sqlite' ? undefined : { dialect, name: `wecom_life_cycle_${process.pid}` };
  const nocobase = ownNocoBase({ ...(database && { database }), firstTgz: FIRST_VERSION_TGZ });
  const scene = sharedScene({
    nocobase: () => nocobase,
    public: { autoLogin: true },
  });
  const { newcomer, manager } = scene.people;

  it('goes on from 0.1, put in its place while NocoBase runs, and forgets nobody', async () => {
    const { running } = nocobase;
    const { id } = (await scene.signIn('manager')).user;
    await running.api.uploadPlugin(nocobase.tgz);
    const installed = path.join(pluginFolder(nocobase.folder), 'package.json');
    await until('the new files', async () => JSON.parse(fs.readFileSync(installed, 'utf8')).version === version);
    // What is loaded goes on until the next start, which brings the tables.
    expect((await scene.signIn('manager')).user.id).toBe(id);
    await running.restart();
    expect((await scene.signIn('manager')).user.id).toBe(id);
    const { data: links } = await scene.api.call<object[]>('wecomLinks:list');
    expect(links).toMatchObject([{ memberId: manager.userid, state: 'active', user: { id } }]);
    expect((await scene.api.call<object[]>('wecomLinks:waiting')).data).toEqual([]);
    expect((await scene.api.call<object[]>('wecomDirectory:runs')).data).toEqual([]);
  });

  // On SQLite the browser tests show the rest.
  if (dialect === 'sqlite') return;

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

    await scene.api.disablePlugins();
    expect((await openPageInWeCom()).status).toBe(200);
    expect((await scene.api.send('wecom:authorize', { query: { authenticator: scene.authenticator } })).status).toBe(
      404,
    );
    await new NocoBaseApi(nocobase.apiUrl).signIn();

    await scene.api.enablePlugins();
    expect((await openPageInWeCom()).status).toBe(302);
    expect((await scene.signIn('newcomer')).user.id).toBe(before);
  });
});
