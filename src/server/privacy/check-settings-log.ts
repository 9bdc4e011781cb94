import type { Context, Next } from '@nocobase/actions';
import { SECRET_MASK } from '../../constants';

/**
 * NocoBase logs the values of an action after it has run, also of one that it refused. Unsaved settings hold the secret
 * in clear, and a proxy's address may hold a password (S-31).
 */
export async function maskCheckSettingsLog(ctx: Context, next: Next) {
  if (ctx.action?.resourceName !== 'wecom' || ctx.action.actionName !== 'checkSettings') return next();
  try {
    await next();
  } finally {
    const request = ctx.request as { body?: unknown };
    ctx.action.params.values = withoutSecrets(ctx.action.params.values);
    request.body = withoutSecrets(request.body);
  }
}

/** The settings are only there to be tried; what was tried is told by the name of the authenticator. */
function withoutSecrets(values: unknown): unknown {
  if (typeof values !== 'object' || values === null || !('options' in values)) return values;
  return { ...values, options: SECRET_MASK };
}
