import type { Context } from '@nocobase/actions';
import { detectBrowser } from '../../shared/wecom-browser';
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
import { type StartInput, startSignIn } from '../sign-in/start';
import { type CookieScope, readCookie, stateCookie, surplusStateCookies } from '../sign-in/state-cookie';
import { cookieScope, setCookies } from './answer';

type Wanted = Pick<StartInput, 'settings' | 'paths' | 'redirect' | 'linkFor' | 'consent'>;

/** Starts a sign-in in the browser of this request. @returns the page of WeCom to go to */
export function startInBrowser(ctx: Context, wanted: Wanted): URL {
  const { seal } = serviceOf(ctx.app);
  const scope = cookieScope(wanted.paths, wanted.settings.origin);
  // One mark for all tabs of a browser.
  const mark = readMark(ctx, scope) ?? newBrowserMark();
  const { state, sealed, location } = startSignIn(seal, {
    ...wanted,
    browser: detectBrowser(ctx.get('User-Agent')).kind,
    boundTo: browserDigest(mark, scope.secure),
    language: ctx.getCurrentLocale?.()?.startsWith('zh') === false ? 'en' : 'zh',
    now: Date.now(),
  });
  const cookie = stateCookie(scope, state, sealed);
  const surplus = surplusStateCookies(scope, ctx.get('Cookie'), cookie);
  setCookies(ctx, [...surplus, browserCookie(scope, seal, mark), cookie]);
  return location;
}

export function readMark(ctx: Context, scope: Pick<CookieScope, 'app' | 'secure'>): BrowserMark | undefined {
  return openBrowserMark(serviceOf(ctx.app).seal, readCookie(ctx.get('Cookie'), browserCookieName(scope)));
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
