import type { Context } from '@nocobase/actions';
import { detectBrowser } from '../../shared/wecom-browser';
import { SignInError } from '../errors';
import { serviceOf } from '../service';
import type { AppPaths } from '../sign-in/app-paths';
import { checkRedirect, defaultTarget } from '../sign-in/redirect';
import { type StartedSignIn, type StartInput, startSignIn } from '../sign-in/start';
import { stateCookie, surplusStateCookies } from '../sign-in/state-cookie';
import { cookieScope, setCookies } from './answer';
import { markBrowser } from './browser';

/** What the request itself does not tell. */
type Wanted = Omit<StartInput, 'browser' | 'boundTo' | 'language' | 'now'>;

/** The name of the authenticator that a link names; empty without one. */
export function authenticatorOf(ctx: Context): string {
  const { authenticator } = ctx.query;
  return typeof authenticator === 'string' ? authenticator.slice(0, 255) : '';
}

/**
 * What the parameters of a link ask for.
 *
 * @throws {SignInError} WECOM_SETTINGS
 */
export async function wantedStart(ctx: Context, paths: AppPaths) {
  const name = authenticatorOf(ctx);
  if (name === '') throw new SignInError('WECOM_SETTINGS', { operator: 'The link names no authenticator.' });
  const settings = await serviceOf(ctx.app).settings.load(name);
  const wanted = checkRedirect(paths, ctx.query.redirect) ?? checkRedirect(paths, settings.workbenchRedirect);
  return { settings, paths, redirect: wanted ?? defaultTarget(paths) };
}

/**
 * Begins at WeCom, for a sign-in or for a link: this browser keeps what belongs to it in a cookie.
 *
 * @returns the page of WeCom to go to, and what it is made of
 */
export function startAtWeCom(ctx: Context, wanted: Wanted): StartedSignIn {
  const scope = cookieScope(wanted.paths, wanted.settings.origin);
  const mark = markBrowser(ctx, scope);
  const started = startSignIn(serviceOf(ctx.app).seal, {
    ...wanted,
    browser: detectBrowser(ctx.get('User-Agent')).kind,
    boundTo: mark.boundTo,
    language: ctx.getCurrentLocale?.()?.startsWith('zh') === false ? 'en' : 'zh',
    now: Date.now(),
  });
  const cookie = stateCookie(scope, started, wanted.panel);
  setCookies(ctx, [...surplusStateCookies(scope, ctx.get('Cookie'), cookie), mark.cookie, cookie]);
  return started;
}
