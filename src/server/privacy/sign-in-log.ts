import type { Context, Next } from '@nocobase/actions';

const MASK = '***';

/**
 * NocoBase logs the values of an action after it has run. Codes and states are spent by then, but they are nobody's
 * business all the same (S-31).
 */
export async function maskSignInLog(ctx: Context, next: Next) {
  if (ctx.action?.resourceName !== 'auth' || ctx.action.actionName !== 'signIn') return next();
  try {
    await next();
  } finally {
    for (const values of [ctx.action.params.values, (ctx.request as { body?: unknown }).body]) mask(values);
  }
}

function mask(values: unknown) {
  if (typeof values !== 'object' || values === null) return;
  for (const name of ['code', 'state']) {
    if (name in values) (values as Record<string, unknown>)[name] = MASK;
  }
}
