/** WeCom as a channel of NocoBase's notifications: set up in the browser, read and tapped in WeCom. */
import type { Page } from 'playwright-core';
import { until } from '../scripts/nocobase';
import { screenshot, sessionUser, sharedScene, signInByPassword, withPage } from './support';

const scene = sharedScene({ returning: ['manager'] });
const { manager, mixedCase } = scene.people;
const ADMIN_ID = 1;

beforeAll(async () => {
  // The administrator has a WeCom account as well, to get the test.
  await scene.api.call('wecomLinks:create', {
    method: 'POST',
    body: { authenticator: scene.authenticator, memberId: mixedCase.userid, userId: ADMIN_ID },
  });
});
afterAll(async () => {
  const { id } = await linkOf(mixedCase.userid);
  await scene.api.call('wecomLinks:destroy', { method: 'POST', query: { filterByTk: id }, body: {} });
});

interface Link {
  id: string;
  memberId: string;
  user: { id: number };
}

async function linkOf(userid: string): Promise<Link> {
  const { data } = await scene.api.call<Link[]>('wecomLinks:list', { query: { pageSize: '500' } });
  return data.find(({ memberId }) => memberId === userid.toLowerCase()) as Link;
}

/** NocoBase opens the menu for the mouse only. */
async function openNewChannel(page: Page): Promise<void> {
  const entry = page.getByRole('menuitem', { name: 'WeCom' });
  await until(
    'the menu "Add new"',
    async () => {
      await page.mouse.move(0, 0);
      await page.getByRole('button', { name: 'Add new' }).hover();
      await entry.waitFor({ timeout: 3_000 });
      return true;
    },
    45_000,
  );
  await entry.click();
}

describe.each(['legacy', 'modern'] as const)('the %s client', (client) => {
  it('adds the channel, and sends a test to the administrator', async () => {
    await withPage({}, async (page) => {
      await signInByPassword(page, scene.nocobase);
      await page.goto(`${scene.urlOf(client)}admin/settings/notification-manager/channels`);
      await openNewChannel(page);
      await screenshot(page, `channel-new-${client}`);
      await page.getByRole('combobox', { name: 'WeCom authenticator' }).waitFor();
      await page.getByRole('button', { name: 'Send a test to me' }).click();
      await page
        .getByText(/Reached|sent/i)
        .first()
        .waitFor();
      await screenshot(page, `channel-tested-${client}`);
    });
  });
});

it('a card that somebody taps in WeCom opens its page, signed in', async () => {
  const name = 'wecom-e2e';
  await scene.api.call('notificationChannels:create', {
    method: 'POST',
    body: { name, title: 'WeCom', notificationType: 'wecom', options: { authenticator: scene.authenticator } },
  });
  const { user } = await linkOf(manager.userid);
  await scene.api.call('messages:send', {
    method: 'POST',
    body: {
      channelName: name,
      triggerFrom: 'test',
      receivers: { type: 'userId', value: [user.id] },
      message: {
        msgtype: 'textcard',
        title: 'Leave request',
        content: 'Li Na asks for two days.',
        url: '/admin?from=card',
        btntxt: 'Open',
      },
    },
  });
  await withPage({ device: 'wecomIphone' }, async (page) => {
    await page.goto(`${scene.simulator.url}/inbox?sim_member=${manager.userid}`);
    await screenshot(page, 'inbox-phone');
    await page.getByTestId('message').getByRole('link').click();
    await page.waitForURL(/from=card/);
    await page.waitForFunction(() => Boolean(localStorage.getItem('NOCOBASE_TOKEN')));
    expect(await sessionUser(page)).toMatchObject({ nickname: manager.name });
  });
  await scene.api.call('notificationChannels:destroy', { method: 'POST', query: { filterByTk: name }, body: {} });
});
