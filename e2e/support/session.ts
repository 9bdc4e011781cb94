import type { Page } from 'playwright-core';
import { ADMIN, NocoBaseApi } from '../../scripts/nocobase';
import { type SharedNocoBase, sharedNocoBase } from './shared-nocobase';

/**
 * Gives the browser the session of a user with a password, without clicking through the sign-in page.
 *
 * @param where which NocoBase; default the shared one
 */
export async function signInByPassword(
  page: Page,
  where: { origin: string; apiUrl?: string; api?: NocoBaseApi } = sharedNocoBase(),
  { account, password } = ADMIN,
): Promise<void> {
  const token = await new NocoBaseApi(where.apiUrl ?? where.api?.apiUrl ?? '').signIn(account, password);
  // A small file of the same origin: storage can be written only where a page of that origin is open.
  await page.goto(`${where.origin}/robots.txt`);
  // The answer to the last request of somebody who has just left may have come late.
  await page.context().clearCookies();
  await page.evaluate((value) => {
    localStorage.setItem('NOCOBASE_TOKEN', value);
    localStorage.setItem('NOCOBASE_AUTH', 'basic');
  }, token);
}

/** The user that the browser's session belongs to, asked from the server; undefined without a session. */
export async function sessionUser(
  page: Page,
  where: Pick<SharedNocoBase, 'apiUrl'> = sharedNocoBase(),
): Promise<{ id: number; nickname: string } | undefined> {
  const token = await page.evaluate(() => localStorage.getItem('NOCOBASE_TOKEN'));
  if (!token) return undefined;
  const response = await fetch(`${where.apiUrl}auth:check`, {
    headers: {
      authorization: `Bearer ${token}`,
      'x-authenticator': (await page.evaluate(() => localStorage.getItem('NOCOBASE_AUTH'))) ?? '',
    },
  });
  return response.ok ? (await response.json()).data : undefined;
}
