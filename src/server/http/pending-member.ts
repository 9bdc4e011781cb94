import type { Context } from '@nocobase/actions';
import type { AccountDoubt } from '../accounts/doubt';
import { serviceOf } from '../service';
import type { WeComSettings } from '../settings/parse';
import type { AppPaths } from '../sign-in/app-paths';
import {
  type OpenedMember,
  openPendingMember,
  type PendingMember,
  pendingMember,
  pendingMemberCookie,
  pendingMemberCookieName,
  removedMemberCookie,
  sealPendingMember,
} from '../sign-in/pending-member';
import type { CheckedPath } from '../sign-in/redirect';
import { type Cookie, type CookieScope, readCookie } from '../sign-in/state-cookie';
import { cookieScope, setCookies } from './answer';
import { browserOf } from './browser';

/** @returns the pending member of this browser */
export function readPendingMember(ctx: Context, paths: AppPaths): OpenedMember | undefined {
  const sealed = readCookie(ctx.get('Cookie'), pendingMemberCookieName(paths.app));
  return openPendingMember(serviceOf(ctx.app).seal, sealed, {
    app: paths.app,
    browser: browserOf(ctx, paths),
    now: Date.now(),
  });
}

/** Keeps who was refused, so that the person can prove an account or say to be new (S-40). */
export function keepPendingMember(
  ctx: Context,
  paths: AppPaths,
  settings: WeComSettings,
  { doubt, person }: AccountDoubt,
  { redirect, boundTo }: { redirect: CheckedPath | undefined; boundTo: string },
): void {
  const { reason, choices } = doubt;
  if (choices.length === 0) return;
  const scope = cookieScope(paths, settings.origin);
  const input = { person, reason, choices, redirect, app: paths.app, boundTo, now: Date.now() };
  setPendingMember(ctx, scope, pendingMember(input));
}

export function setPendingMember(ctx: Context, scope: CookieScope, pending: PendingMember): void {
  setCookies(ctx, [pendingMemberCookie(scope, sealPendingMember(serviceOf(ctx.app).seal, pending))]);
}

/** A cookie that removes the pending member, where the browser has one. */
export function removedPendingMember(ctx: Context, scope: CookieScope): Cookie[] {
  const has = readCookie(ctx.get('Cookie'), pendingMemberCookieName(scope.app)) !== undefined;
  return has ? [removedMemberCookie(scope)] : [];
}
