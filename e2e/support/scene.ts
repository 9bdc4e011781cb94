import { NocoBaseApi } from '../../scripts/nocobase';
import { signInAsMember, simulatorOptions } from '../../scripts/nocobase/wecom';
import { type CorpConfig, completeCorp, type Simulator, startSimulator } from '../../simulator';
import { type SharedNocoBase, sharedNocoBase } from './shared-nocobase';

/** The button on the sign-in page, in either client. */
export const WECOM_BUTTON = 'a[data-action="wecom:authorize"]';

export interface SceneOptions {
  /** Default: the one that all browser tests share. */
  nocobase?: SharedNocoBase;
  /** Name of the authenticator; default `wecom`. */
  authenticator?: string;
  title?: string;
  /** Further options of the authenticator. */
  options?: Record<string, unknown>;
  /** Further public options, such as `autoLogin`. */
  public?: Record<string, unknown>;
  corp?: CorpConfig;
}

/** A company with its WeCom (a simulator of its own) and an authenticator for it in the shared NocoBase. */
export interface Scene {
  nocobase: SharedNocoBase;
  /** Signed in as the administrator. */
  api: NocoBaseApi;
  simulator: Simulator;
  authenticator: string;
  /** The person opens the app in WeCom and allows access: from then on scanning the QR code is enough. */
  hasSignedInBefore(userid: string): Promise<void>;
  /** Replaces options of the authenticator; `public` is merged. */
  changeOptions(options: Record<string, unknown> & { public?: Record<string, unknown> }): Promise<void>;
  /** Offers every language of the plugin; NocoBase shows its own choice of language, not the browser's. */
  enableLanguages(): Promise<void>;
  /** Removes the authenticator, so that the next file finds a clean sign-in page, and stops the simulator. */
  close(): Promise<void>;
}

/** Call it in `beforeAll`, and `close()` in `afterAll`. */
export async function openScene(input: SceneOptions = {}): Promise<Scene> {
  const { nocobase = sharedNocoBase(), authenticator = 'wecom', title = 'Sign in with WeCom' } = input;
  const corp = completeCorp(input.corp);
  const app = corp.apps[0];
  if (app) app.homeUrl ??= `${nocobase.apiUrl}wecom:authorize?authenticator=${authenticator}`;
  const simulator = await startSimulator({ corp });
  const api = new NocoBaseApi(nocobase.apiUrl);
  await api.signIn();
  let options = simulatorOptions(simulator.url, nocobase.origin, { ...input.options, public: input.public });
  await api.createAuthenticator({ name: authenticator, title, options });

  return {
    nocobase,
    api,
    simulator,
    authenticator,
    async hasSignedInBefore(userid) {
      await signInAsMember(new NocoBaseApi(nocobase.apiUrl), simulator, userid, authenticator);
    },
    async changeOptions(changed) {
      options = { ...options, ...changed, public: { ...(options.public as object), ...changed.public } };
      await api.updateAuthenticator(authenticator, { options });
    },
    async enableLanguages() {
      const body = { enabledLanguages: ['en-US', 'zh-CN', 'zh-TW', 'ja-JP'] };
      await api.call('systemSettings:update', { query: { filterByTk: '1' }, body });
    },
    async close() {
      await api.removeAuthenticator(authenticator);
      await simulator.close();
    },
  };
}
