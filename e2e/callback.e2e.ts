/** The page WeCom sends people back to: reload, back button, a second tab, and the page that was wanted. */
import type { Page } from 'playwright-core';
import { answerInstead, sessionUser, sharedScene, signInByPassword, WECOM_BUTTON, withPage } from './support';

// With `webLoginInvisible`, somebody who is turned away gets as far as NocoBase.
const scene = sharedScene({ corp: { webLoginInvisible: 'code' }, returning: ['manager'] });
const { manager, mixedCase, outsideRange } = scene.people;

beforeAll(async () => {
  const { user } = await scene.signIn('mixedCase');
  // Nobody loses all roles on NocoBase's pages, but by its API, or where there was no default role.
  await scene.api.call(`users/${user.id}/roles:set`, { body: [] });
});

describe.each(['legacy', 'modern'] as const)('the %s client', (client) => {
  const base = () => scene.urlOf(client);

  /** Follows the link of the sign-in button, without loading the page that shows it. */
  const startSignIn = (page: Page) =>
    page.goto(
      `${scene.nocobase.apiUrl}wecom:authorize?authenticator=${scene.authenticator}&redirect=${new URL(base()).pathname}admin`,
    );

  /** @returns the address of the callback page, with code and state, as WeCom called it */
  async function scan(page: Page): Promise<string> {
    let callback = '';
    page.on('request', (request) => {
      if (request.isNavigationRequest() && request.url().includes('/wecom/callback?')) callback = request.url();
    });
    await page.getByTestId(`member-${manager.userid}`).click();
    await page.waitForURL(`${base()}admin**`);
    await page.getByTestId('user-center-button').waitFor();
    return callback;
  }

  async function signIn(page: Page): Promise<string> {
    await startSignIn(page);
    return scan(page);
  }

  it('ends on the page that the person wanted, in the same client', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${base()}admin?wanted=yes`);
      await page.locator(WECOM_BUTTON).click();
      await scan(page);
      expect(page.url()).toContain(`${base()}admin?wanted=yes`);
    });
  });

  it('S-03 goes on quietly when a callback is opened again, here or in a second tab', async () => {
    await withPage({}, async (page) => {
      const callback = await signIn(page);
      const token = await page.evaluate(() => localStorage.getItem('NOCOBASE_TOKEN'));
      await page.goto(callback);
      await page.getByTestId('user-center-button').waitFor();

      const tab = await page.context().newPage();
      await tab.goto(callback);
      await tab.getByTestId('user-center-button').waitFor();
      expect(tab.url()).toContain(`${base()}admin`);
      expect(await tab.evaluate(() => localStorage.getItem('NOCOBASE_TOKEN'))).toBe(token);
    });
  });

  it('offers a fresh start when a spent callback is opened without a session', async () => {
    await withPage({}, async (page) => {
      const callback = await signIn(page);
      await withPage({}, async (stranger) => {
        await stranger.goto(callback);
        await stranger.getByRole('heading', { name: 'Please sign in again' }).waitFor();
        expect(stranger.url()).not.toContain('code=');
        await stranger.reload();
        await stranger.getByRole('link', { name: 'Try again' }).click();
        await stranger.getByTestId('web-login').waitFor();
      });
    });
  });

  it('S-23 leaves nothing of the previous person after a sign-in', async () => {
    await withPage({}, async (page) => {
      await signInByPassword(page);
      await page.evaluate(() => localStorage.setItem('NOCOBASE_ROLE', 'root'));
      await page.goto(`${base()}signin`);
      const used: string[] = [];
      const old = await page.evaluate(() => localStorage.getItem('NOCOBASE_TOKEN') ?? '');
      page.on('request', (request) => {
        const headers = request.headers();
        // Before any plugin is loaded, NocoBase asks for languages and plugins with whatever session it finds.
        const onCallback = page.url().includes('/wecom/callback') && !/app:getLang|pm:listEnabled/.test(request.url());
        if (onCallback && (headers.authorization?.includes(old) || headers['x-role'] === 'root'))
          used.push(request.url());
      });
      await signIn(page);
      expect(used).toEqual([]);
      expect(await sessionUser(page)).toMatchObject({ nickname: manager.name });
    });
  });

  it('S-23 puts nobody who comes too late into the session of the previous person', async () => {
    await withPage({}, async (page) => {
      await signInByPassword(page);
      await startSignIn(page);
      await page.getByTestId('web-login').waitFor();
      // Ten minutes later the cookie is gone.
      await page.context().clearCookies({ name: /^wecom_/ });
      await page.getByTestId(`member-${manager.userid}`).click();
      await page.getByRole('heading', { name: 'Please sign in again' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'Please sign in again' }).waitFor();
      expect(await sessionUser(page)).toMatchObject({ id: 1 });
    });
  });

  it('S-23 ends the session that WeCom began for the previous person, at the server too, when somebody else is turned away', async () => {
    await withPage({}, async (page) => {
      await signInByPassword(page);
      const { token } = await scene.signIn('manager');
      await page.evaluate(
        ([value = '', authenticator = '']) => {
          localStorage.setItem('NOCOBASE_TOKEN', value);
          localStorage.setItem('NOCOBASE_AUTH', authenticator);
        },
        [token, scene.authenticator],
      );
      await startSignIn(page);
      await page.getByTestId(`member-${outsideRange.userid}`).click();
      await page.getByRole('heading', { name: 'No access to this app yet' }).waitFor();
      expect(await sessionUser(page)).toBeUndefined();
      const headers = { authorization: `Bearer ${token}`, 'x-authenticator': scene.authenticator };
      expect((await fetch(`${scene.nocobase.apiUrl}auth:check`, { headers })).status).toBe(401);
    });
  });

  it('S-60 leaves a session that was begun another way alone', async () => {
    await withPage({}, async (page) => {
      await signInByPassword(page);
      await startSignIn(page);
      await page.getByTestId(`member-${outsideRange.userid}`).click();
      await page.getByRole('heading', { name: 'No access to this app yet' }).waitFor();
      expect(await sessionUser(page)).toMatchObject({ id: 1 });
    });
  });

  it('explains that an account has no role', async () => {
    await withPage({}, async (page) => {
      await startSignIn(page);
      await page.getByTestId(`member-${mixedCase.userid}`).click();
      // The legacy client has a page of NocoBase's own for that; the modern one says nothing by itself.
      await page.getByText(client === 'legacy' ? 'The current user has no roles' : 'No role yet').waitFor();
      expect(await sessionUser(page)).toBeUndefined();
    });
  });

  it('brings a person who cancels back with a clear page', async () => {
    await withPage({}, async (page) => {
      await startSignIn(page);
      await page.getByTestId('web-login').waitFor();
      await page.getByTestId('cancel').click();
      await page.getByRole('heading', { name: 'Sign-in cancelled' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'Sign-in cancelled' }).waitFor();
    });
  });

  it('lets two-factor authentication take over', async () => {
    await withPage({}, async (page) => {
      const redirect = `${new URL(base()).pathname}signup?second-factor`;
      await answerInstead(page, 'auth:signIn', { status: 200, json: { data: { code: 302, redirect } } });
      await page.goto(`${base()}wecom/callback?authenticator=${scene.authenticator}&code=c&state=s`);
      await page.waitForURL('**/signup?second-factor');
    });
  });
});
