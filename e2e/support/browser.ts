import type { BrowserContext, Page } from 'playwright-core';
import { DEVICES, type Device, type DeviceName } from './devices';
import { screenshot } from './pictures';
import { sharedBrowser } from './shared-browser';
import { sharedNocoBase } from './shared-nocobase';

/** How long a page may take to show what a test waits for, in milliseconds. A load of NocoBase is heavy, and tests run side by side. */
const PATIENCE = 45_000;

interface PageOptions {
  /** Default `desktop`. */
  device?: DeviceName;
  /** Language of the browser, such as `zh-CN`; default `en-US`. */
  locale?: string;
  /** Default `light`. */
  colorScheme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
}

/** Node would spend a fifth of every page load on gzip. How the bytes travel is no matter of these tests. */
const HEADERS = { 'accept-encoding': 'identity' };

/** Opens a browser of its own, as another person on another machine would have. */
export async function openContext(options: PageOptions = {}): Promise<BrowserContext> {
  const device: Device = DEVICES[options.device ?? 'desktop'];
  const context = await (await sharedBrowser().browser).newContext({
    ...device,
    viewport: options.viewport ?? device.viewport,
    locale: options.locale ?? 'en-US',
    colorScheme: options.colorScheme ?? 'light',
    extraHTTPHeaders: HEADERS,
  });
  context.setDefaultTimeout(PATIENCE);
  await keepProcess(context);
  return context;
}

/** A process ends with its last page: the first page of a context is on the site of all tests, and stays. */
async function keepProcess(context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${sharedNocoBase().apiUrl}__health_check`);
}

/** Closes the pages, and forgets cookies and storage as another person's browser would; only the cache stays. */
async function leave(context: BrowserContext): Promise<void> {
  for (const page of context.pages().slice(1)) await page.close();
  await context.clearPermissions();
  await context.setStorageState({ cookies: [], origins: [] });
}

/**
 * Runs a test in a browser that knows nothing. Only scripts and styles of earlier tests are still in its cache: without
 * them a test would spend most of its time on loading NocoBase anew. When the test fails, a picture of the page is kept in
 * `e2e/screenshots/failed-*.png` and its address is added to the message.
 */
export async function withPage(options: PageOptions, use: (page: Page) => Promise<void>): Promise<void> {
  const { idle } = sharedBrowser();
  const key = JSON.stringify(options);
  const context = idle.get(key)?.pop() ?? (await openContext(options));
  const page = await context.newPage();
  try {
    await use(page);
    await leave(context);
    idle.set(key, [...(idle.get(key) ?? []), context]);
  } catch (error) {
    const name = expect.getState().currentTestName ?? 'test';
    await screenshot(page, `failed-${name}`).catch(() => undefined);
    if (error instanceof Error) error.message += `\n\nThe page was ${page.url()}`;
    await context.close();
    throw error;
  }
}
