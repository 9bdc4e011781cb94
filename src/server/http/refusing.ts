import type { Context, Next } from '@nocobase/actions';
import { toSignInError } from '../errors';
import { setPrivateHeaders } from './answer';
import { requestReference } from './request';

type Action = (ctx: Context, next: Next) => Promise<unknown>;

/**
 * Lets an action refuse as a sign-in does: with a code, a sentence and a reference, whatever WeCom or the database have
 * said, and with the rest in the log (S-32). What NocoBase answers by itself (403, 404) passes. No answer is for a cache.
 */
export function refusing(action: Action): Action {
  return async (ctx, next) => {
    setPrivateHeaders(ctx);
    try {
      return await action(ctx, next);
    } catch (error) {
      // What `ctx.throw` makes of 403 and 404.
      if ((error as { expose?: unknown } | undefined)?.expose === true) throw error;
      const refusal = toSignInError(error);
      const { resourceName, actionName } = ctx.action;
      ctx.logger.warn(`wecom: ${resourceName}:${actionName} refused, ${refusal.code}. ${refusal.operator}`);
      // The clients take 401 for a lost session, and this one is not.
      const status = refusal.status === 401 ? 403 : refusal.status;
      throw Object.assign(refusal, { status, reference: requestReference(ctx) });
    }
  };
}

/** All of these actions, each as {@link refusing} makes it. */
export function allRefusing(actions: Record<string, Action>): Record<string, Action> {
  return Object.fromEntries(Object.entries(actions).map(([name, action]) => [name, refusing(action)]));
}
