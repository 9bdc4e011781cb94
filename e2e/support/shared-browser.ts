import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { findChromium } from '../../scripts/test/browser';

/**
 * Chromium looks up its maker's services at every start, which a test machine may have no way to. V8 has room for
 * what a page load makes anew, and runs scripts as they are, on one thread: optimising what lives for a second costs a
 * fifth of a page load.
 */
const FLAGS = [
  '--js-flags=--min-semi-space-size=64 --no-turbofan --no-maglev --single-threaded',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * NocoBase's 15 MB of scripts are parsed once for all pages of a browser, and not ahead of time by other threads, which
 * halves what a page load costs: its pages are in one process, which `keepProcess` keeps. The other features are of the
 * list that Playwright switches off, which a list of ours replaces: those of them that pages can notice.
 */
const ONE_PROCESS = [
  '--process-per-site',
  `--disable-features=${[
    'ScriptStreaming',
    'AvoidCorsURLLoaderRestartOnRedirect',
    'AvoidUnnecessaryBeforeUnloadCheckSync',
    'HttpsUpgrades',
    'PaintHolding',
    'ThirdPartyStoragePartitioning',
  ]}`,
];

const VARIABLE = 'E2E_BROWSER';

/** Starts the browser of all browser tests, which they find through the environment. @returns what ends it */
export async function shareBrowser(): Promise<() => Promise<void>> {
  const server = await chromium.launchServer({
    executablePath: findChromium(),
    chromiumSandbox: false,
    args: [...FLAGS, ...ONE_PROCESS],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  // jest ends at once, and Playwright removes the browser's profile at an exit, but not at a signal.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
  process.env[VARIABLE] = server.wsEndpoint();
  return () => server.close();
}

/** What a jest worker has of the browser. */
interface SharedBrowser {
  browser: Promise<Browser>;
  /** Contexts of persons who have left, by their options. */
  idle: Map<string, BrowserContext[]>;
}

/** Each test file loads this file anew; the worker's connection stays. */
const holder = globalThis as typeof globalThis & { sharedBrowser?: SharedBrowser };

export function sharedBrowser(): SharedBrowser {
  holder.sharedBrowser ??= { browser: chromium.connect(process.env[VARIABLE] ?? ''), idle: new Map() };
  return holder.sharedBrowser;
}
