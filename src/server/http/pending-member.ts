import type { Context, Next } from '@nocobase/actions';
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
import { appPathsOf } from './request';
import { type Session, sessionOf } from './session';

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

/** Whether the pending member may be linked by this session: begun by a person after WeCom's word, or the one that asked. */
export function mayConfirm({ userId, verifiedAt }: OpenedMember, session: Session): boolean {
  if (session.signedInAt === undefined) return false;
  return userId ? userId === session.userId : session.signedInAt > verifiedAt;
}

/**
 * Whoever could have made the link and signs out does not want it: the next person at this browser must not be asked. The
 * session that was there before the refusal is ended by our own page, and takes nothing along (S-40).
 */
export async function dropPendingMemberAtSignOut(ctx: Context, next: Next) {
  const { resourceName, actionName } = ctx.action ?? {};
  if (resourceName === 'auth' && actionName === 'signOut' && ctx.state.currentUser) {
    const paths = await appPathsOf(ctx);
    const pending = readPendingMember(ctx, paths);
    if (pending && mayConfirm(pending, await sessionOf(ctx))) {
      await serviceOf(ctx.app).usedStates.spendMember(pending.nonce);
      // Spent is what counts; a removal needs no `Secure`.
      setCookies(ctx, [removedMemberCookie(cookieScope(paths, ''))]);
    }
  }
  await next();
}
