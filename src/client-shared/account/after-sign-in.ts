import { LINK_PATH } from '../../shared/constants';
import type { ClientApp } from '../client-app';
import { clientBase } from '../paths';
import { forgetProof, hasProofMark } from './proof-mark';

/** How often the page looks whether somebody has signed in, in ms, and for how long. */
const LOOK_MS = 500;
const LONGEST_MS = 10 * 60_000;

/**
 * Two-factor authentication and other ways of signing in lose where the person wanted to go. As soon as there is a session
 * outside the pages of signing in, the page that makes the link opens.
 */
export function goOnAfterSignIn(app: ClientApp): void {
  if (!hasProofMark()) return;
  const started = Date.now();
  const look = window.setInterval(() => {
    const { pathname } = window.location;
    const isThere = pathname.endsWith(LINK_PATH);
    if (isThere || Date.now() - started > LONGEST_MS) {
      window.clearInterval(look);
      if (isThere) forgetProof();
      return;
    }
    if (!app.apiClient.auth.token || /\/(?:signin|signup|wecom\/callback)\b/.test(pathname)) return;
    if (!pathname.startsWith(clientBase(app))) return;
    window.clearInterval(look);
    forgetProof();
    app.router.navigate(LINK_PATH);
  }, LOOK_MS);
}
