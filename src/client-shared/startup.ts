import { isCallbackPage } from '../shared/at-start';
import type { OpenCallback } from './callback-address';
import type { ClientApp } from './client-app';

const framed = () => window.top !== window;

/**
 * As early as a plugin can act: on the callback page, code and state leave the address before anything can send them
 * along in a Referer, and nothing may boot under the old session.
 *
 * @returns what the callback page is to complete
 */
export async function beforeClientStarts(app: ClientApp): Promise<OpenCallback | undefined> {
  const { pathname, search } = location;
  if (framed() || !isCallbackPage(pathname)) return undefined;
  history.replaceState(null, '', pathname);
  try {
    return (await import('./callback-address')).openCallback(app.apiClient, search);
  } catch (error) {
    // A reload is to find them.
    history.replaceState(null, '', pathname + search);
    throw error;
  }
}

/**
 * What only people who are signed in can use is downloaded and registered for them: now, or when somebody signs in here.
 */
export async function whenSignedIn({ apiClient }: ClientApp, register: () => Promise<unknown>): Promise<void> {
  // The address that a sign-in page has for the page that makes the link, or that page itself.
  if (apiClient.auth.token || location.href.includes('wecom')) return void (await register());
  apiClient.axios.interceptors.response.use(async (answer) => {
    if (answer.config.url === 'auth:signIn') await register();
    return answer;
  });
}

/** Before anything renders. Only a WeCom client downloads and runs more than this line. */
export async function startInWeCom(app: ClientApp): Promise<void> {
  if (!/wxwork|wwlocal/i.test(navigator.userAgent) || framed()) return;
  try {
    await (await import('./auto-sign-in')).startInWeCom(app);
  } catch {
    // Signing in by itself is a convenience; the client starts without it.
  }
}
