/** A sub-app below `/apps/NAME/`: it has users, sessions and authenticators of its own. */
import { createSubApp, ownNocoBase, screenshot, sessionUser, sharedScene, WECOM_BUTTON, withPage } from './support';

const main = ownNocoBase();
const scene = sharedScene({
  nocobase: () => createSubApp(main, 'a1'),
  public: { autoLogin: true },
  returning: ['manager'],
});
const { manager } = scene.people;

beforeAll(() => scene.simulator.control.setCurrentMember(manager.userid));

it.each(['legacy', 'modern'] as const)('is signed in to by scanning, in the %s client', async (client) => {
  const base = scene.urlOf(client);
  await withPage({}, async (page) => {
    await page.goto(`${base}signin`);
    await page.locator(WECOM_BUTTON).click();
    await page.getByTestId(`member-${manager.userid}`).click();
    await page.waitForURL(`${base}admin**`);
    await page.getByTestId('user-center-button').waitFor();
    const session = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.endsWith('_TOKEN')));
    expect(session).toEqual(['NOCOBASE_A1_TOKEN']);
    await screenshot(page, `sub-app-${client}`);
  });
});

it.each(['apps/a1/admin?x=1', 'v/apps/a1/admin?x=1'])(
  'is signed in to automatically in WeCom, from /%s',
  async (path) => {
    await withPage({ device: 'wecomMac' }, async (page) => {
      await page.goto(`${main.url}${path}`);
      await page.getByTestId('user-center-button').waitFor();
      expect(page.url()).toContain(path);
    });
  },
);

it('has a Workbench homepage link of its own', async () => {
  await withPage({ device: 'wecomMac' }, async (page) => {
    await page.goto(`${scene.nocobase.apiUrl}wecom:authorize?authenticator=${scene.authenticator}`);
    await page.waitForURL(`${scene.urlOf('legacy')}admin**`);
    await page.getByTestId('user-center-button').waitFor();
  });
});

it('leaves the main application alone, which has no such authenticator', async () => {
  await withPage({ device: 'wecomMac' }, async (page) => {
    await page.goto(`${main.url}admin`);
    await page.waitForURL('**/signin**');
    await page.getByPlaceholder(/Username/).waitFor();
    expect(await page.locator(WECOM_BUTTON).count()).toBe(0);
    expect(await sessionUser(page, main)).toBeUndefined();
  });
});

describe('at a domain of its own', () => {
  // Every name below localhost is this machine.
  const domain = () => new URL(main.origin.replace('127.0.0.1', 'a1.localhost')).origin;

  sharedScene({ nocobase: () => main, public: { autoLogin: true } });

  beforeAll(async () => {
    const query = { filterByTk: 'a1' };
    await main.running.api.call('applications:update', { query, body: { cname: 'a1.localhost' } });
    await scene.changeOptions({ origin: domain() });
  });

  it('is signed in to by scanning', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${domain()}/signin`);
      await page.locator(WECOM_BUTTON).click();
      await page.getByTestId(`member-${manager.userid}`).click();
      await page.waitForURL(`${domain()}/admin**`);
      await page.getByTestId('user-center-button').waitFor();
    });
  });

  it('is signed in to automatically in WeCom, though the main application signs in automatically, too', async () => {
    await withPage({ device: 'wecomMac' }, async (page) => {
      await page.goto(`${domain()}/admin?x=1`);
      await page.getByTestId('user-center-button').waitFor();
      expect(page.url()).toBe(`${domain()}/admin?x=1`);
    });
  });
});
