/** A sub-app below `/apps/NAME/`: it has users, sessions and authenticators of its own. */
import { SAMPLE } from '../simulator';
import {
  closeBrowser,
  createSubApp,
  type OwnNocoBase,
  openScene,
  type Scene,
  type SharedNocoBase,
  screenshot,
  sessionUser,
  startOwnNocoBase,
  WECOM_BUTTON,
  withPage,
} from './support';

let main: OwnNocoBase;
let subApp: SharedNocoBase;
let scene: Scene;

beforeAll(async () => {
  main = await startOwnNocoBase('sub-app');
  subApp = await createSubApp(main, 'a1');
  scene = await openScene({ nocobase: subApp, public: { autoLogin: true } });
  await scene.hasSignedInBefore(SAMPLE.members.manager);
  scene.simulator.control.setCurrentMember(SAMPLE.members.manager);
}, 180_000);
afterAll(async () => {
  await closeBrowser();
  await scene?.close();
  await main?.running.remove();
});

it.each(['legacy', 'modern'] as const)('is signed in to by scanning, in the %s client', async (client) => {
  const base = client === 'legacy' ? subApp.url : subApp.modernUrl;
  await withPage({}, async (page) => {
    await page.goto(`${base}signin`);
    await page.locator(WECOM_BUTTON).click();
    await page.getByTestId(`member-${SAMPLE.members.manager}`).click();
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
    await page.goto(`${subApp.apiUrl}wecom:authorize?authenticator=wecom`);
    await page.waitForURL(`${subApp.url}admin**`);
    await page.getByTestId('user-center-button').waitFor();
  });
});

describe('at a domain of its own', () => {
  // Every name below localhost is this machine.
  const domain = () => new URL(main.origin.replace('127.0.0.1', 'a1.localhost')).origin;

  let ofMain: Scene;

  beforeAll(async () => {
    ofMain = await openScene({ nocobase: main, public: { autoLogin: true } });
    const query = { filterByTk: 'a1' };
    await main.running.api.call('applications:update', { query, body: { cname: 'a1.localhost' } });
    await scene.changeOptions({ origin: domain() });
  });
  afterAll(async () => {
    await scene.changeOptions({ origin: main.origin });
    await ofMain?.close();
  });

  it('is signed in to by scanning', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${domain()}/signin`);
      await page.locator(WECOM_BUTTON).click();
      await page.getByTestId(`member-${SAMPLE.members.manager}`).click();
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

it('leaves the main application alone, which has no such authenticator', async () => {
  await withPage({ device: 'wecomMac' }, async (page) => {
    await page.goto(`${main.url}admin`);
    await page.waitForURL('**/signin**');
    await page.getByPlaceholder(/Username/).waitFor();
    expect(await page.locator(WECOM_BUTTON).count()).toBe(0);
    expect(await sessionUser(page, main)).toBeUndefined();
  });
});
