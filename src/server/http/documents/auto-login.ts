import { AUTO_LOGIN_UNDER_WAY_MS, autoLoginCookie } from '../../../shared/constants';
import { isLeftAlone, isSignInPage } from '../../../shared/pages';
import { isWeCom } from '../../../shared/wecom-browser';
import { readCookie } from '../../sign-in/state-cookie';
import type { DocumentRequest, Installation } from './document-request';

export interface AutoLoginInput {
  request: DocumentRequest;
  userAgent: string | undefined;
  cookies: string;
}

/**
 * Whether to start an automatic sign-in before the client is even downloaded: in WeCom, on a page of the application, and
 * only when this browser session carries no mark yet. The client does the same where a web server in front answers
 * documents, so nothing depends on this (S-34).
 */
export function wantsAutoLogin({ request, userAgent, cookies }: AutoLoginInput): boolean {
  if (!isForAutoLogin(userAgent, request.isFramed ? 'iframe' : 'document')) return false;
  const { searchParams } = new URL(request.url, 'http://localhost');
  // On a page of signing in the client starts: it knows where the person wanted to go.
  if (isSignInPage(request.page) || isLeftAlone(request.page, searchParams)) return false;
  return !hasAutoLoginMark(request.app, cookies);
}

/** In WeCom, and not inside another page. @param dest - `Sec-Fetch-Dest`, which older webviews do not send */
export function isForAutoLogin(userAgent: string | undefined, dest: string): boolean {
  return isWeCom(userAgent) && (dest === '' || dest === 'document');
}

/** Whether this browser was sent to sign in already, or must not be. */
export function hasAutoLoginMark(app: string, cookies: string): boolean {
  return readCookie(cookies, autoLoginCookie(app)) !== undefined;
}

/** The mark for the client, which takes it for its own for as long as a sign-in may be under way. */
export function startedCookie(app: string, { publicPath }: Installation, secure: boolean, now: number): string {
  return [
    `${autoLoginCookie(app)}=started-${(now + AUTO_LOGIN_UNDER_WAY_MS).toString(36)}`,
    `Path=${publicPath.slice(0, -1) || '/'}`,
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
  ].join('; ');
}
