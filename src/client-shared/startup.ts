import { isCallbackPage } from '../shared/constants';
import type { Callback } from './callback/callback';
import type { ClientApp } from './client-app';

const framed = () => window.top !== window;

/**
 * As early as a plugin can act: on the callback page, code and state leave the address before anything can send them
 * along in a Referer, and nothing may boot under the old session.
 *
 * @returns what the callback page is opened for; undefined on all other pages
 */
export async function beforeClientStarts(app: ClientApp): Promise<Callback | undefined> {
  const { pathname, search } = window.location;
  if (framed() || !isCallbackPage(pathname)) return undefined;
  window.history.replaceState(null, '', pathname);
  const { openCallback } = await import('./callback/callback');
  return openCallback(app.apiClient, search);
}

/** Before anything renders. Only a WeCom client downloads and runs more than this line. */
export async function startInWeCom(app: ClientApp): Promise<void> {
  if (!/wxwork|wwlocal/i.test(navigator.userAgent) || framed()) return;
  try {
    const { startInWeCom: start } = await import('./auto-login');
    await start(app);
  } catch {
    // Signing in by itself is a convenience; the client starts without it.
  }
}
