import { type AppPaths, homeLink } from '../sign-in/app-paths';
import { type CheckedPath, checkRedirect } from '../sign-in/redirect';

/** WeCom's limit for addresses, in bytes; they hold ASCII only. */
const MAX_LENGTH = 2048;

/** Where the links of one channel lead. */
export interface LinkPlace {
  paths: AppPaths;
  /** Of the authenticator, such as `https://nocobase.example.com`. */
  origin: string;
  authenticator: string;
}

/** The page that opens when the app is opened in the Workbench. */
export function startLink({ paths, origin, authenticator }: LinkPlace): string {
  return homeLink(paths, origin, authenticator);
}

/**
 * A link of a message as a whole address. A page of this application becomes an address that signs in and then opens the
 * page. Another site's address passes only if `written` holds it: data may fill in what comes after, not which site it is.
 *
 * @param wanted - a path such as `/admin/xxx`, or an address
 * @param written - the same link or text before variables were filled in
 * @returns undefined for what may not be used
 */
export function messageLink(place: LinkPlace, wanted: string, written: string): string | undefined {
  const isPath = /^\/(?![/\\])/.test(wanted);
  const url = isPath || /^https?:\/\/[^\s\\]+$/i.test(wanted) ? parse(wanted, place.origin) : undefined;
  if (url?.username !== '' || url.password !== '') return undefined;
  if (url.origin !== place.origin) return isWritten(url, written) ? fitting(url.href) : undefined;

  const page = checkRedirect(place.paths, isPath ? wanted : url.pathname + url.search + url.hash);
  const signedIn = page === undefined ? undefined : fitting(signInLink(place, page));
  // Files and what else is no page is there without a sign-in of ours; so is a page whose address is too long for it.
  return signedIn ?? fitting(new URL(page ?? url, place.origin).href);
}

/** In WeCom it signs in silently; in other browsers WeCom's page asks for a click or a scan. */
function signInLink(place: LinkPlace, page: CheckedPath): string {
  return `${startLink(place)}&redirect=${encodeURIComponent(page)}`;
}

/** Whether a text names this site outside its variables. */
function isWritten(url: URL, text: string): boolean {
  // What stands for a variable is no part of a host name, so that `https://a.example{{x}}` does not name more than that.
  const literal = text.replace(/\{\{[\s\S]*?\}\}/g, '{}').toLowerCase();
  for (let at = literal.indexOf(url.origin); at >= 0; at = literal.indexOf(url.origin, at + 1)) {
    if (!/^[\w.:@%-]/.test(literal.slice(at + url.origin.length))) return true;
  }
  return false;
}

function fitting(address: string): string | undefined {
  return address.length <= MAX_LENGTH ? address : undefined;
}

function parse(address: string, base: string): URL | undefined {
  try {
    return new URL(address, base);
  } catch {
    return undefined;
  }
}
