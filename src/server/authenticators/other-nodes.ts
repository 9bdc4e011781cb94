import type { Context, Next } from '@nocobase/actions';
import type { Application } from '@nocobase/server';
import { AUTH_TYPE } from '../../constants';

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
 * An authenticator that was added or switched on at another node is not in this node's list, and NocoBase lets the first
 * one of the list serve its sign-ins. Such a sign-in makes the list be read again. Runs after NocoBase's choice.
 */
export async function knowOtherNodesAuthenticators(ctx: Context, next: Next) {
  const { resourceName, actionName } = ctx.action ?? {};
  const name = ctx.get('X-Authenticator');
  // Asking the list itself would make a copy of all authenticators at each sign-in.
  const chosen = (ctx.auth as { authenticator?: { name?: string } } | undefined)?.authenticator?.name;
  if (resourceName === 'auth' && actionName === 'signIn' && name !== '' && chosen !== name) {
    await chooseAgain(ctx, name);
  }
  await next();
}

async function chooseAgain(ctx: Context, name: string) {
  const list = authenticatorList(ctx.app);
  if (!list || !(await isEnabled(ctx, name))) return;
  await list.cache.del(list.key);
  ctx.auth = await ctx.app.authManager.get(name, ctx);
}

async function isEnabled(ctx: Context, name: string): Promise<boolean> {
  const row = await ctx.db.getModel('authenticators').findOne({ where: { name, authType: AUTH_TYPE, enabled: true } });
  // MariaDB compares names regardless of case; NocoBase does not.
  return row?.get('name') === name;
}
