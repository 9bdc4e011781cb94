import type { Context, Next } from '@nocobase/actions';
import { SignInError } from './errors';
import { requestReference } from './request-context';
import { isState } from './sign-in/state';
import { WeComAuth } from './wecom-auth';

/**
 * When an authenticator is disabled or deleted between start and callback, NocoBase hands the sign-in to the first
 * authenticator that is left, which would complain about a missing password. The person gets told what really happened.
 *
 * @see NocoBase plugin-auth/src/server/storer.ts (`get`)
 */
export async function refuseMisroutedSignIn(ctx: Context, next: Next) {
  const { resourceName, actionName, params } = ctx.action ?? {};
  const isOurs = resourceName === 'auth' && actionName === 'signIn' && isState(params?.values?.state);
  if (isOurs && !(ctx.auth instanceof WeComAuth)) {
    const error = new SignInError('WECOM_SETTINGS', {
      operator: 'The authenticator was disabled or deleted meanwhile.',
    });
    ctx.logger.warn(`wecom: sign-in refused, ${error.code}. ${error.operator}`, {
      authenticator: ctx.get('X-Authenticator'),
    });
    throw Object.assign(error, { reference: requestReference(ctx) });
  }
  await next();
}
