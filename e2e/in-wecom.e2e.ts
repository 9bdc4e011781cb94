/** What people see who open NocoBase inside WeCom: nothing, or one question for consent the first time. */
import { NocoBaseApi } from '../scripts/nocobase';
import { SAMPLE } from '../simulator';
import { screenshot, sessionUser, sharedScene, WECOM_BUTTON, withPage } from './support';

const scene = sharedScene({ returning: ['manager'] });
const { manager, newcomer, secondNewcomer } = scene.people;

beforeEach(() => scene.simulator.control.clearCalls());

const webLogins = () => scene.simulator.control.calls().filter(({ path }) => path.startsWith('/wwlogin/'));

describe.each(['legacy', 'modern'] as const)('the %s client', (client) => {
  const base = () => scene.urlOf(client);

  it('signs in through the silent link when the button is tapped', async () => {
    scene.simulator.control.setCurrentMember(manager.userid);
    await withPage({ device: 'wecomIphone' }, async (page) => {
      await page.goto(`${base()}signin`);
      await page.locator(WECOM_BUTTON).click();
      await page.waitForURL(`${base()}admin**`);
      expect(await sessionUser(page)).toMatchObject({ nickname: manager.name });
    });
    expect(webLogins()).toEqual([]);
  });
});

it('asks a newcomer for consent once, makes the account, and is silent from then on', async () => {
  const { control } = scene.simulator;
  await withPage({ device: 'wecomAndroid' }, async (page) => {
    await page.goto(`${scene.simulator.url}/workbench`);
    await page.getByTestId(`member-${newcomer.userid}`).click();
    await page.getByTestId(`app-${SAMPLE.agentId}`).click();
    await page.getByTestId('consent').waitFor();
    await screenshot(page, 'consent');
    await page.getByTestId('consent-allow').click();
    await page.waitForURL(`${scene.nocobase.url}admin**`);
    expect(await sessionUser(page)).toMatchObject({ nickname: newcomer.name, phone: newcomer.mobile });
  });

  control.clearCalls();
  await withPage({ device: 'wecomAndroid' }, async (page) => {
    await page.goto(`${scene.simulator.url}/workbench`);
    await page.getByTestId(`member-${newcomer.userid}`).click();
    await page.getByTestId(`app-${SAMPLE.agentId}`).click();
    await page.waitForURL(`${scene.nocobase.url}admin**`);
    expect(await sessionUser(page)).toMatchObject({ nickname: newcomer.name });
  });
  expect(control.calls().some(({ query }) => query.scope === 'snsapi_privateinfo')).toBe(false);
});

describe('a member whose number somebody else wrote is one tap and one consent away from the own account', () => {
  /** Other people, who have signed in nowhere yet. */
  const origins = sharedScene();
  const values = (role: 'manager' | 'newcomer' | 'secondNewcomer') => {
    const { userid, name, mobile } = origins.people[role];
    return { username: userid, nickname: `Known ${name}`, phone: mobile, password: 'Password-1' };
  };

  it.each([
    ['manager', 'an administrator wrote it', byAdministrator],
    ['newcomer', 'a program wrote it with an API key', byApiKey],
    ['secondNewcomer', 'a synchronisation brought it', bySynchronisation],
  ] as const)('%s: %s', async (role, _origin, write) => {
    await write();
    const { userid, mobile } = origins.people[role];
    await withPage({ device: 'wecomIphone' }, async (page) => {
      await page.goto(`${origins.simulator.url}/workbench`);
      await page.getByTestId(`member-${userid}`).click();
      await page.getByTestId(`app-${SAMPLE.agentId}`).click();
      await page.getByTestId('consent-allow').click();
      await page.waitForURL(`${origins.nocobase.url}admin**`);
      expect(await sessionUser(page)).toMatchObject({ username: userid, phone: mobile });
    });
  });

  async function byAdministrator(): Promise<void> {
    await origins.api.createUser(values('manager'));
  }

  async function byApiKey(): Promise<void> {
    const key = { name: origins.authenticator, role: { name: 'root' }, expiresIn: '1d' };
    const { data } = await origins.api.call<{ token: string }>('apiKeys:create', {
      headers: { 'X-Role': 'root' },
      body: key,
    });
    const program = new NocoBaseApi(origins.nocobase.apiUrl);
    const headers = { authorization: `Bearer ${data.token}`, 'X-Role': 'root' };
    await program.call('users:create', { headers, body: values('newcomer') });
  }

  async function bySynchronisation(): Promise<void> {
    const { username, nickname, phone } = values('secondNewcomer');
    const records = [{ uid: username, username, nickname, phone }];
    await origins.api.call('userData:push', {
      body: { dataType: 'user', matchKey: 'username', sourceName: origins.authenticator, records },
    });
  }
});

it('tells a person who scans before ever opening the app in WeCom what to do first', async () => {
  await withPage({}, async (page) => {
    await page.goto(`${scene.nocobase.url}signin`);
    await page.locator(WECOM_BUTTON).click();
    await page.getByTestId(`member-${secondNewcomer.userid}`).click();
    await page.getByRole('heading', { name: 'Open the app in WeCom once' }).waitFor();
    await page.getByRole('img', { name: 'QR code that opens the app in WeCom' }).waitFor();
    await screenshot(page, 'first-sign-in');
  });
});
