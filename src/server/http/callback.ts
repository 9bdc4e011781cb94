import type { Context } from '@nocobase/actions';
import { SignInError } from '../errors';
import { serviceOf } from '../service';
import type { WeComSettings } from '../settings/parse';
import type { AppPaths } from '../sign-in/app-paths';
import { type Expected, isState, type OpenedSignIn, openPending, type SpentSignIn } from '../sign-in/state';
import { readStateCookie, removedStateCookie } from '../sign-in/state-cookie';
import { cookieScope, setCookies } from './answer';
import { browserOf } from './browser';
import { removedPendingMember } from './pending-member';

/** A code has at most 512 bytes (WeCom document 91022). */
const CODE = /^[\w\-.~%+/=]{1,512}$/;

export interface CallbackValues {
  /** Missing when the person cancelled at WeCom. */
  code?: string;
  state: string;
}

/** @throws {SignInError} 400 for everything that no page of ours would send. */
export function readCallback(values: unknown): CallbackValues {
  const { code, state } = (values ?? {}) as Record<string, unknown>;
  if (!isState(state)) throw invalidState('The state is missing or has a wrong form.', 400);
  if (code === undefined || code === null || code === '') return { state };
  if (typeof code !== 'string' || !CODE.test(code)) throw invalidState('The code has a wrong form.', 400);
  return { code, state };
}

/**
 * Opens what this browser keeps for the state.
 *
 * @throws {SignInError} WECOM_STATE_INVALID
 */
export function openCallback(
  ctx: Context,
  paths: AppPaths,
  expected: Omit<Expected, 'app' | 'browser' | 'now'>,
): OpenedSignIn {
  const here = { app: paths.app, browser: browserOf(ctx, paths), now: Date.now() };
  const sealed = readStateCookie(ctx.get('Cookie'), paths.app, expected.state);
  const pending = openPending(serviceOf(ctx.app).seal, sealed, { ...expected, ...here });
  if (pending) return pending;
  if (sealed !== undefined || here.browser !== '') throw invalidState('No cookie of this browser fits the state.');
  const operator = 'The browser has brought no cookie of a sign-in: it keeps none, or it took longer than ten minutes.';
  throw new SignInError('WECOM_STATE_INVALID', { operator, reason: 'no-cookie' });
}

/**
 * Before anything is asked of WeCom: whatever happens next, this state is spent (S-02, S-03), and a member who waited in
 * this browser waits no more (S-40).
 *
 * @throws {SignInError} WECOM_STATE_INVALID when it was spent before
 */
export async function spendCallback(
  ctx: Context,
  paths: AppPaths,
  { origin }: WeComSettings,
  pending: OpenedSignIn,
): Promise<SpentSignIn> {
  const scope = cookieScope(paths, origin);
  setCookies(ctx, [removedStateCookie(scope, ctx.get('Cookie'), pending.state), ...removedPendingMember(ctx, scope)]);
  const spent = await serviceOf(ctx.app).usedStates.spend(pending);
  if (!spent) throw invalidState('The state was used already.');
  return spent;
}

/** What came back fits nothing that was begun here. @param status - default 401 */
export function invalidState(operator: string, status?: number): SignInError {
  return new SignInError('WECOM_STATE_INVALID', { operator, ...(status && { status }) });
}
