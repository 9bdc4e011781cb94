/** The page "WeCom" of administrators: readable in light and dark, on computers and phones, in both clients. */
import type { Page } from 'playwright-core';
import {
  accessibilityProblems,
  type DeviceName,
  endedRun,
  screenshot,
  sharedScene,
  signInByPassword,
  startWithTheme,
  withPage,
} from './support';

const scene = sharedScene();
/** What NocoBase's theme colours, here as on all other pages of its settings. */
const ITS_OWN_COLOURS = '.ant-tabs-tab, .ant-btn, .ant-tag, .ant-table-cell a';
const SOURCE = 'administration';
const TABS = ['Links', 'Waiting', 'Numbers', 'Directory', 'Journal'];
const DIRECTORY_TABS = ['Results', 'Members without a user', 'People who have left', 'Earlier runs'];

beforeAll(async () => {
  const options = { authenticator: scene.authenticator, departments: false, createUsers: true, onLeave: 'sessions' };
  await scene.api.call('userDataSyncSources:create', {
    body: { name: SOURCE, displayName: SOURCE, sourceType: 'wecom', enabled: true, options },
  });
  // Something to look at: who would be made, a number that nobody can be named for.
  await scene.api.createUser({ username: 'number', nickname: 'Number', password: 'Password-1', phone: '13700000000' });
  await scene.api.call('wecomDirectory:preview', { body: { source: SOURCE } });
  // It writes in the background, and SQLite has one writer: NocoBase would refuse to save a theme meanwhile.
  await endedRun(scene.api, SOURCE);
});
afterAll(async () => {
  await startWithTheme(scene.api, 'default');
  await scene.api.call('userDataSyncSources:destroy', { query: { filterByTk: SOURCE }, body: {} });
});

/** What keeps somebody from reading it, and what is wider than the screen. */
async function problems(page: Page): Promise<string[]> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return [
    ...(await accessibilityProblems(page, '[data-wecom-page]', ITS_OWN_COLOURS)),
    ...(wide > 0 ? [`${wide} px too wide`] : []),
  ];
}

describe.each(['legacy', 'modern'] as const)('the %s client', (client) => {
  it.each([
    ['dark', 'desktop'],
    ['default', 'phone'],
  ] as ['default' | 'dark', DeviceName][])(
    'shows every tab in the theme “%s” on %s without a barrier',
    async (theme, device) => {
      await startWithTheme(scene.api, theme);
      await withPage({ device }, async (page) => {
        await signInByPassword(page, scene.nocobase);
        await page.goto(`${scene.urlOf(client)}admin/settings/users-permissions/wecom`);
        const found: Record<string, string[]> = {};
        for (const name of TABS) {
          // A phone shows a part of the tabs; the others scroll by themselves once they are chosen.
          await page.getByRole('tab', { name, exact: true }).first().dispatchEvent('click');
          await page.getByRole('tabpanel', { name, exact: true }).first().waitFor();
          await page.locator('[data-wecom-page] .ant-spin-spinning').waitFor({ state: 'detached' });
          const key = `administration-${name.toLowerCase()}-${theme}-${device}-${client}`;
          await screenshot(page, key);
          found[name] = await problems(page);
          if (name !== 'Directory') continue;
          for (const inner of DIRECTORY_TABS) {
            await page.getByRole('tab', { name: inner, exact: true }).dispatchEvent('click');
            found[inner] = await problems(page);
          }
        }
        expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])));
      });
    },
  );
});
