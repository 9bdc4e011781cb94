import path from 'node:path';
import type { Page } from 'playwright-core';
import { fromRoot } from '../../scripts/paths';

/** Keeps a picture of what the page shows in `e2e/screenshots/<name>.png`, for people who look at a test run. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const file = fromRoot('e2e', 'screenshots', `${fileName(name)}.png`);
  await page.screenshot({ path: file });
  return file;
}

/**
 * A picture for the documentation, `docs/images/<name>.png`. It is made anew only on request, `UPDATE_PICTURES=1`,
 * because no two machines draw quite the same pixels; otherwise it goes where {@link screenshot} puts it.
 */
export async function documentationPicture(page: Page, name: string): Promise<void> {
  if (!process.env.UPDATE_PICTURES) return void (await screenshot(page, name));
  // The notices of NocoBase and its other plugins come and go.
  await page.screenshot({
    path: path.join(fromRoot('docs', 'images'), `${fileName(name)}.png`),
    style: '.ant-notification { display: none }',
  });
}

function fileName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 100);
}
