import { PANEL_LINK } from '../shared/api-paths';
import type { ClientApp } from './client-app';
import { authorizeUrl, type SignInRequest } from './paths';

/** The state behind a panel lives ten minutes, and whoever has just begun to scan needs some of them. In ms. */
export const RENEW_AFTER_MS = 8 * 60_000;
/** A panel that is as old as this when the tab comes back is renewed at once: who comes back is about to scan. In ms. */
export const STALE_AFTER_MS = 4 * 60_000;
/** After this time without an answer WeCom's page has not come. In ms. */
export const READY_WITHIN_MS = 10_000;

export type Panel = {
  src: string;
  /** Whether the page answers a greeting. */
  answers: boolean;
};

/**
 * Starts a sign-in for a panel: the server sets the cookie of a state of its own, and says where the panel is.
 *
 * @returns undefined where there can be no panel: the server did not answer or refused, or it would lead to another address
 */
export async function openPanel(app: ClientApp, request: SignInRequest): Promise<Panel | undefined> {
  try {
    // Not through the API client: a session that is stored, and may have ended, has no part in this.
    const response = await fetch(`${authorizeUrl(app, request)}&panel=1`, {
      credentials: 'include',
      headers: { 'X-Locale': app.i18n.language },
    });
    const { redirect_uri } = await response.json();
    // The cookie of the state is for this address only.
    if (!response.ok || new URL(redirect_uri).origin !== window.location.origin) return undefined;
    const [, link = ''] =
      new RegExp(`<(https?://[^>]+)>; rel="${PANEL_LINK}"`).exec(response.headers.get('Link') ?? '') ?? [];
    const src = new URL(link);
    return { src: src.href, answers: src.searchParams.has('redirect_type') };
  } catch {
    return undefined;
  }
}
