import type { Context, Next } from '@nocobase/actions';
import { PANEL_LINK } from '../../shared/api-paths';
import { SignInError, toSignInError } from '../errors';
import { serviceOf } from '../service';
import { type AppPaths, callbackPath, clientOf } from '../sign-in/app-paths';
import { checkRedirect, defaultTarget } from '../sign-in/redirect';
import type { StartedSignIn } from '../sign-in/start';
import { setPrivateHeaders } from './answer';
import { refusing } from './refusing';
import { appPathsOf } from './request';
import { startAtWeCom } from './start';

/**
 * `GET /api/wecom:authorize?authenticator=NAME&redirect=PATH&consent=1`: starts a sign-in and sends the browser to WeCom.
 * Needs no script, so the button and the Workbench home link are plain links to it. With `panel=1` it answers what the
 * panel with the QR code needs.
 */
export async function authorize(ctx: Context, next: Next) {
  setPrivateHeaders(ctx);
  ctx.withoutDataWrapping = true;
  return ctx.query.panel === '1' ? startPanel(ctx, next) : startWindow(ctx, next);
}

async function startWindow(ctx: Context, next: Next) {
  const paths = await appPathsOf(ctx);
  const name = authenticatorOf(ctx);
  try {
    ctx.redirect((await start(ctx, paths, ctx.query.consent === '1')).location.href);
  } catch (error) {
    const { code, operator } = toSignInError(error);
    ctx.logger.warn(`wecom: sign-in not started, ${code}. ${operator}`, { authenticator: name });
    ctx.redirect(errorPage(paths, { name, code, redirect: ctx.query.redirect }));
  }
  // 303 would do as well; 307 would repeat a POST (S-12). The body would only repeat the address.
  ctx.status = 302;
  ctx.body = '';
  await next();
}

/**
 * Answers `{appid, agentid, redirect_uri, state}`, by the names of WeCom's own panel, and in the header `Link` the address
 * of the panel, since the login page of an installation may be anywhere. A page of another site has no business here: it
 * could show its visitors a code with which they sign in somewhere that they do not see.
 */
const startPanel = refusing(async (ctx, next) => {
  if (ctx.get('Sec-Fetch-Site') === 'cross-site') ctx.throw(403);
  const { location, redirectUri, state } = await start(ctx, await appPathsOf(ctx), false, true);
  const { searchParams } = location;
  ctx.set('Link', `<${location.href}>; rel="${PANEL_LINK}"`);
  // For clients whose API is on a host of its own.
  ctx.append('Access-Control-Expose-Headers', 'Link');
  ctx.body = {
    appid: searchParams.get('appid'),
    agentid: searchParams.get('agentid'),
    redirect_uri: redirectUri.href,
    state,
  };
  await next();
});

function authenticatorOf(ctx: Context): string {
  const { authenticator } = ctx.query;
  return typeof authenticator === 'string' ? authenticator.slice(0, 255) : '';
}

async function start(ctx: Context, paths: AppPaths, consent: boolean, panel = false): Promise<StartedSignIn> {
  const name = authenticatorOf(ctx);
  if (name === '') throw new SignInError('WECOM_SETTINGS', { operator: 'The link names no authenticator.' });
  const settings = await serviceOf(ctx.app).settings.load(name);
  const wanted = checkRedirect(paths, ctx.query.redirect) ?? checkRedirect(paths, settings.workbenchRedirect);
  return startAtWeCom(ctx, { settings, paths, redirect: wanted ?? defaultTarget(paths), consent, panel });
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
