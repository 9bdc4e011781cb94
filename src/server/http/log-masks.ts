import type { Context, Next } from '@nocobase/actions';
import { CALLBACK_PATH, SECRET_MASK } from '../../shared/constants';

/**
 * NocoBase logs the values of an action after it has run, also of one that it refused (S-31).
 *
 * @param action - as `resource:action`
 * @param hide - makes what the log may have out of what was sent; gets the values and the body of the request
 */
function maskLogOf(action: string, hide: (values: object) => unknown) {
  const [resource, name] = action.split(':');
  const hidden = (values: unknown) => (typeof values === 'object' && values !== null ? hide(values) : values);
  return async (ctx: Context, next: Next) => {
    if (ctx.action?.resourceName !== resource || ctx.action?.actionName !== name) return next();
    try {
      await next();
    } finally {
      const request = ctx.request as { body?: unknown };
      ctx.action.params.values = hidden(ctx.action.params.values);
      request.body = hidden(request.body);
    }
  };
}

/** Codes and states are spent by then, but they are nobody else's business. */
const withoutCode = (values: object) => ({
  ...values,
  ...('code' in values && { code: '***' }),
  ...('state' in values && { state: '***' }),
});
export const maskSignInLog = maskLogOf('auth:signIn', withoutCode);
export const maskLinkLog = maskLogOf('wecom:link', withoutCode);

/** Unsaved settings hold the Secret in clear. What was tried is told by the name of the authenticator. */
export const maskCheckSettingsLog = maskLogOf('wecom:checkSettings', (values) =>
  'options' in values ? { ...values, options: SECRET_MASK } : values,
);

/** The same of a source; and a new Token and EncodingAESKey are in no log. */
export const maskCheckSourceLog = maskLogOf('wecomDirectory:check', (values) =>
  'options' in values ? { ...values, options: SECRET_MASK } : values,
);

/**
 * While the callback page loads, its address holds the unspent code, and browsers send it along as `Referer`, which
 * NocoBase's request log prints. Runs before that log (S-31).
 */
export async function stripCallbackReferer(ctx: Context, next: Next) {
  const referer = ctx.req.headers.referer;
  if (referer?.includes(CALLBACK_PATH)) ctx.req.headers.referer = referer.split(/[?#]/, 1)[0];
  await next();
}
