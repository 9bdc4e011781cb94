import type { Context } from '@nocobase/actions';
import { resolveSubAppSegment } from '@nocobase/plugin-auth';
import type { AppPaths } from './sign-in/app-paths';
import type { Cookie, CookieScope } from './sign-in/state-cookie';
import { subAppOfDomain } from './sub-app-domain';

/** What a request tells about where the application lives. */
export async function appPathsOf(ctx: Context): Promise<AppPaths> {
  const app: string = ctx.app.name;
  return { ...installationPaths(), app, appSegment: await appSegmentOf(ctx) };
}

/** A sub-app is below `/apps/NAME`, or at the root of a domain of its own. */
async function appSegmentOf({ app, req }: Context): Promise<string> {
  if (app.name === 'main') return '';
  const segment = await resolveSubAppSegment(req, app.name);
  return segment !== '' && (await subAppOfDomain(req)) === app.name ? '' : segment;
}

/** The paths that the environment of the process fixes. */
export function installationPaths(env: NodeJS.ProcessEnv = process.env) {
  const publicPath = slashed(env.APP_PUBLIC_PATH);
  return {
    publicPath,
    modernPrefix: env.APP_MODERN_CLIENT_PREFIX?.trim().replace(/^\/+|\/+$/g, '') || 'v',
    apiPath: slashed(env.API_BASE_PATH || `${publicPath}api/`),
  };
}

/**
 * The id under which the log has this request. Not `ctx.reqId`: NocoBase keeps that on the prototype of all contexts, so
 * it is the id of whichever request came last.
 *
 * @see NocoBase core/logger/src/request-logger.ts (sets the header from the id that it logs)
 */
export function requestReference(ctx: Context): string {
  return String(ctx.res.getHeader('X-Request-Id') ?? ctx.reqId);
}

/** @param origin - the configured one; the cookies are for https only if it is */
export function cookieScope(paths: AppPaths, origin: string): CookieScope {
  return { app: paths.app, path: paths.apiPath, secure: origin.startsWith('https:') };
}

/**
 * HttpOnly and SameSite=Lax: scripts cannot read it, other sites cannot send it, and the way back from WeCom, a top-level
 * navigation, still brings it (S-04).
 */
export function setCookies(ctx: Context, cookies: Cookie[]): void {
  for (const { name, value, path, secure, maxAge } of cookies) {
    const parts = [
      `${name}=${value}`,
      `Path=${path}`,
      `Max-Age=${Math.floor(maxAge / 1000)}`,
      'HttpOnly',
      'SameSite=Lax',
    ];
    // Written by hand: koa refuses `Secure` when TLS ends at a proxy, and the origin is configured, not guessed.
    ctx.append('Set-Cookie', [...parts, ...(secure ? ['Secure'] : [])].join('; '));
  }
}

/** Answers of the sign-in are nobody else's: not stored, not framed, and they send no address on (S-12). */
export function setPrivateHeaders(ctx: Context): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Referrer-Policy', 'no-referrer');
  ctx.set('X-Frame-Options', 'DENY');
}

function slashed(path: string | undefined): string {
  const inner = (path ?? '').replace(/^\/+|\/+$/g, '');
  return inner === '' ? '/' : `/${inner}/`;
}
