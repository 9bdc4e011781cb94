import { plainPath } from '../shared/plain-path';
import { sessionMemory } from './browser-storage';
import type { ClientApi } from './client-app';
import { hideSession } from './session';

/** What WeCom, or this plugin's own server, said in the address of the callback page. */
type CallbackAddress = {
  authenticator: string;
  code: string;
  state: string;
  error: string;
  /** `link`: begun in the profile of somebody who is signed in. */
  purpose: string;
  /** The page that was wanted, when the sign-in could not even start. */
  redirect?: string;
};

export type OpenCallback = CallbackAddress & { showSession: ReturnType<typeof hideSession> };

/** The query of a callback whose page has not come yet: its chunk may fail to load, and a reload goes on with it. */
const UNTAKEN = 'wecom:callback';

let open: OpenCallback | undefined;

/**
 * Keeps what the callback page was called with, and hides the previous person's session. The address itself is
 * already clean; only the name of the authenticator returns to it, so that a reload can offer to start again.
 *
 * @param search the query of the address, as it was
 */
export function openCallback(api: ClientApi, search: string): void {
  const given = new URLSearchParams(search);
  const isReload = !['code', 'state', 'error'].some((name) => given.has(name));
  const query = new URLSearchParams((isReload && sessionMemory.read(UNTAKEN)) || search);
  if (!isReload) sessionMemory.write(UNTAKEN, search);
  const read = (name: string) => query.get(name) || '';
  const authenticator = read('authenticator');
  open = {
    authenticator,
    code: read('code'),
    state: read('state'),
    error: read('error'),
    purpose: read('purpose'),
    redirect: plainPath(read('redirect')),
    showSession: hideSession(api),
  };
  const { pathname } = window.location;
  window.history.replaceState(null, '', `${pathname}?authenticator=${encodeURIComponent(authenticator)}`);
}

/** The page is there: what it was called with is in its hands, and kept nowhere else. */
export function takeCallback(): OpenCallback | undefined {
  sessionMemory.write(UNTAKEN, null);
  return open;
}

/** For another try with the same code, when the server was not reached. */
export function reopenCallback(api: ClientApi): void {
  if (open) open = { ...open, showSession: hideSession(api) };
}

/** The callback that this page was opened for; undefined when the router came here by itself. */
export function openedCallback(): OpenCallback | undefined {
  return open;
}
