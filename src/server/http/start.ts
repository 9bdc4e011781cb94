import type { Context } from '@nocobase/actions';
import { detectBrowser } from '../../shared/wecom-browser';
import { serviceOf } from '../service';
import { type StartedSignIn, type StartInput, startSignIn } from '../sign-in/start';
import { stateCookie, surplusStateCookies } from '../sign-in/state-cookie';
import { cookieScope, setCookies } from './answer';

/** What the request itself does not tell. */
type Wanted = Omit<StartInput, 'browser' | 'language' | 'now'>;

/**
 * Begins at WeCom, for a sign-in or for a link: this browser keeps what belongs to it in a cookie.
 *
 * @returns the page of WeCom to go to, and what it is made of
 */
export function startAtWeCom(ctx: Context, wanted: Wanted): StartedSignIn {
  const started = startSignIn(serviceOf(ctx.app).seal, {
    ...wanted,
    browser: detectBrowser(ctx.get('User-Agent')).kind,
    language: ctx.getCurrentLocale?.()?.startsWith('zh') === false ? 'en' : 'zh',
    now: Date.now(),
  });
  const scope = cookieScope(wanted.paths, wanted.settings.origin);
  const cookie = stateCookie(scope, started, wanted.panel);
  setCookies(ctx, [...surplusStateCookies(scope, ctx.get('Cookie'), cookie), cookie]);
  return started;
}
