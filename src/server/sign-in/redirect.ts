import { DEFAULT_REDIRECT } from '../../shared/constants';
import { isSignInPage } from '../../shared/pages';
import { MAX_PATH_LENGTH, plainPath } from '../../shared/plain-path';
import { type AppPaths, withBase } from './app-paths';

declare const checked: unique symbol;

/** A path of this application that a browser may be sent to; made by {@link checkRedirect} only. */
export type CheckedPath = string & { [checked]: true };

/**
 * Checks where to send a person after the sign-in. Only a page of this very application passes, so that a crafted link
 * cannot lead a fresh session elsewhere (S-08).
 *
 * @param wanted - untrusted: the `redirect` parameter, or a setting
 * @returns the path below the origin, or `undefined` when it is not acceptable
 * @see plainPath
 */
export function checkRedirect(paths: AppPaths, wanted: unknown): CheckedPath | undefined {
  const path = plainPath(wanted);
  if (path === undefined || isOtherApp(paths, path)) return undefined;
  const target = withBase(paths, path);
  // Measured again: the path may have got this application's base, and the cookie has its limit.
  if (target.length > MAX_PATH_LENGTH || leadsBackHere(paths, target) || isOtherApp(paths, target)) return undefined;
  return target as CheckedPath;
}

/** Where a sign-in ends when nothing else was wanted or allowed. */
export function defaultTarget(paths: AppPaths): CheckedPath {
  return withBase(paths, DEFAULT_REDIRECT) as CheckedPath;
}

/** Pages of the sign-in itself would start over, and the API is no page. */
function leadsBackHere({ apiPath }: AppPaths, target: string): boolean {
  const [path = ''] = target.split(/[?#]/, 1);
  return isSignInPage(path) || `${path}/`.toLowerCase().startsWith(apiPath.toLowerCase());
}

/** A sign-in is for one application; it does not lead into a sub-app that it gives no session for. */
function isOtherApp({ publicPath, modernPrefix, app }: AppPaths, target: string): boolean {
  let rest = target.startsWith(publicPath) ? target.slice(publicPath.length - 1) : target;
  if (rest.startsWith(`/${modernPrefix}/`)) rest = rest.slice(modernPrefix.length + 1);
  const name = /^\/apps\/([^/?#]+)/.exec(rest)?.[1];
  return name !== undefined && name !== app;
}
