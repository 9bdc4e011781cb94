import { AUTH_TYPE } from '../../shared/constants';
import type { ClientApp, PublicAuthenticator } from '../client-app';

/** Requests of the page itself: NocoBase neither shows what goes wrong nor reacts to it. */
const quietly = (url: string) => ({ url, skipNotify: true, skipAuth: true });

/**
 * Whether the stored session was begun in another way than with WeCom, such as by password. WeCom has no say about it
 * (S-60); a session that WeCom began may be the previous person's, and ends (S-23), as does one that nobody can judge.
 *
 * @param authenticator - the one that WeCom came back to
 */
export async function isBegunOtherwise(app: ClientApp, authenticator: string): Promise<boolean> {
  const { token, authenticator: begunWith } = app.apiClient.auth;
  if (!token || !begunWith || begunWith === authenticator) return false;
  try {
    const answer = await app.apiClient.request(quietly('authenticators:publicList'));
    const list = answer?.data?.data;
    const found = Array.isArray(list) && (list as PublicAuthenticator[]).find((one) => one?.name === begunWith);
    return found ? found.authType !== AUTH_TYPE : false;
  } catch {
    return false;
  }
}

/** @returns the name of the person whose session is stored, or undefined when it has ended */
export async function personOfSession(app: ClientApp): Promise<string | undefined> {
  try {
    const answer = await app.apiClient.request(quietly('auth:check'));
    const user = answer?.data?.data as { id?: unknown; nickname?: string; username?: string } | undefined;
    return user?.id ? user.nickname || user.username || String(user.id) : undefined;
  } catch {
    return undefined;
  }
}
