import type { Context, Next } from '@nocobase/actions';
import { NAMESPACE } from '../../shared/constants';
import { SignInError, toSignInError } from '../errors';
import { serviceOf } from '../service';
import { type AppPaths, callbackPath, clientOf } from '../sign-in/app-paths';
import { checkRedirect, defaultTarget } from '../sign-in/redirect';
import { setPrivateHeaders } from './answer';
import { appPathsOf } from './request';
import { startAtWeCom } from './start';

/**
 * `GET /api/wecom:authorize?authenticator=NAME&redirect=PATH&consent=1`: starts a sign-in and sends the browser to WeCom.
 * Needs no script, so the button and the Workbench home link are plain links to it.
 */
export async function authorize(ctx: Context, next: Next) {
  setPrivateHeaders(ctx);
  if (isPartOfAnotherSite(ctx)) ctx.throw(403, ctx.t('This way to sign in is not available.', { ns: NAMESPACE }));
  ctx.withoutDataWrapping = true;
  const { authenticator, redirect, consent } = ctx.query;
  const paths = await appPathsOf(ctx);
  const name = typeof authenticator === 'string' ? authenticator.slice(0, 255) : '';
  try {
    ctx.redirect(await start(ctx, paths, { name, redirect, consent: consent === '1' }));
  } catch (error) {
    const { code, operator } = toSignInError(error);
    ctx.logger.warn(`wecom: sign-in not started, ${code}. ${operator}`, { authenticator: name });
    ctx.redirect(errorPage(paths, { name, code, redirect }));
  }
  // 303 would do as well; 307 would repeat a POST (S-12). The body would only repeat the address.
  ctx.status = 302;
  ctx.body = '';
  await next();
}

/**
 * A frame, picture or script of another site: nobody has asked for this sign-in, and nobody would see it. A link on another
 * site is let through, see docs/security.md. Browsers that do not say where a request comes from are, too.
 *
 * @see W3C Fetch Metadata Request Headers
 */
function isPartOfAnotherSite(ctx: Context): boolean {
  const isForeign = ['cross-site', 'same-site'].includes(ctx.get('Sec-Fetch-Site'));
  return isForeign && !['document', ''].includes(ctx.get('Sec-Fetch-Dest'));
}

async function start(
  ctx: Context,
  paths: AppPaths,
  { name, redirect, consent }: { name: string; redirect: unknown; consent: boolean },
): Promise<string> {
  if (name === '') throw new SignInError('WECOM_SETTINGS', { operator: 'The link names no authenticator.' });
  const settings = await serviceOf(ctx.app).settings.load(name);
  const wanted = checkRedirect(paths, redirect) ?? checkRedirect(paths, settings.workbenchRedirect);
  return startAtWeCom(ctx, { settings, paths, redirect: wanted ?? defaultTarget(paths), consent }).href;
}

/** The page that explains, in the client that the person comes from. It does not start again by itself (S-33). */
function errorPage(
  paths: AppPaths,
  { name, code, redirect }: { name: string; code: string; redirect: unknown },
): string {
  const wanted = checkRedirect(paths, redirect);
  const query = new URLSearchParams({ authenticator: name, error: code, ...(wanted && { redirect: wanted }) });
  return `${callbackPath(paths, clientOf(paths, wanted ?? defaultTarget(paths)))}?${query}`;
}
