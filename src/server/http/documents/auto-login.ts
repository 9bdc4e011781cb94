import { AUTO_LOGIN_UNDER_WAY_MS, autoLoginCookie } from '../../../shared/constants';
import { isLeftAlone, isSignInPage } from '../../../shared/pages';
import { isWeCom } from '../../../shared/wecom-browser';
import type { DocumentRequest, Installation } from './document-request';

export interface AutoLoginInput {
  request: DocumentRequest;
  userAgent: string | undefined;
  cookies: string;
}

/**
 * Whether to start automatic login before the client is even downloaded: in WeCom, on a page of the application, and
 * only when this browser session carries no mark yet. The client does the same where a web server in front answers
 * documents, so nothing depends on this (S-34).
 */
export function wantsAutoLogin({ request, userAgent, cookies }: AutoLoginInput): boolean {
  if (!isWeCom(userAgent) || request.isFramed) return false;
  const { searchParams } = new URL(request.url, 'http://localhost');
  // On a page of signing in the client starts: it knows where the person wanted to go.
  if (isSignInPage(request.page) || isLeftAlone(request.page, searchParams)) return false;
  return !cookies.split(/; */).some((cookie) => cookie.startsWith(`${autoLoginCookie(request.app)}=`));
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
