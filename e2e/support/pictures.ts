import fs from 'node:fs';
import type { Page } from 'playwright-core';
import { fromRoot } from '../../scripts/paths';

/** Keeps a picture of what the page shows in `e2e/screenshots/<name>.png`, for people who look at a test run. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const file = fromRoot('e2e', 'screenshots', `${fileName(name)}.png`);
  await page.screenshot({ path: file });
  return file;
}

/**
 * A picture for the documentation, `docs/images/<name>.webp`. It is taken again only on request, `UPDATE_PICTURES=1`,
 * because no two machines draw quite the same pixels; otherwise it goes where {@link screenshot} puts it.
 */
export async function documentationPicture(page: Page, name: string): Promise<void> {
  if (!process.env.UPDATE_PICTURES) return void (await screenshot(page, name));
  // The notices of NocoBase and its other plugins come and go.
  const png = await page.screenshot({ style: '.ant-notification { display: none }' });
  fs.writeFileSync(fromRoot('docs', 'images', `${fileName(name)}.webp`), await toWebp(page, png));
}

/** Less than half the bytes: the pictures are in the package, which should stay below 1 MB. */
async function toWebp(page: Page, png: Buffer): Promise<Buffer> {
  // A page of its own, because that of NocoBase may forbid what the conversion does.
  const blank = await page.context().newPage();
  try {
    const bytes = await blank.evaluate(
      async (source) => {
        const bitmap = await createImageBitmap(await (await fetch(source)).blob());
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
        const webp = await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 });
        return Array.from(new Uint8Array(await webp.arrayBuffer()));
      },
      `data:image/png;base64,${png.toString('base64')}`,
    );
    return Buffer.from(bytes);
  } finally {
    await blank.close();
  }
}

function fileName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 100);
}
