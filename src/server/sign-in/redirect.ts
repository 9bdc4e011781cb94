import { CALLBACK_PATH, DEFAULT_REDIRECT } from '../../shared/constants';
import { type AppPaths, clientBase, withBase } from './app-paths';

declare const checked: unique symbol;

/** A path of this application that a browser may be sent to; made by {@link checkRedirect} only. */
export type CheckedPath = string & { [checked]: true };

const MAX_LENGTH = 2048;
/** Any origin will do: only whether the path can leave it matters. */
const PROBE = 'https://origin.invalid';

/**
 * Checks where to send a person after the sign-in. Only a path of this very application passes; everything that a
 * browser might take for another address does not, so that a crafted link cannot lead a fresh session elsewhere (S-08).
 *
 * For example `//evil.example`, `/\evil.example`, `/%2f%2fevil.example`, `https:evil.example`, `/\t/evil.example`.
 *
 * @param wanted - untrusted: the `redirect` parameter, or a setting
 * @returns the path below the origin, or `undefined` when it is not acceptable
 */
export function checkRedirect(paths: AppPaths, wanted: unknown): CheckedPath | undefined {
  if (typeof wanted !== 'string' || wanted.length > MAX_LENGTH || !isPlainPath(wanted)) return undefined;

  const url = resolve(wanted);
  if (!url) return undefined;
  // `/./` and `/../` are resolved now; what comes out must still be a plain path.
  const path = url.pathname + url.search + url.hash;
  if (!isPlainPath(path) || isOtherApp(paths, path)) return undefined;

  const target = withBase(paths, path);
  // Measured again: resolving writes non-ASCII characters in up to twelve others, and the cookie has its limit.
  if (target.length > MAX_LENGTH || leadsBackHere(paths, target) || isOtherApp(paths, target)) return undefined;
  return target as CheckedPath;
}

/** Where a sign-in ends when nothing else was wanted or allowed. */
export function defaultTarget(paths: AppPaths): CheckedPath {
  return withBase(paths, DEFAULT_REDIRECT) as CheckedPath;
}

function isPlainPath(path: string): boolean {
  // Browsers drop control characters and take a backslash for a slash; servers decode %2f and %5c.
  return /^\/(?![/\\])(?!%2f|%5c)/i.test(path) && !/[\\\s\p{Cc}]/u.test(path) && !/^[^?#]*@/.test(path);
}

function resolve(path: string): URL | undefined {
  try {
    const url = new URL(path, PROBE);
    return url.origin === PROBE && url.username === '' ? url : undefined;
  } catch {
    return undefined;
  }
}

/** Pages of the sign-in itself would start over, and the API is no page. */
function leadsBackHere(paths: AppPaths, target: string): boolean {
  // The clients' router does not look at case or at a slash at the end.
  const path = (target.split(/[?#]/, 1)[0] ?? '').toLowerCase().replace(/\/+$/, '');
  if (`${path}/`.startsWith(paths.apiPath.toLowerCase())) return true;
  return (['legacy', 'modern'] as const).some((client) => {
    const base = clientBase(paths, client).toLowerCase();
    return [CALLBACK_PATH, '/signin', '/signup'].some((page) => path === base + page);
  });
}

/** A sign-in is for one application; it does not lead into a sub-app that it gives no session for. */
function isOtherApp({ publicPath, modernPrefix, app }: AppPaths, target: string): boolean {
  let rest = target.startsWith(publicPath) ? target.slice(publicPath.length - 1) : target;
  if (rest.startsWith(`/${modernPrefix}/`)) rest = rest.slice(modernPrefix.length + 1);
  const name = /^\/apps\/([^/?#]+)/.exec(rest)?.[1];
  return name !== undefined && name !== app;
}
