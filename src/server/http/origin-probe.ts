import type { Context, Next } from '@nocobase/actions';
import { getRequestOrigin, isTrustedOrigin } from '@nocobase/utils';
import { serviceOf } from '../service';
import { type Arrival, answerProbe, PROBE_HEADER } from '../settings-check/origin-probe';
import { isAtOrigin } from '../sign-in/address';
import { addressOf } from './request';

type Action = (ctx: Context, next: Next) => Promise<unknown>;

/**
 * Lets “Check settings” ask at the address of an action whether the origin leads here: it comes with a header, and is
 * answered before the action begins.
 *
 * @see askOrigin
 */
export function withOriginProbe(action: Action): Action {
  return async (ctx, next) => {
    const header = ctx.get(PROBE_HEADER);
    const { seal } = serviceOf(ctx.app);
    const answer = header && answerProbe(seal, header, (origin) => arrivalOf(ctx, origin), Date.now());
    if (!answer) return action(ctx, next);
    ctx.withoutDataWrapping = true;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = answer;
    return next();
  };
}

/** The same judgement as `auth:signIn` makes about a page of `origin`. */
export function arrivalOf(ctx: Context, origin: string): Arrival {
  const request = { protocol: ctx.protocol, headers: ctx.headers, get: (name: string) => ctx.get(name) };
  const detour = origin !== '' && !isAtOrigin({ ...addressOf(ctx, origin), referer: '' }, origin);
  return { seen: getRequestOrigin(request), trusted: isTrustedOrigin(request, origin), detour };
}
