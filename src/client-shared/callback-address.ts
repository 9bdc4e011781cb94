import { plainPath } from '../shared/plain-path';
import { sessionMemory } from './browser-storage';
import type { Refusal } from './callback/refusal';
import type { ClientApi } from './client-app';
import { hideSession } from './session';

/** The query of a callback whose page has not come yet: its chunk may fail to load, and a reload goes on with it. */
const UNTAKEN = 'wecom:callback';

/** What WeCom, or this plugin's own server, said in the address of the callback page. The plugin hands it to the page. */
export class OpenCallback {
  readonly authenticator: string;
  readonly code: string;
  readonly state: string;
  readonly error: string;
  /** `link`: begun in the profile of somebody who is signed in. */
  readonly purpose: string;
  /** The page that was wanted, when the sign-in could not even start. */
  readonly redirect?: string;
  showSession: ReturnType<typeof hideSession>;
  private completing?: Promise<Refusal | undefined>;

  constructor(
    private readonly api: ClientApi,
    query: URLSearchParams,
  ) {
    const read = (name: string) => query.get(name) || '';
    this.authenticator = read('authenticator');
    this.code = read('code');
    this.state = read('state');
    this.error = read('error');
    this.purpose = read('purpose');
    this.redirect = plainPath(read('redirect'));
    this.showSession = hideSession(api);
  }

  /** Completes the sign-in once, however often React mounts the page. From here on a reload finds no code any more. */
  completeOnce(complete: () => Promise<Refusal | undefined>): Promise<Refusal | undefined> {
    sessionMemory.write(UNTAKEN, null);
    this.completing ??= complete();
    return this.completing;
  }

  /** For another try with the same code, when the server was not reached. */
  reopen(): void {
    this.showSession = hideSession(this.api);
    this.completing = undefined;
  }
}

/**
 * Takes what the callback page was called with, and hides the previous person's session. The address itself is
 * already clean; only the name of the authenticator returns to it, so that a reload can offer to start again.
 *
 * @param search the query of the address, as it was
 */
export function openCallback(api: ClientApi, search: string): OpenCallback {
  const given = new URLSearchParams(search);
  const isReload = !['code', 'state', 'error'].some((name) => given.has(name));
  if (!isReload) sessionMemory.write(UNTAKEN, search);
  const callback = new OpenCallback(api, new URLSearchParams((isReload && sessionMemory.read(UNTAKEN)) || search));
  const { pathname } = window.location;
  window.history.replaceState(null, '', `${pathname}?authenticator=${encodeURIComponent(callback.authenticator)}`);
  return callback;
}
