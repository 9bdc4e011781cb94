/** What people see who open NocoBase inside WeCom: nothing, or one question for consent the first time. */
import { SAMPLE } from '../simulator';
import { closeBrowser, openScene, type Scene, screenshot, sessionUser, WECOM_BUTTON, withPage } from './support';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
  await scene.hasSignedInBefore(SAMPLE.members.manager);
});
afterAll(async () => {
  await closeBrowser();
  await scene?.close();
});
beforeEach(() => scene.simulator.control.clearCalls());

const webLogins = () => scene.simulator.control.calls().filter(({ path }) => path.startsWith('/wwlogin/'));

describe.each(['legacy', 'modern'] as const)('the %s client', (client) => {
  const base = () => (client === 'legacy' ? scene.nocobase.url : scene.nocobase.modernUrl);

  it('signs in through the silent link when the button is tapped', async () => {
    scene.simulator.control.setCurrentMember(SAMPLE.members.manager);
    await withPage({ device: 'wecomIphone' }, async (page) => {
      await page.goto(`${base()}signin`);
      await page.locator(WECOM_BUTTON).click();
      await page.waitForURL(`${base()}admin**`);
      expect(await sessionUser(page)).toMatchObject({ nickname: '张伟' });
    });
    expect(webLogins()).toEqual([]);
  });
});

it('asks a newcomer for consent once, makes the account, and is silent from then on', async () => {
  const { control } = scene.simulator;
  const member = SAMPLE.members.newcomer;
  await withPage({ device: 'wecomAndroid' }, async (page) => {
    await page.goto(`${scene.simulator.url}/workbench`);
    await page.getByTestId(`member-${member}`).click();
    await page.getByTestId(`app-${SAMPLE.agentId}`).click();
    await page.getByTestId('consent').waitFor();
    await screenshot(page, 'consent');
    await page.getByTestId('consent-allow').click();
    await page.waitForURL(`${scene.nocobase.url}admin**`);
    expect(await sessionUser(page)).toMatchObject({ nickname: '刘强', phone: '13800000009' });
  });

  control.clearCalls();
  await withPage({ device: 'wecomAndroid' }, async (page) => {
    await page.goto(`${scene.simulator.url}/workbench`);
    await page.getByTestId(`member-${member}`).click();
    await page.getByTestId(`app-${SAMPLE.agentId}`).click();
    await page.waitForURL(`${scene.nocobase.url}admin**`);
    expect(await sessionUser(page)).toMatchObject({ nickname: '刘强' });
  });
  expect(control.calls().some(({ query }) => query.scope === 'snsapi_privateinfo')).toBe(false);
});

it('tells a person who scans before ever opening the app in WeCom what to do first', async () => {
  await withPage({}, async (page) => {
    await page.goto(`${scene.nocobase.url}signin`);
    await page.locator(WECOM_BUTTON).click();
    await page.getByTestId(`member-${SAMPLE.members.secondNewcomer}`).click();
    await page.getByRole('heading', { name: 'Open the app in WeCom once' }).waitFor();
    await page.getByRole('img', { name: 'QR code that opens the app in WeCom' }).waitFor();
    await screenshot(page, 'first-sign-in');
  });
});
