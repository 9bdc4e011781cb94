import type { Page } from 'playwright-core';

/** An answer in place of the server's. */
export type Answer = { status: number; json: unknown } | 'connection-failed';

/**
 * Answers the requests to an API action instead of the server. Playwright's own `page.route` would take the browser its
 * cache, and every page load a second more.
 *
 * @param action such as `auth:signIn`
 */
export async function answerInstead(page: Page, action: string, answer: Answer): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  browser.on('Fetch.requestPaused', ({ requestId }) => {
    const answered =
      answer === 'connection-failed'
        ? browser.send('Fetch.failRequest', { requestId, errorReason: 'ConnectionFailed' })
        : browser.send('Fetch.fulfillRequest', {
            requestId,
            responseCode: answer.status,
            responseHeaders: [{ name: 'content-type', value: 'application/json' }],
            body: Buffer.from(JSON.stringify(answer.json)).toString('base64'),
          });
    // The page may be closed meanwhile.
    answered.catch(() => undefined);
  });
  await browser.send('Fetch.enable', { patterns: [{ urlPattern: `*/api/${action}` }] });
}
