/** Longest path that is accepted, in characters: it travels in addresses and in a sealed cookie. */
export const MAX_PATH_LENGTH = 2048;

/** Any origin will do: only whether the path can leave it matters. */
const PROBE = 'https://origin.invalid';

/**
 * The one rule for paths that a browser may be sent to, for the server, both clients and the form (S-08). It refuses what
 * any browser, proxy or server on the way might take for another address, such as `//evil.example`, `/\evil.example`,
 * `/%2f%2fevil.example`, `https:evil.example`, `/\t/evil.example`.
 *
 * An `@` before the query is refused, too, although a path such as `/admin/@me` stays on its origin by itself: it leaves as
 * soon as some program joins it to an origin without the slash between them (`https://example.com@evil.example`). No page
 * of NocoBase has one; values in its addresses are escaped (`%40`).
 *
 * @param wanted - untrusted: a parameter of an address, an answer, or a setting
 * @returns path, query and fragment as browsers resolve them, or undefined when the path is refused
 */
export function plainPath(wanted: unknown): string | undefined {
  if (typeof wanted !== 'string' || wanted.length > MAX_PATH_LENGTH || !isPlain(wanted)) return undefined;
  const url = resolve(wanted);
  if (url?.origin !== PROBE || url.username !== '') return undefined;
  // `/./` and `/../` are resolved now, and what comes out must still be a plain path. Its length is measured again:
  // resolving escapes other alphabets, with up to twelve characters for one.
  const path = url.pathname + url.search + url.hash;
  return path.length <= MAX_PATH_LENGTH && isPlain(path) ? path : undefined;
}

function isPlain(path: string): boolean {
  // Browsers drop control characters and read a backslash as a slash; servers decode %2f and %5c.
  return /^\/(?![/\\])(?!%2f|%5c)/i.test(path) && !/[\\\s\p{Cc}]/u.test(path) && !/^[^?#]*@/.test(path);
}

function resolve(path: string): URL | undefined {
  try {
    return new URL(path, PROBE);
  } catch {
    return undefined;
  }
}
