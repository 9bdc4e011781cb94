import type { Context, Next } from '@nocobase/actions';
import { authorizePath } from '../../shared/api-paths';
import { NAMESPACE } from '../../shared/constants';
import { toSignInError } from '../errors';
import { serviceOf } from '../service';
import { isAtOrigin, isElsewhere } from '../sign-in/address';
import { type AppPaths, callbackPath, clientOf } from '../sign-in/app-paths';
import { checkRedirect, defaultTarget } from '../sign-in/redirect';
import { setPrivateHeaders } from './answer';
import { plainPage } from './documents/plain-page';
import { startPanel } from './panel';
import { addressOf, appPathsOf } from './request';
import { authenticatorOf, startAtWeCom, wantedStart } from './start';

/** The parameter of a start that was led to the origin: it is led there once, whatever the proxies in front say. */
const MOVED = 'moved';

/**
 * `GET /api/wecom:authorize?authenticator=NAME&redirect=PATH&consent=1`: starts a sign-in and sends the browser to WeCom.
 * Needs no script, so the button and the Workbench home link are plain links to it. With `panel=1` it answers what the
 * panel with the QR code needs.
 */
export async function authorize(ctx: Context, next: Next) {
  setPrivateHeaders(ctx);
  ctx.withoutDataWrapping = true;
  if (isPartOfAnotherSite(ctx)) return refusePart(ctx, next);
  return ctx.query.panel === '1' ? startPanel(ctx, next) : startWindow(ctx, next);
}

async function startWindow(ctx: Context, next: Next) {
  const paths = await appPathsOf(ctx);
  try {
    ctx.redirect(await start(ctx, paths));
  } catch (error) {
    const { code, operator } = toSignInError(error);
    const name = authenticatorOf(ctx);
    ctx.logger.warn(`wecom: sign-in not started, ${code}. ${operator}`, { authenticator: name });
    ctx.redirect(await errorPage(ctx, paths, { name, code }));
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

/** In a frame a person reads the answer: it leads to a window of its own, where the sign-in can end (S-59). */
async function refusePart(ctx: Context, next: Next) {
  const t = (key: string): string => ctx.t(key, { ns: NAMESPACE });
  if (!['iframe', 'frame'].includes(ctx.get('Sec-Fetch-Dest'))) {
    ctx.throw(403, t('This way to sign in is not available.'));
  }
  const paths = await appPathsOf(ctx);
  const redirect = checkRedirect(paths, ctx.query.redirect);
  const query = { authenticator: authenticatorOf(ctx), ...(redirect && { redirect }) };
  const { headers, body } = plainPage({
    language: ctx.getCurrentLocale?.() ?? 'en-US',
    sentences: [
      t('Please sign in in a window of its own'),
      t('Inside another page the sign-in with WeCom cannot be finished.'),
    ],
    link: { address: authorizePath(paths.apiUrl ?? paths.apiPath, paths.app, query), text: t('Open a new window') },
    mayBeFramed: true,
  });
  ctx.status = 403;
  ctx.remove('X-Frame-Options');
  ctx.set(headers);
  ctx.body = body;
  await next();
}

async function start(ctx: Context, paths: AppPaths): Promise<string> {
  const wanted = await wantedStart(ctx, paths);
  const { authenticator, origin } = wanted.settings;
  const consent = ctx.query.consent === '1';
  // A browser that opens a link sends no `Origin`; a script could not follow to another one.
  const canMove = ctx.query[MOVED] !== '1' && ctx.get('Origin') === '';
  if (canMove && !isAtOrigin(addressOf(ctx, origin), origin)) {
    // The page goes along as it was asked for: what this authenticator does without one is not for the address.
    const redirect = checkRedirect(paths, ctx.query.redirect);
    const query = { authenticator, ...(redirect && { redirect }), ...(consent && { consent: '1' }), [MOVED]: '1' };
    return authorizePath(paths.apiUrl ?? origin + paths.apiPath, paths.app, query);
  }
  return startAtWeCom(ctx, { ...wanted, consent }).location.href;
}

/**
 * The page that explains, in the client that the person comes from. It does not start again by itself (S-33). A path is
 * enough where the pages are; where the API has a host of its own, they are at the origin.
 */
async function errorPage(ctx: Context, paths: AppPaths, { name, code }: { name: string; code: string }) {
  const wanted = checkRedirect(paths, ctx.query.redirect);
  const query = new URLSearchParams({ authenticator: name, error: code, ...(wanted && { redirect: wanted }) });
  const page = `${callbackPath(paths, clientOf(paths, wanted ?? defaultTarget(paths)))}?${query}`;
  const origin = await serviceOf(ctx.app)
    .settings.originOf(name)
    .catch(() => undefined);
  return origin && isElsewhere(addressOf(ctx, origin), origin) ? origin + page : page;
}
