import type { ClientApi } from './client-app';
import { watchRequests } from './requests-under-way';

const PERSONAL = /^(?:token|role|auth)$/;

/** Shows the session that is stored, after `replace` has written another one, and resolves then. */
export type ShowSession = (replace?: () => void) => Promise<void>;

/**
 * Hides the session of the previous person from this page, and only from this page, while a sign-in is under way:
 * the client must not boot as somebody else (an answer to the old token could even renew it over the new one), yet
 * nothing is lost when the callback turns out to be spent, the page is closed or another tab is at work.
 *
 * A request that was sent meanwhile carries no session and may be refused, and NocoBase answers a refusal by emptying
 * whatever session it finds then. So the stored one is shown only when no such request is under way any more.
 *
 * @returns a function that lets `replace` write a new session to the store, at once, and then shows what is stored
 */
export function hideSession(api: ClientApi): ShowSession {
  const whenAnswered = watchRequests(api);
  const stored = api.storage;
  const own = new Map<string, string>();
  const hiding: ClientApi['storage'] = Object.create(stored, {
    getItem: { value: (key: string) => (PERSONAL.test(key) ? own.get(key) : stored.getItem(key)) },
    setItem: {
      value: (key: string, value: string) => (PERSONAL.test(key) ? own.set(key, value) : stored.setItem(key, value)),
    },
    removeItem: { value: (key: string) => (PERSONAL.test(key) ? own.delete(key) : stored.removeItem(key)) },
  });
  const show = () => {
    api.storage = stored;
  };
  const hide = () => {
    api.storage = hiding;
  };

  hide();
  return (replace) => {
    show();
    replace?.();
    hide();
    return whenAnswered(show);
  };
}

/** The role goes first: a role of the previous person locks the new one out of the modern client (S-23). */
export function replaceSession({ auth }: ClientApi, authenticator: string | null, token: string | null): void {
  auth.setRole(null);
  auth.setAuthenticator(authenticator);
  auth.setToken(token);
}

/** Signs out whoever is signed in here, as far as the server can be reached. */
export async function endSession(api: ClientApi): Promise<void> {
  const { token, authenticator } = api.auth;
  if (!token) return;
  const request = api.request({
    url: 'auth:signOut',
    method: 'post',
    // Stated here: the client adds them later, when the session is forgotten already.
    headers: { Authorization: `Bearer ${token}`, 'X-Authenticator': authenticator ?? '' },
    skipNotify: true,
    skipAuth: true,
  });
  replaceSession(api, null, null);
  await request.catch(() => undefined);
}
