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

/**
 * @param cookieHeader - of the request
 * @returns the value of the first cookie with this name. Koa would make a regular expression for each name, which is slow
 * in NocoBase's hardened JavaScript.
 */
export function readCookie(cookieHeader: string, name: string): string | undefined {
  const pair = cookieHeader.split(/; */).find((one) => one.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
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
export function stateCookieName(app: string, state: string): string {
  return `${prefix(app)}${stateId(state)}`;
}

export function stateCookie(scope: CookieScope, state: string, sealed: SealedText): Cookie {
  return { ...place(scope), name: stateCookieName(scope.app, state), value: sealed, maxAge: STATE_LIFE_MS };
}

/** Makes a browser forget the cookie of a state that was spent. */
export function removedStateCookie(scope: CookieScope, state: string): Cookie {
  return { ...place(scope), name: stateCookieName(scope.app, state), value: '', maxAge: 0 };
}

/**
 * Which cookies of earlier sign-ins to remove before another is added: proxies refuse requests whose cookies are too
 * large, and a page that starts a sign-in again and again must not get there. Browsers send older cookies first.
 */
export function surplusStateCookies(scope: CookieScope, cookieHeader: string, added: Cookie): Cookie[] {
  const own = prefix(scope.app);
  const present = cookieHeader
    .split(/; */)
    // The prefix of an app named `a` begins the names of an app named `a_b`, too.
    .filter((pair) => pair.startsWith(own) && STATE_ID.test(pair.slice(own.length)))
    .map((pair) => ({ name: pair.slice(0, pair.indexOf('=')), bytes: pair.length }));
  let bytes = added.name.length + added.value.length + present.reduce((sum, cookie) => sum + cookie.bytes, 0);
  let count = present.length + 1;
  const surplus: Cookie[] = [];
  for (const cookie of present) {
    if ((count <= MAX_PENDING && bytes <= MAX_BYTES) || surplus.length === MAX_REMOVED) break;
    surplus.push({ ...place(scope), name: cookie.name, value: '', maxAge: 0 });
    count -= 1;
    bytes -= cookie.bytes;
  }
  return surplus;
}

/** A name goes on with the id of a state, and ends. */
const STATE_ID = /^[0-9a-f]{16}=/;

function prefix(app: string) {
  return `wecom_state_${app}_`;
}

function place({ path, secure }: CookieScope) {
  return { path, secure };
}
