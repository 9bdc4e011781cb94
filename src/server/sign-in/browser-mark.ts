import { createHash, randomBytes } from 'node:crypto';
import type { Seal } from '../seal';
import type { Cookie, CookieScope } from './state-cookie';

const LABEL = 'browser';

/** What is bound to a mark is good for ten minutes; a start later gives the same mark again. */
const MARK_LIFE_MS = 30 * 60_000;
/** How long a browser is known after a sign-in. */
const KNOWN_LIFE_MS = 180 * 24 * 3600_000;

/** One browser, told from others by a random id that it keeps for us. */
export interface BrowserMark {
  /** 128 random bits in hex. */
  id: string;
  /** Id of the user who signed in with it last: whatever others do, this browser is let through (S-56). */
  user?: string;
}

export function newBrowserMark(): BrowserMark {
  return { id: randomBytes(16).toString('hex') };
}

/**
 * On https the name has the prefix `__Host-`, with which browsers take the cookie from this very host only. A sibling domain
 * can plant a state cookie, since that one has a path, but not this one: so the state is bound to it (S-57).
 *
 * @see RFC 6265bis, section 4.1.3.2
 */
export function browserCookieName({ app, secure }: Pick<CookieScope, 'app' | 'secure'>): string {
  return `${secure ? '__Host-' : ''}wecom_browser_${app}`;
}

export function browserCookie(scope: CookieScope, seal: Seal, mark: BrowserMark): Cookie {
  return {
    name: browserCookieName(scope),
    value: seal.close([mark.id, mark.user ?? ''], LABEL),
    // The prefix is for the path `/` only.
    path: scope.secure ? '/' : scope.path,
    secure: scope.secure,
    maxAge: mark.user ? KNOWN_LIFE_MS : MARK_LIFE_MS,
  };
}

/** @param sealed - value of the cookie, if there is one */
export function openBrowserMark(seal: Seal, sealed: string | undefined): BrowserMark | undefined {
  const opened = sealed === undefined ? undefined : seal.open(sealed, LABEL);
  if (!Array.isArray(opened)) return undefined;
  const [id, user] = opened;
  return { id, ...(user && { user }) };
}

/**
 * What a sealed state or pending member holds of the browser that it belongs to.
 *
 * @returns an empty text where no cookie can be believed: over http anybody on the way can plant every cookie
 */
export function browserDigest(mark: BrowserMark | undefined, secure: boolean): string {
  return mark && secure ? createHash('sha256').update(mark.id).digest('hex').slice(0, 32) : '';
}

/**
 * @param boundTo - as sealed. Empty where the origin was http: sealed here, so nobody else has left it out.
 * @param browser - digest of the mark that came with the request
 */
export function isBrowser(boundTo: unknown, browser: string): boolean {
  return boundTo === '' || (boundTo === browser && browser !== '');
}
