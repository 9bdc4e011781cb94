import type { Context, Next } from '@nocobase/actions';
import { setPrivateHeaders } from './answer';
import { mayManagePrivileged } from './rights';

/**
 * `GET /api/wecom:settingsRights`: whether the session may change the options that decide who people are (S-52), so that the
 * form locks them instead of being refused. For people with the permission of the authenticators page.
 */
export async function settingsRights(ctx: Context, next: Next) {
  setPrivateHeaders(ctx);
  ctx.body = { mayChange: mayManagePrivileged(ctx) };
  await next();
}
