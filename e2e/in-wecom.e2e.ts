/** What people see who open NocoBase inside WeCom: nothing, or one question for consent the first time. */
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
