import type { Context } from '@nocobase/actions';
import { detectBrowser } from '../../shared/wecom-browser';
import { serviceOf } from '../service';
import { type StartInput, startSignIn } from '../sign-in/start';
import { stateCookie, surplusStateCookies } from '../sign-in/state-cookie';
import { cookieScope, setCookies } from './answer';
import { markBrowser } from './browser';

/** What the request itself does not tell. */
type Wanted = Omit<StartInput, 'browser' | 'boundTo' | 'language' | 'now'>;

/**
 * Begins at WeCom, for a sign-in or for a link: this browser keeps what belongs to it in a cookie.
 *
 * @returns the page of WeCom to go to
 */
export function startAtWeCom(ctx: Context, wanted: Wanted): URL {
  const scope = cookieScope(wanted.paths, wanted.settings.origin);
  const mark = markBrowser(ctx, scope);
  const { state, sealed, location } = startSignIn(serviceOf(ctx.app).seal, {
    ...wanted,
    browser: detectBrowser(ctx.get('User-Agent')).kind,
    boundTo: mark.boundTo,
    language: ctx.getCurrentLocale?.()?.startsWith('zh') === false ? 'en' : 'zh',
    now: Date.now(),
  });
  const cookie = stateCookie(scope, state, sealed);
  setCookies(ctx, [...surplusStateCookies(scope, ctx.get('Cookie'), cookie), mark.cookie, cookie]);
  return location;
}
