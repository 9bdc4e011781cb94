import type { Context } from '@nocobase/actions';
import { serviceOf } from '../service';
import type { AppPaths } from '../sign-in/app-paths';
import {
  type BrowserMark,
  browserCookie,
  browserCookieName,
  browserDigest,
  newBrowserMark,
  openBrowserMark,
} from '../sign-in/browser-mark';
import { type Cookie, type CookieScope, readCookie } from '../sign-in/state-cookie';
import { setCookies } from './answer';

/** Marks that were opened: one request asks for its mark up to three times. */
const opened = new WeakMap<Context, Map<string, BrowserMark | undefined>>();

export function readMark(ctx: Context, scope: Pick<CookieScope, 'app' | 'secure'>): BrowserMark | undefined {
  const marks = opened.get(ctx) ?? new Map<string, BrowserMark | undefined>();
  opened.set(ctx, marks);
  const name = browserCookieName(scope);
  if (!marks.has(name)) marks.set(name, openBrowserMark(serviceOf(ctx.app).seal, readCookie(ctx.get('Cookie'), name)));
  return marks.get(name);
}

/**
 * The mark of this browser, a new one where it has none. One mark serves all of its tabs.
 *
 * @returns the cookie that keeps it, and what belongs into whatever is bound to this browser
 */
export function markBrowser(ctx: Context, scope: CookieScope): { cookie: Cookie; boundTo: string } {
  const mark = readMark(ctx, scope) ?? newBrowserMark();
  const cookie = browserCookie(scope, serviceOf(ctx.app).seal, mark);
  return { cookie, boundTo: browserDigest(mark, scope.secure) };
}

/** Remembers who has signed in with this browser (S-56). */
export function knowBrowser(ctx: Context, scope: CookieScope, user: string): void {
  const { id } = readMark(ctx, scope) ?? newBrowserMark();
  setCookies(ctx, [browserCookie(scope, serviceOf(ctx.app).seal, { id, user })]);
}

/** What has to be sealed in a state or pending member for this browser to open it; empty for a browser without a mark. */
export function browserOf(ctx: Context, { app }: AppPaths): string {
  return browserDigest(readMark(ctx, { app, secure: true }), true);
}
