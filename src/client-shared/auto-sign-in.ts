import { AUTH_TYPE } from '../shared/constants';
import { isLeftAlone, isSignInPage } from '../shared/pages';
import { isWeCom } from '../shared/wecom-browser';
import { signInPage } from './callback/sign-in-page';
import type { ClientApp, PublicAuthenticator } from './client-app';
import { autoSignInDone, markAutoSignIn, markNoAutoSignIn } from './marks';
import { authorizeUrl, clientBase, redirectParameter, wantedPage } from './paths';
import { showSignInOverlay } from './sign-in-overlay';

/** WeCom answers within a second; after this the page goes on without it. */
const GIVE_UP_MS = 8_000;
const LIST_TIMEOUT_MS = 5_000;

/** In WeCom, before anything renders: signs in by itself if the administrator chose so, at most once (S-34). */
export async function startInWeCom(app: ClientApp): Promise<void> {
  if (!isWeCom(navigator.userAgent)) return;
  rememberSignOut(app);
  const redirect = pageToReturnTo(app, window.location);
  if (autoSignInDone(app) || redirect === undefined) return;
  const authenticator = await automaticAuthenticator(app);
  if (!authenticator || !markAutoSignIn(app, 'started')) return;
  const url = authorizeUrl(app, { authenticator, redirect });
  const wantsAnotherWay = await showSignInOverlay(app, {
    giveUpMs: GIVE_UP_MS,
    start: () => window.location.replace(url),
  });
  // The session that is stored may be another person's. Without one NocoBase shows its sign-in page by itself.
  if (wantsAnotherWay && app.apiClient.auth.token) {
    window.location.replace(signInPage(app, { authenticator, redirect }));
    await new Promise(() => undefined);
  }
}

/** Signing out must not sign in again at once. */
function rememberSignOut(app: ClientApp): void {
  const { auth } = app.apiClient;
  const signOut = auth.signOut.bind(auth);
  auth.signOut = () => {
    markAutoSignIn(app, 'off');
    return signOut();
  };
}

/** The page to come back to, from the root; undefined where an automatic sign-in has no business. */
export function pageToReturnTo(
  app: ClientApp,
  { pathname, search, hash }: Pick<Location, 'pathname' | 'search' | 'hash'>,
): string | undefined {
  const query = new URLSearchParams(search);
  if (isLeftAlone(pathname, query)) return undefined;
  if (isSignInPage(pathname)) return wantedPage(app, redirectParameter({ search, hash })) ?? clientBase(app);
  return pathname + search + hash;
}

async function automaticAuthenticator(app: ClientApp): Promise<string | undefined> {
  try {
    const answer = await app.apiClient.request({
      url: 'authenticators:publicList',
      timeout: LIST_TIMEOUT_MS,
      skipNotify: true,
      skipAuth: true,
    });
    const list = answer?.data?.data;
    if (!Array.isArray(list)) return undefined;
    const found = (list as PublicAuthenticator[]).find((one) => one?.authType === AUTH_TYPE && one.options?.autoLogin);
    if (!found) markNoAutoSignIn(app);
    return found?.name;
  } catch {
    return undefined;
  }
}
