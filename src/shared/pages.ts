/**
 * The one list of pages that signing in has to know, for the server and both clients. A path may have anything before the
 * page (public path, prefix of the modern client, sub-app) and a slash after it; like the routers of the clients, nothing
 * here looks at upper and lower case.
 */
import { isCallbackPage } from './constants';

/**
 * Pages for people who need no account, or cannot get into theirs: nobody is sent away from them to WeCom, and what is in
 * their address (a token to set a new password) is nobody else's business.
 *
 * @param path - without query
 * @see NocoBase plugin-public-forms and plugin-auth (routes)
 */
export function isPublicPage(path: string): boolean {
  // The page where an administrator sets up public forms is not public.
  return (
    !/\/admin\/settings\//i.test(path) &&
    /\/(?:(?:forgot-password|reset-password)\/*$|public-forms(?:\/|$))/i.test(path)
  );
}

/**
 * Pages of signing in: a sign-in that ended there would start over.
 *
 * @param path - without query
 */
export function isSignInPage(path: string): boolean {
  return isCallbackPage(path) || /\/(?:signin|signup)\/*$/i.test(path);
}

/**
 * What is no page of a client: files and uploads, assets, anything with an ending such as `/robots.txt`. A client would show
 * “page not found” there.
 *
 * @param path - without query
 */
export function isNoPage(path: string): boolean {
  return /\/(?:files|storage|static|dist|assets)\/|\.\w{1,8}$/i.test(path);
}

/**
 * Where automatic login leaves people alone: where there is no page, on the callback page, on a page for everybody, after a failure, and where
 * another way to sign in has put a session into the address (S-34).
 *
 * @param path - without query
 */
export function isLeftAlone(path: string, query: URLSearchParams): boolean {
  return isNoPage(path) || isCallbackPage(path) || isPublicPage(path) || query.has('token') || query.has('wecomError');
}
