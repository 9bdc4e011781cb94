/** The company's directory in the browser: what would happen, what happens, who is meant, and who leaves. */
import type { Page } from 'playwright-core';
import { until } from '../scripts/nocobase';
import { SAMPLE } from '../simulator';
import { screenshot, sharedScene, signInByPassword, withPage } from './support';

const scenes = { legacy: sharedScene(), modern: sharedScene() };

describe.each(['legacy', 'modern'] as const)('the %s client', (client) => {
  const scene = scenes[client];
  const { newcomer, secondNewcomer } = scene.people;
  const source = `company-${client}`;

  beforeAll(async () => {
    const { api, simulator, authenticator } = scene;
    const options = { authenticator, departments: false, createUsers: true, onLeave: 'sessions', schedule: '' };
    await api.call('userDataSyncSources:create', {
      body: { name: source, displayName: source, sourceType: 'wecom', enabled: true, options },
    });
    // Has the name of a member, and nothing else tells whether they are one person.
    await api.createUser({ username: `old-${client}`, nickname: secondNewcomer.name, password: 'Password-1' });
    const { data: keys } = await api.call<{ token: string; aesKey: string }>('wecomDirectory:newKeys', { body: {} });
    await scene.changeOptions({ eventToken: keys.token, eventAesKey: keys.aesKey });
    const { data: settings } = await api.call<{ url: string }>('wecomDirectory:eventSettings', {
      query: { authenticator },
    });
    const callback = { url: settings.url, token: keys.token, encodingAesKey: keys.aesKey };
    expect(await simulator.control.saveCallback(SAMPLE.agentId, callback)).toMatchObject({
      saved: true,
    });
  });
  afterAll(() => scene.api.call('userDataSyncSources:destroy', { query: { filterByTk: source }, body: {} }));

  async function open(page: Page): Promise<void> {
    await signInByPassword(page, scene.nocobase);
    await page.goto(`${scene.urlOf(client)}admin/settings/users-permissions/wecom`);
    await page.getByRole('tab', { name: 'Directory' }).click();
    await page.getByRole('button', { name: 'Preview' }).waitFor();
    // Another source may be there as well.
    const choice = page.getByRole('combobox', { name: 'Source' });
    if (await choice.isVisible()) {
      await page.locator('.ant-select').filter({ has: choice }).click();
      await page.getByTitle(source, { exact: true }).click();
    }
  }
  const count = (page: Page, name: string) => page.locator(`[data-count="${name}"] dd`);

  it('says what would happen, and makes the users that it has said', async () => {
    await withPage({}, async (page) => {
      await open(page);
      await page.getByRole('button', { name: 'Preview' }).click();
      await page.getByText('Preview: nothing was changed').waitFor();
      const made = await count(page, 'made').textContent();
      expect(Number(made)).toBeGreaterThan(1);
      await screenshot(page, `directory-preview-${client}`);

      await page.getByRole('button', { name: 'Synchronise now' }).click();
      await page.getByText('Synchronisation', { exact: true }).waitFor();
      await page.getByText('Done', { exact: true }).waitFor();
      expect(await count(page, 'made').textContent()).toBe(made);
      await page.getByText(`${newcomer.name} (${newcomer.userid.toLowerCase()})`).first().waitFor();
      await screenshot(page, `directory-run-${client}`);
    });
  });

  it('asks who is meant, and links the user that somebody confirms', async () => {
    await withPage({}, async (page) => {
      await open(page);
      await page.getByRole('tab', { name: 'Members without a user' }).click();
      const row = page.getByRole('row', { name: secondNewcomer.name });
      await row.getByText(`old-${client}`).waitFor();
      await screenshot(page, `directory-suggestions-${client}`);
      await row.getByRole('button', { name: /^Link “/ }).click();
      await row.waitFor({ state: 'detached' });
    });
    const { data } = await scene.api.call<{ memberId: string; user: { username: string } }[]>('wecomLinks:list', {
      query: { filter: JSON.stringify({ corpId: scene.corpId }), pageSize: '100' },
    });
    const link = data.find(({ memberId }) => memberId === secondNewcomer.userid.toLowerCase());
    expect(link?.user.username).toBe(`old-${client}`);
  });

  it('S-61 shows who has left as soon as WeCom says so', async () => {
    scene.simulator.control.deleteMember(newcomer.userid);
    await until('the event to be looked into', async () => {
      const { data } = await scene.api.call<{ memberId: string }[]>('wecomDirectory:leavers');
      return data.some(({ memberId }) => memberId === newcomer.userid.toLowerCase());
    });
    await withPage({}, async (page) => {
      await open(page);
      await page.getByRole('tab', { name: 'People who have left' }).click();
      await page.getByRole('row', { name: newcomer.name }).waitFor();
      await screenshot(page, `directory-leavers-${client}`);
    });
  });
});
