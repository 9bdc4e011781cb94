import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/test/browser';
import { DEVICES, type Device, type DeviceName } from './devices';
import { screenshot } from './pictures';

/** How long a page may take to show what a test waits for, in milliseconds. The first load of NocoBase is heavy. */
const PATIENCE = 30_000;

/** Chromium looks up its maker's services at every start, and this machine has no network beyond itself. */
const FLAGS = ['--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

let browser: Promise<Browser> | undefined;

export interface PageOptions {
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
  browser ??= chromium.launch({ executablePath: findChromium(), chromiumSandbox: false, args: FLAGS });
  const device: Device = DEVICES[options.device ?? 'desktop'];
  const context = await (await browser).newContext({
    ...device,
    viewport: options.viewport ?? device.viewport,
    locale: options.locale ?? 'en-US',
    colorScheme: options.colorScheme ?? 'light',
    extraHTTPHeaders: HEADERS,
  });
  context.setDefaultTimeout(PATIENCE);
  return context;
}

/**
 * Runs a test in a browser of its own and closes it. When the test fails, a picture of the page is kept in
 * `e2e/screenshots/failed-*.png` and its address is added to the message.
 */
export async function withPage(options: PageOptions, use: (page: Page) => Promise<void>): Promise<void> {
  const context = await openContext(options);
  const page = await context.newPage();
  try {
    await use(page);
  } catch (error) {
    const name = expect.getState().currentTestName ?? 'test';
    await screenshot(page, `failed-${name}`).catch(() => undefined);
    if (error instanceof Error) error.message += `\n\nThe page was ${page.url()}`;
    throw error;
  } finally {
    await context.close();
  }
}

/** Closes the browser; call it in `afterAll` of every file. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}
