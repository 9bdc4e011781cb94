import type { Context } from '@nocobase/actions';
import type { AppPaths } from '../sign-in/app-paths';
import type { Cookie, CookieScope } from '../sign-in/state-cookie';

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
