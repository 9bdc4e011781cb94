import { AUTO_LOGIN_STORAGE_KEY, AUTO_LOGIN_UNDER_WAY_MS, autoLoginCookie } from '../shared/constants';
import { sessionMemory } from './browser-storage';
import type { ClientApp } from './client-app';
import { rootPath } from './paths';

/** How long a cookie counts as the mark of this session where there is no session storage, in milliseconds. */
const WITHOUT_STORAGE_MS = 10 * 60_000;

/** A session that ends earlier than this, in milliseconds, did not expire: something ends all of them. */
const LEAST_SESSION_MS = 60_000;

const storageKey = ({ name }: ClientApp) =>
  name && name !== 'main' ? `${AUTO_LOGIN_STORAGE_KEY}:${name}` : AUTO_LOGIN_STORAGE_KEY;
const cookieName = ({ name }: ClientApp) => autoLoginCookie(name || 'main');

function readCookie(app: ClientApp): string | undefined {
  const start = `${cookieName(app)}=`;
  const found = document.cookie.split(/; */).find((cookie) => cookie.startsWith(start));
  return found?.slice(start.length);
}

/**
 * Cookies of a webview outlive its session, and the next one may be another person's. So a cookie says until when it
 * speaks for the session that it meets; afterwards it only keeps the server from starting again.
 */
function counts(cookie: string, now: number): boolean {
  const until = Number.parseInt(cookie.replace(/^\w+-/, ''), 36);
  return now < until && until - now <= WITHOUT_STORAGE_MS;
}

/**
 * True when automatic sign-in was tried, or must not be tried, in this session of the webview (S-34). The cookie is the
 * server's: it tries before this client is downloaded, where Node serves the document.
 */
export function autoSignInDone(app: ClientApp, now = Date.now()): boolean {
  const mark = sessionMemory.read(storageKey(app));
  if (mark !== null) return !isExpired(app, mark, now);
  const cookie = readCookie(app);
  if (cookie === undefined || !counts(cookie, now)) return false;
  sessionMemory.write(storageKey(app), cookie);
  return true;
}

/**
 * A sign-in went well here, some time ago, and its session is gone without a sign-out or a failure, which would have left
 * another mark: it has expired, and automatic login brings it back. Not within the first minute, so that a session that
 * ends at once repeats nothing.
 */
function isExpired(app: ClientApp, mark: string, now: number): boolean {
  const since = /^in-(\w+)$/.exec(mark)?.[1];
  return since !== undefined && !app.apiClient.auth.token && now - Number.parseInt(since, 36) > LEAST_SESSION_MS;
}

/** Nobody has automatic login: this session of the webview need not ask again at every page. */
export function markNoAutoSignIn(app: ClientApp): void {
  sessionMemory.write(storageKey(app), 'none');
}

/**
 * Remembers an attempt, with `in` one that went well, or with `off` that none is wanted any more: after a sign-out, after a failure.
 *
 * @returns false when the browser keeps neither mark; an attempt would then repeat itself for ever
 */
export function markAutoSignIn(app: ClientApp, value: 'started' | 'in' | 'off', now = Date.now()): boolean {
  // An attempt that is remembered needs no cookie, which would hold up whoever uses this webview next (S-23).
  const remembered = sessionMemory.read(storageKey(app)) !== null && value !== 'off';
  const stored = sessionMemory.write(storageKey(app), value === 'in' ? `in-${now.toString(36)}` : value);
  const lifeMs = stored ? (remembered ? 0 : AUTO_LOGIN_UNDER_WAY_MS) : WITHOUT_STORAGE_MS;
  const cookie = `${value}-${(now + lifeMs).toString(36)}`;
  // The same path as the server's cookie, or the browser would keep two.
  const path = rootPath(app).slice(0, -1) || '/';
  const secure = window.location.protocol === 'https:' ? '; Secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in the webviews this is for
  document.cookie = `${cookieName(app)}=${cookie}; Path=${path}; SameSite=Lax${secure}`;
  return stored || readCookie(app) === cookie;
}
