import { NocoBaseApi } from '../../scripts/nocobase';
import { signInAsMember, simulatorOptions } from '../../scripts/nocobase/wecom';
import { type CorpConfig, completeCorp, type Simulator, startSimulator } from '../../simulator';
import { type Company, companyOf, type Role } from './people';
import { type SharedNocoBase, sharedNocoBase } from './shared-nocobase';

/** The button on the sign-in page, in either client. */
export const WECOM_BUTTON = 'a[data-action="wecom:authorize"]';

type Client = 'legacy' | 'modern';

interface SceneOptions {
  /** Default: the one that all browser tests of a jest worker share. */
  nocobase?: () => SharedNocoBase | Promise<SharedNocoBase>;
  title?: string;
  /** Further options of the authenticator. */
  options?: Record<string, unknown>;
  /** Further public options, such as `autoLogin`. */
  public?: Record<string, unknown>;
  /** Further facts of the company. */
  corp?: CorpConfig;
  /** Who has opened the app in WeCom and allowed access before: for them scanning the QR code is enough. */
  returning?: Role[];
}

/** A company with its WeCom (a simulator of its own), its people, and an authenticator for it in NocoBase. */
interface Scene extends Pick<Company, 'people'> {
  /** Name of the authenticator. */
  authenticator: string;
  corpId: string;
  nocobase: SharedNocoBase;
  /** Signed in as the administrator. */
  api: NocoBaseApi;
  simulator: Simulator;
  /** Where a client is, with its trailing slash. */
  urlOf(client: Client): string;
  /** The person opens the app in WeCom and allows access. */
  signIn(role: Role): ReturnType<typeof signInAsMember>;
  /** Replaces options of the authenticator; `public` is merged. */
  changeOptions(options: Record<string, unknown> & { public?: Record<string, unknown> }): Promise<void>;
}

/** How many scenes the test file has so far: jest loads this module anew for each file. */
let scenes = 0;

/**
 * Opens a scene before the tests of the surrounding `describe` and closes it after them. Its names and people are there
 * at once, everything else when the tests run.
 */
export function sharedScene(options: SceneOptions = {}): Scene {
  const company = companyOf(expect.getState().testPath ?? '', scenes++);
  const scene = {
    authenticator: `wecom-${company.key}`,
    corpId: company.corp.corpId,
    people: company.people,
  } as Scene;
  beforeAll(() => open(scene, company, options), 180_000);
  afterAll(async () => {
    // The sign-in page of the next file is to be without it. A NocoBase of this file's own is gone already.
    if (!options.nocobase) await scene.api?.removeAuthenticator(scene.authenticator);
    await scene.simulator?.close();
  });
  return scene;
}

async function open(scene: Scene, company: Company, input: SceneOptions): Promise<void> {
  const { authenticator, people } = scene;
  const nocobase = await (input.nocobase ?? sharedNocoBase)();
  const corp = completeCorp({ ...company.corp, ...input.corp });
  for (const app of corp.apps) app.homeUrl ??= `${nocobase.apiUrl}wecom:authorize?authenticator=${authenticator}`;
  const simulator = await startSimulator({ corp });
  const api = new NocoBaseApi(nocobase.apiUrl);
  Object.assign(scene, { nocobase, simulator, api });
  await api.signIn();
  let options = simulatorOptions(simulator.url, nocobase.origin, {
    corpId: corp.corpId,
    ...input.options,
    public: input.public,
  });
  await api.createAuthenticator({ name: authenticator, title: input.title ?? 'Sign in with WeCom', options });

  scene.urlOf = (client) => (client === 'legacy' ? nocobase.url : nocobase.modernUrl);
  scene.signIn = (role) =>
    signInAsMember(new NocoBaseApi(nocobase.apiUrl), simulator, people[role].userid, authenticator);
  scene.changeOptions = async (changed) => {
    options = { ...options, ...changed, public: { ...(options.public as object), ...changed.public } };
    await api.updateAuthenticator(authenticator, { options });
  };
  for (const role of input.returning ?? []) await scene.signIn(role);
}
