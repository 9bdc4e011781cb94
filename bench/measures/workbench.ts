import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { DEVICES } from '../../e2e/support/devices';
import { packPlugin } from '../../scripts/build/pack';
import { type RunningNocoBase, startNocoBase } from '../../scripts/nocobase';
import { signInAsMember, simulatorOptions } from '../../scripts/nocobase/wecom';
import { TEST_FOLDER } from '../../scripts/paths';
import { findChromium } from '../../scripts/test/browser';
import { SAMPLE, type Simulator, startSimulator } from '../../simulator';
import { type MeasureOptions, type MeasureOutcome, ms, type Result } from '../result';
import { median } from '../timing';

/** A good mobile network: 10 Mbit/s down, 60 ms to the server and back. */
const NETWORK = { offline: false, latency: 60, downloadThroughput: 1_250_000, uploadThroughput: 375_000 };
/** What a sign-in may cost beside opening the page: requests one after the other, and a share. */
const ROUND_TRIPS = 3;
const SHARE = 1.1;
const BUTTON = 'a[data-action="wecom:authorize"]';

const USER_MENU = 'user-center-button';
const STORED = 'stored session';

/** Cookies and what pages have stored, as Playwright keeps them. */
type Stored = Awaited<ReturnType<BrowserContext['storageState']>>;

type Client = 'legacy' | 'modern';

interface Ride {
  /** Answers to navigations, redirects included. */
  documents: number;
  /** Pages of NocoBase that were loaded and started its client. */
  boots: number;
  ms: number;
}

/** From the tap until the app can be used, in Chromium with an empty cache, as the webview of WeCom for Windows. */
export async function measureWorkbench({ short, say }: MeasureOptions): Promise<MeasureOutcome> {
  const folder = path.join(TEST_FOLDER, 'bench');
  const tgz = await packPlugin(folder);
  const simulator = await startSimulator();
  const nocobase = await startNocoBase({
    folder: path.join(folder, short ? 'workbench-short' : 'workbench'),
    fresh: true,
  });
  const browser = await chromium.launch({
    executablePath: findChromium(),
    chromiumSandbox: false,
    // Playwright would end this process, which has services to stop first. The browser ends with it in any case.
    handleSIGINT: false,
    handleSIGTERM: false,
  });
  try {
    await nocobase.api.signIn();
    await nocobase.api.uploadPlugin(tgz);
    await nocobase.api.enablePlugins();
    const options = (autoLogin: boolean) => simulatorOptions(simulator.url, nocobase.origin, { public: { autoLogin } });
    await nocobase.api.createAuthenticator({ name: 'wecom', options: options(false) });
    await signInAsMember(nocobase.api, simulator, SAMPLE.members.manager);
    simulator.control.setCurrentMember(SAMPLE.members.manager);

    const results: Result[] = [];
    const data: Record<string, unknown> = {};
    for (const client of short ? (['modern'] as const) : (['legacy', 'modern'] as const)) {
      const ways = waysOf(nocobase, client);
      const rides: Record<string, Ride[]> = {};
      const stored = await storedSession(browser, ways['home link']);
      for (let round = 0; round < (short ? 1 : 5); round += 1) {
        for (const [way, ride] of Object.entries(ways)) {
          say(`${client} client, ${way}`);
          // With it nobody in WeCom would get to see the button.
          await nocobase.api.updateAuthenticator('wecom', { options: options(way === 'automatic sign-in') });
          rides[way] = [
            ...(rides[way] ?? []),
            await take(browser, nocobase, ride, way === STORED ? stored : undefined),
          ];
        }
      }
      data[client] = rides;
      results.push(...summarize(client, rides));
    }
    return { results, data };
  } finally {
    await browser.close();
    await close(nocobase, simulator);
  }
}

/** Each leads from a tap to the same page. */
function waysOf({ origin, url, modernUrl }: RunningNocoBase, client: Client) {
  const base = client === 'legacy' ? url : modernUrl;
  const redirect = encodeURIComponent(`${new URL(base).pathname}admin`);
  return {
    'home link': (page: Page) =>
      page.goto(`${origin}/api/wecom:authorize?authenticator=wecom&redirect=${redirect}`, { waitUntil: 'commit' }),
    'automatic sign-in': (page: Page) => page.goto(`${base}admin`, { waitUntil: 'commit' }),
    [STORED]: (page: Page) => page.goto(`${base}admin`, { waitUntil: 'commit' }),
    'sign-in page and button': async (page: Page) => {
      await page.goto(`${base}signin?redirect=${redirect}`, { waitUntil: 'commit' });
      await page.locator(BUTTON).click();
    },
  };
}

/** What is stored in a browser after a sign-in. */
async function storedSession(browser: Browser, ride: (page: Page) => Promise<unknown>): Promise<Stored> {
  const { context, page } = await open(browser);
  await ride(page);
  await page.getByTestId(USER_MENU).waitFor();
  const stored = await context.storageState();
  await context.close();
  return stored;
}

async function open(browser: Browser, storageState?: Stored) {
  const context = await browser.newContext({ ...DEVICES.wecomWindows, locale: 'zh-CN', storageState });
  context.setDefaultTimeout(60_000);
  return { context, page: await context.newPage() };
}

async function take(
  browser: Browser,
  { origin }: RunningNocoBase,
  ride: (page: Page) => Promise<unknown>,
  storageState?: Stored,
): Promise<Ride> {
  const { context, page } = await open(browser, storageState);
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', NETWORK);
  let [documents, boots] = [0, 0];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'document') return;
    documents += 1;
    if (response.url().startsWith(origin) && response.status() === 200) boots += 1;
  });
  const start = performance.now();
  await ride(page);
  await page.getByTestId(USER_MENU).waitFor();
  const taken = performance.now() - start;
  await context.close();
  return { documents, boots, ms: taken };
}

function summarize(client: Client, rides: Record<string, Ride[]>): Result[] {
  const typical = (way: string) => {
    const taken = rides[way] ?? [];
    return { ...taken[0]!, ms: median(taken.map((ride) => ride.ms)) };
  };
  const show = ({ boots, documents, ms: time }: Ride) => `${boots} boot, ${documents} documents, ${ms(time)}`;
  const button = typical('sign-in page and button');
  const stored = typical(STORED);
  const limit = stored.ms * SHARE + ROUND_TRIPS * NETWORK.latency;
  return ['home link', 'automatic sign-in'].flatMap((way) => {
    const ride = typical(way);
    const what = `Tap on the Workbench to app usable, ${client} client, ${way}`;
    return [
      {
        what,
        ours: show(ride),
        against: `sign-in page and button: ${show(button)}`,
        ratio: ride.ms / button.ms,
        goal: '1 boot',
        reached: ride.boots === 1,
      },
      {
        what,
        ours: ms(ride.ms),
        against: `the same page with a stored session ${ms(stored.ms)}; with three round trips and 10 % ${ms(limit)}`,
        ratio: ride.ms / limit,
        goal: '<= limit',
        reached: ride.ms <= limit,
      },
    ];
  });
}

async function close(nocobase: RunningNocoBase, simulator: Simulator) {
  await nocobase.remove();
  await simulator.close();
}
