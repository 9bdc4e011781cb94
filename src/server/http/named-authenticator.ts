import type { Context, Next } from '@nocobase/actions';
import type { Application } from '@nocobase/server';
import { NAMESPACE } from '../../shared/constants';
import { SignInError } from '../errors';
import { serviceOf } from '../service';
import { isState } from '../sign-in/state';
import { setPrivateHeaders } from './answer';
import { requestReference } from './request';
import { WeComAuth } from './wecom-auth';

/** The part of NocoBase's list of authenticators that is needed here; `cache` is in the memory of one node. */
export interface AuthenticatorList {
  key: string;
  cache: { del(key: string): Promise<unknown> };
  get(name: string): Promise<{ name: string } | undefined>;
}

/** @see NocoBase plugin-auth/src/server/storer.ts */
export function authenticatorList(app: Application): AuthenticatorList | undefined {
  return (app.authManager as unknown as { storer?: AuthenticatorList }).storer;
}

/**
 * NocoBase serves a sign-in of a name that its list does not have with the first authenticator of the list. This is the
 * one place that meets it; behind it a sign-in is with the authenticator that the browser named, or not with WeCom.
 *
 * - A WeCom authenticator that another node added or switched on: the list is read again.
 * - Disabled or deleted between start and callback: the person is told so, and not of a missing password (S-27).
 * - Somebody who comes with a password is not told of WeCom.
 *
 * Runs after NocoBase's choice.
 *
 * @see NocoBase plugin-auth/src/server/storer.ts (`get`)
 */
export async function serveNamedAuthenticator(ctx: Context, next: Next) {
  const { resourceName, actionName } = ctx.action ?? {};
  if (resourceName !== 'auth' || actionName !== 'signIn') return next();
  const name = ctx.get('X-Authenticator');
  // Asking the list itself would make a copy of all authenticators at each sign-in.
  if (name !== '' && chosenName(ctx) !== name) await chooseAgain(ctx, name);
  if (chosenName(ctx) !== name) refuseOurs(ctx, name);
  await next();
}

function chosenName(ctx: Context): string | undefined {
  return (ctx.auth as { authenticator?: { name?: string } } | undefined)?.authenticator?.name;
}

async function chooseAgain(ctx: Context, name: string) {
  const list = authenticatorList(ctx.app);
  if (!list || !(await serviceOf(ctx.app).settings.isEnabled(name))) return;
  await list.cache.del(list.key);
  ctx.auth = await ctx.app.authManager.get(name, ctx);
}

function refuseOurs(ctx: Context, name: string): void {
  const values = ctx.action.params.values ?? {};
  const byWeCom = ctx.auth instanceof WeComAuth;
  if (isState(values.state) || (byWeCom && ('state' in values || 'code' in values || 'choice' in values))) {
    setPrivateHeaders(ctx);
    const error = new SignInError('WECOM_SETTINGS', {
      operator: 'The authenticator of this sign-in is disabled or gone.',
    });
    ctx.logger.warn(`wecom: sign-in refused, ${error.code}. ${error.operator}`, { authenticator: name });
    throw Object.assign(error, { reference: requestReference(ctx) });
  }
  if (byWeCom) ctx.throw(401, ctx.t('This way to sign in is not available.', { ns: NAMESPACE }));
}
