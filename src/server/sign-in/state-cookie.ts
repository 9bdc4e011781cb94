import type { SealedText } from '../seal';
import { STATE_LIFE_MS, stateId } from './state';

/** Parallel sign-ins (tabs) that one browser may have, and the bytes that their cookies may take together. */
const MAX_PENDING = 5;
const MAX_BYTES = 4096;
/**
 * Old cookies that one answer removes. A sibling domain can plant as many as it likes, which no answer of ours can remove; a
 * line for each would make the answer larger than proxies accept (S-57).
 */
const MAX_REMOVED = 10;
/** Panels on sign-in pages, which start anew by themselves: they push out each other, never what a person has started. */
const MAX_PANELS = 3;

/**
 * Each as `name=value`. Koa would make a regular expression for each name; in NocoBase's hardened JavaScript these are
 * slow, and splitting by one is, too.
 */
const pairsOf = (cookieHeader: string) => cookieHeader.split(';').map((pair) => pair.trimStart());

/** @returns the value of the first cookie with this name */
export function readCookie(cookieHeader: string, name: string): string | undefined {
  const start = `${name}=`;
  return pairsOf(cookieHeader)
    .find((pair) => pair.startsWith(start))
    ?.slice(start.length);
}

/** A cookie to set, or with an empty value to remove. */
export interface Cookie {
  name: string;
  value: string;
  path: string;
  secure: boolean;
  /** ms; 0 removes */
  maxAge: number;
}

/** Where the cookie is valid: the API only, so that documents and files do not carry it. */
export interface CookieScope {
  app: string;
  /** The API's base path, such as `/api/`. */
  path: string;
  /** True when the application's origin is https (S-04). */
  secure: boolean;
}

/** One cookie for each started sign-in, so that two tabs do not disturb each other. */
export function stateCookieName(app: string, state: string, panel = false): string {
  return `${prefix(app, panel)}${stateId(state)}`;
}

/** @param panel - whether a panel has started by itself, and not a person by a click */
export function stateCookie(
  scope: CookieScope,
  { state, sealed }: { state: string; sealed: SealedText },
  panel = false,
): Cookie {
  return { ...place(scope), name: stateCookieName(scope.app, state, panel), value: sealed, maxAge: STATE_LIFE_MS };
}

/** @returns what the browser keeps for a state, however it was started */
export function readStateCookie(cookieHeader: string, app: string, state: string): string | undefined {
  return (
    readCookie(cookieHeader, stateCookieName(app, state)) ?? readCookie(cookieHeader, stateCookieName(app, state, true))
  );
}

/** Makes a browser forget the cookie of a state that was spent. @param cookieHeader - of the request */
export function removedStateCookie(scope: CookieScope, cookieHeader: string, state: string): Cookie {
  const panelName = stateCookieName(scope.app, state, true);
  const isPanel = readCookie(cookieHeader, panelName) !== undefined;
  return { ...place(scope), name: isPanel ? panelName : stateCookieName(scope.app, state), value: '', maxAge: 0 };
}

/**
 * Which cookies of earlier sign-ins to remove before another is added: proxies refuse requests whose cookies are too
 * large, and a page that starts a sign-in again and again must not get there. Browsers send older cookies first.
 */
export function surplusStateCookies(scope: CookieScope, cookieHeader: string, added: Cookie): Cookie[] {
  const isPanel = added.name.startsWith(prefix(scope.app, true));
  const present = presentCookies(cookieHeader, prefix(scope.app, false));
  const panels = presentCookies(cookieHeader, prefix(scope.app, true));
  let bytes = [...present, ...panels].reduce((sum, one) => sum + one.bytes, added.name.length + added.value.length);
  const surplus: Cookie[] = [];
  const shorten = (cookies: typeof present, most: number) => {
    while (surplus.length < MAX_REMOVED && (cookies.length > most || bytes > MAX_BYTES)) {
      const [oldest] = cookies.splice(0, 1);
      if (!oldest) return;
      surplus.push({ ...place(scope), name: oldest.name, value: '', maxAge: 0 });
      bytes -= oldest.bytes;
    }
  };
  shorten(panels, MAX_PANELS - (isPanel ? 1 : 0));
  if (!isPanel) shorten(present, MAX_PENDING - 1);
  return surplus;
}

function presentCookies(cookieHeader: string, own: string) {
  return (
    pairsOf(cookieHeader)
      // The prefix of an app named `a` begins the names of an app named `a_b`, too.
      .filter((pair) => pair.startsWith(own) && STATE_ID.test(pair.slice(own.length)))
      .map((pair) => ({ name: pair.slice(0, pair.indexOf('=')), bytes: pair.length }))
  );
}

/** A name goes on with the id of a state, and ends. */
const STATE_ID = /^[0-9a-f]{16}=/;

function prefix(app: string, panel: boolean) {
  return `wecom_${panel ? 'panel' : 'state'}_${app}_`;
}

function place({ path, secure }: CookieScope) {
  return { path, secure };
}
