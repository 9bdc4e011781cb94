/** People prove which account is theirs, see it in their profile, and administrators see who is who; in both clients. */
import type { Page } from 'playwright-core';
import { type DeviceName, screenshot, sessionUser, sharedScene, signInByPassword, withPage } from './support';

const PASSWORD = 'Password-1';
const ROLES = { legacy: 'newcomer', modern: 'secondNewcomer' } as const;

const scene = sharedScene();

beforeAll(async () => {
  for (const [client, role] of Object.entries(ROLES)) {
    await scene.api.createUser({ username: `chen-${client}`, nickname: `陈 ${client}`, password: PASSWORD });
    // Nothing tells who they are here.
    scene.simulator.control.upsertMember({ userid: scene.people[role].userid, mobile: '' });
  }
});

describe.each(['legacy', 'modern'] as const)('the %s client', (client) => {
  const base = () => scene.urlOf(client);
  const account = `chen-${client}`;
  const member = scene.people[ROLES[client]];

  /** A member without a phone number opens NocoBase in WeCom for the first time. */
  async function arrive(page: Page): Promise<void> {
    scene.simulator.control.setCurrentMember(member.userid);
    const query = new URLSearchParams({
      authenticator: scene.authenticator,
      redirect: new URL(`${base()}admin`).pathname,
    });
    await page.goto(`${scene.nocobase.apiUrl}wecom:authorize?${query}`);
    const allow = page.getByTestId('consent-allow');
    const heading = page.getByRole('heading', { name: 'Which account is yours?' });
    await allow.or(heading).first().waitFor();
    if (await allow.isVisible()) await allow.click();
    await heading.waitFor();
  }

  it.each<DeviceName>(['wecomIphone'])(
    'S-40 links the account that somebody proves, after a click (%s)',
    async (device) => {
      await withPage({ device }, async (page) => {
        await arrive(page);
        await screenshot(page, `proof-required-${client}`);
        await page.getByRole('button', { name: 'I have an account here' }).click();
        await page.getByPlaceholder(/Username/).fill(account);
        await page.getByPlaceholder('Password').fill(PASSWORD);
        await page.keyboard.press('Enter');

        await page.getByText('Anyone who uses this WeCom account can then sign in as this user.').waitFor();
        await page.getByText(new RegExp(`${member.name}.*陈 ${client}`)).waitFor();
        await screenshot(page, `proof-confirm-${client}`);
        await page.getByRole('button', { name: 'Link', exact: true }).click();
        await page.getByText(`${member.name} (${member.userid})`).waitFor();
        await screenshot(page, `wecom-account-${client}`);
      });
      await withPage({ device }, async (page) => {
        await page.goto(`${scene.nocobase.apiUrl}wecom:authorize?authenticator=${scene.authenticator}`);
        await page.waitForURL(`${scene.nocobase.url}admin**`);
        expect(await sessionUser(page)).toMatchObject({ nickname: `陈 ${client}` });
      });
    },
  );

  it('S-48 unlinks in the profile, where a password is left', async () => {
    await withPage({}, async (page) => {
      await signInByPassword(page, scene.nocobase, { account, password: PASSWORD });
      await page.goto(`${base()}wecom/link`);
      await page.getByRole('button', { name: 'Unlink', exact: true }).click();
      await page.locator('.ant-popconfirm').getByRole('button', { name: 'Unlink' }).click();
      await page.getByText('No WeCom account is linked yet.').waitFor();
    });
  });

  it('shows administrators the links, who waits, and what happened', async () => {
    await withPage({}, async (page) => {
      await signInByPassword(page, scene.nocobase);
      await page.goto(`${base()}admin/settings/users-permissions/wecom`);
      await page.getByRole('tab', { name: 'Links', exact: true }).waitFor();
      await screenshot(page, `links-${client}`);
      await page.getByRole('tab', { name: 'Journal' }).click();
      await page.getByText('Unlinked').first().waitFor();
      await screenshot(page, `journal-${client}`);
      await page.getByRole('tab', { name: 'Waiting' }).click();
      await page.getByRole('tabpanel', { name: 'Waiting' }).waitFor();
      await screenshot(page, `waiting-${client}`);
    });
  });

  it('has the item “WeCom account” in the menu of the user', async () => {
    await withPage({}, async (page) => {
      await signInByPassword(page, scene.nocobase, { account, password: PASSWORD });
      await page.goto(`${base()}admin`);
      await page.getByTestId('user-center-button').hover();
      await page.getByText('WeCom account').click();
      await page.getByRole('heading', { name: 'WeCom account' }).waitFor();
    });
  });
});
