import type { Page } from 'playwright-core';
import { until } from '../../scripts/nocobase';

/**
 * Opens the form of a new WeCom authenticator on NocoBase's authenticators page. NocoBase opens the menu for the mouse
 * only, and while it still draws the page the mouse may come before the button listens to it.
 */
export async function openNewAuthenticator(page: Page): Promise<void> {
  const entry = page.getByRole('menuitem', { name: 'WeCom' });
  const open = async () => {
    await page.mouse.move(0, 0);
    await page.getByRole('button', { name: 'Add new' }).hover();
    await entry.waitFor({ timeout: 3_000 });
    return true;
  };
  await until('the menu "Add new"', open, 45_000);
  await entry.click();
}
