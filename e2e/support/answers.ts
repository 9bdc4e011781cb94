/**
 * Changes the answers of the server for one page. Playwright's own `page.route` would take the browser its cache, and
 * every page load a second more.
 */
import { setTimeout } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';

/** An answer in place of the server's. */
export type Answer = { status: number; json: unknown } | 'connection-failed';

/**
 * Answers the requests to an API action instead of the server.
 *
 * @param action such as `auth:signIn`
 */
export async function answerInstead(page: Page, action: string, answer: Answer): Promise<void> {
  await atRequests(page, action, (browser, requestId) =>
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
  await atRequests(page, actions, async (browser, requestId) => {
    requests.count++;
    await setTimeout(milliseconds);
    await browser.send('Fetch.continueRequest', { requestId });
  });
  return requests;
}

async function atRequests(
  page: Page,
  actions: string,
  handle: (browser: CDPSession, requestId: string) => Promise<unknown>,
): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  // The page may be closed meanwhile.
  browser.on('Fetch.requestPaused', ({ requestId }) => void handle(browser, requestId).catch(() => undefined));
  await browser.send('Fetch.enable', { patterns: [{ urlPattern: `*/api/${actions}` }] });
}
