/**
 * Changes the answers of the server for one page. Playwright's own `page.route` would take the browser its cache, and
 * every page load a second more.
 */
import { setTimeout } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';

/** What Chromium says about a request that waits for us. */
interface Paused {
  requestId: string;
  request: { url: string; headers: Record<string, string> };
}

/** An answer in place of the server's. */
export type Answer = { status: number; json: unknown } | 'connection-failed';

/** Answers the requests to an API action, such as `auth:signIn`, instead of the server. */
export async function answerInstead(page: Page, action: string, answer: Answer): Promise<void> {
  await atRequests(page, toAction(action), (browser, { requestId }) =>
    answer === 'connection-failed'
      ? browser.send('Fetch.failRequest', { requestId, errorReason: 'ConnectionFailed' })
      : browser.send('Fetch.fulfillRequest', {
          requestId,
          responseCode: answer.status,
          responseHeaders: [{ name: 'content-type', value: 'application/json' }],
          body: Buffer.from(JSON.stringify(answer.json)).toString('base64'),
        }),
  );
}

/**
 * Lets the server answer the requests to API actions late.
 *
 * @param actions such as `users:*`
 * @param milliseconds how late
 * @returns a count of the requests so far
 */
export async function answerLate(page: Page, actions: string, milliseconds: number): Promise<{ count: number }> {
  const requests = { count: 0 };
  await atRequests(page, toAction(actions), async (browser, { requestId }) => {
    requests.count++;
    await setTimeout(milliseconds);
    await browser.send('Fetch.continueRequest', { requestId });
  });
  return requests;
}

/** Leaves the requests to an API action without any answer. */
export async function answerNever(page: Page, action: string): Promise<void> {
  await atRequests(page, toAction(action), async () => undefined);
}

/**
 * As nginx in the Docker image does: documents come from the disk, and Node never learns who asks for them.
 *
 * @param url of the legacy client, with its trailing slash
 */
export async function serveDocumentsStatically(page: Page, url: string): Promise<void> {
  await atRequests(page, { urlPattern: `${url}*`, resourceType: 'Document' }, (browser, { requestId, request }) => {
    if (request.url.includes('/api/')) return browser.send('Fetch.continueRequest', { requestId });
    const headers = Object.entries({ ...request.headers, 'User-Agent': 'nginx' });
    return browser.send('Fetch.continueRequest', {
      requestId,
      headers: headers.map(([name, value]) => ({ name, value })),
    });
  });
}

const toAction = (action: string) => ({ urlPattern: `*/api/${action}` });

async function atRequests(
  page: Page,
  pattern: { urlPattern: string; resourceType?: 'Document' },
  handle: (browser: CDPSession, paused: Paused) => Promise<unknown>,
): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  // The page may be closed meanwhile.
  browser.on('Fetch.requestPaused', (paused) => void handle(browser, paused).catch(() => undefined));
  await browser.send('Fetch.enable', { patterns: [pattern] });
}
