import type { Context, Next } from '@nocobase/actions';
import { getAuthCookieName } from '@nocobase/utils';
import { authorizePath } from '../../../shared/api-paths';
import { serviceOf } from '../../service';
import { isFilesPath } from '../../sign-in/app-paths';
import { installationPaths } from '../../sign-in/installation';
import { readCookie } from '../../sign-in/state-cookie';
import { hasAutoLoginMark, isForAutoLogin, startedCookie } from './auto-login';

/**
 * A link to a file that needs a session, opened in WeCom: NocoBase decides first, and only what it refuses to somebody
 * without any session is there after an automatic sign-in. A file that everybody may read, and whatever else is no page, is
 * never touched (S-60).
 *
 * @see NocoBase plugin-file-manager/src/server/file-access.ts
 */
export async function signInForFile(ctx: Context, next: Next): Promise<void> {
  if (!isFilesPath(installationPaths(), ctx.path) || !isWanted(ctx)) return next();
  let refusal: unknown;
  try {
    await next();
  } catch (error) {
    refusal = error;
  }
  const status = (refusal as { status?: unknown } | undefined)?.status ?? ctx.status;
  const authenticator = isRefused(status) ? await serviceOf(ctx.app).settings.withAutoLogin() : undefined;
  if (!authenticator) {
    if (refusal !== undefined) throw refusal;
    return;
  }
  const paths = installationPaths();
  const secure = String(authenticator.options.origin).startsWith('https:');
  ctx.set('Cache-Control', 'no-store');
  ctx.append('Set-Cookie', startedCookie(ctx.app.name, paths, secure, Date.now()));
  ctx.redirect(
    authorizePath(paths.apiUrl ?? paths.apiPath, ctx.app.name, {
      authenticator: authenticator.name,
      redirect: ctx.url,
    }),
  );
  ctx.body = '';
}

/** A person, in WeCom, who has opened the file itself, has no session, and was not sent to sign in already. */
function isWanted(ctx: Context): boolean {
  const cookies = ctx.get('Cookie');
  const isOpened = ctx.method === 'GET' && ctx.get('Accept').includes('text/html');
  const hasSession = readCookie(cookies, getAuthCookieName('authToken', ctx.app.name)) !== undefined;
  return (
    isOpened &&
    isForAutoLogin(ctx.get('User-Agent'), ctx.get('Sec-Fetch-Dest')) &&
    !hasSession &&
    !ctx.query.token &&
    !ctx.query.temporaryAccessToken &&
    !hasAutoLoginMark(ctx.app.name, cookies)
  );
}

function isRefused(status: unknown): boolean {
  return status === 401 || status === 403 || status === 404;
}
