/** NocoBase in a frame of a company's portal, which is another site. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { screenshot, sessionUser, sharedScene, WECOM_BUTTON, withPage } from './support';

const scene = sharedScene({ returning: ['manager'] });
const { manager } = scene.people;

/** Shows the page that its query names, from another site than NocoBase. */
const portal = http.createServer((request, response) => {
  const { searchParams } = new URL(request.url ?? '', 'http://localhost');
  const shown = (searchParams.get('show') ?? '').replace(/["<>]/g, '');
  response.setHeader('Content-Type', 'text/html');
  response.end(`<!doctype html><title>Portal</title><iframe src="${shown}" width="800" height="700"></iframe>`);
});
const portalOf = (address: string) =>
  `http://localhost:${(portal.address() as AddressInfo).port}/?show=${encodeURIComponent(address)}`;

beforeAll(() => new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => portal.close(resolve)));

describe.each(['legacy', 'modern'] as const)('the %s client', (client) => {
  it('S-59 the button leads out of the frame, and the sign-in ends in the whole window', async () => {
    await withPage({}, async (page) => {
      await page.goto(portalOf(`${scene.urlOf(client)}signin`));
      await page.frameLocator('iframe').locator(WECOM_BUTTON).click();
      await page.getByTestId(`member-${manager.userid}`).click();
      await page.waitForURL(`${scene.urlOf(client)}admin**`);
      expect(await sessionUser(page)).toMatchObject({ nickname: manager.name });
    });
  });
});

it('S-59 a link to the sign-in in a frame says so, and opens a window of its own', async () => {
  await withPage({}, async (page) => {
    await page.goto(portalOf(`${scene.nocobase.apiUrl}wecom:authorize?authenticator=${scene.authenticator}`));
    const link = page.frameLocator('iframe').getByRole('link', { name: 'Open a new window' });
    await link.waitFor();
    await screenshot(page, 'frame');
    const opened = page.waitForEvent('popup');
    await link.click();
    const window = await opened;
    await window.getByTestId(`member-${manager.userid}`).click();
    await window.waitForURL(`${scene.nocobase.url}admin**`);
    expect(await sessionUser(window)).toMatchObject({ nickname: manager.name });
  });
});
