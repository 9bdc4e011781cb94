import { plainPath } from '../../shared/plain-path';
import type { ClientApi } from '../client-app';
import { hideSession, type ShowSession } from '../session';
import type { Refusal } from './refusal';

/** What WeCom, or this plugin's own server, said in the address of the callback page. */
export type CallbackAddress = {
  authenticator: string;
  code: string;
  state: string;
  error: string;
  /** The page that was wanted, when the sign-in could not even start. */
  redirect?: string;
};

/** One arrival at the callback page. The plugin keeps it from the start of the client on, and hands it to the page. */
export class Callback {
  /** Ends hiding the session of the previous person. */
  showSession: ShowSession;
  private completion: Promise<Refusal | undefined> | undefined;

  constructor(
    private readonly api: ClientApi,
    readonly address: CallbackAddress,
  ) {
    this.showSession = hideSession(api);
  }

  /** Runs `complete` once, however often React mounts the page. */
  completeOnce(complete: () => Promise<Refusal | undefined>): Promise<Refusal | undefined> {
    this.completion ??= complete();
    return this.completion;
  }

  /** For another try with the same code, when the server was not reached. */
  reopen(): void {
    this.completion = undefined;
    this.showSession = hideSession(this.api);
  }
}

/**
 * Takes what the callback page was called with, and hides the previous person's session. The address itself is already
 * clean; only the name of the authenticator returns to it, so that a reload can offer to start again.
 *
 * @param search - the query of the address, as it was
 */
export function openCallback(api: ClientApi, search: string): Callback {
  const query = new URLSearchParams(search);
  const read = (name: string) => query.get(name) || '';
  const authenticator = read('authenticator');
  const { pathname } = window.location;
  window.history.replaceState(null, '', `${pathname}?authenticator=${encodeURIComponent(authenticator)}`);
  return new Callback(api, {
    authenticator,
    code: read('code'),
    state: read('state'),
    error: read('error'),
    redirect: plainPath(read('redirect')),
  });
}
