import type { Context, Next } from '@nocobase/actions';
import { CALLBACK_PATH } from '../../constants';

/**
 * While the callback page loads, its address holds the unspent code, and browsers send it along as `Referer`, which
 * NocoBase's request log prints. Runs before that log (S-31).
 */
export async function stripCallbackReferer(ctx: Context, next: Next) {
  const referer = ctx.req.headers.referer;
  if (referer?.includes(CALLBACK_PATH)) ctx.req.headers.referer = referer.split(/[?#]/, 1)[0];
  await next();
}
