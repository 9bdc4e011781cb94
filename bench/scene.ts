import path from 'node:path';
import { packPlugin } from '../scripts/build/pack';
import { type Database, type NocoBaseEnv, type RunningNocoBase, startNocoBase } from '../scripts/nocobase';
import { simulatorOptions } from '../scripts/nocobase/wecom';
import { TEST_FOLDER } from '../scripts/paths';
import type { Simulator } from '../simulator';
import { PACKAGE_NAME } from '../src/shared/constants';
import { slowDown, startCompany } from './company';
import { HttpClient, type Request } from './http';
import { installPeerPlugin, PEER_PACKAGE } from './peers/plugin/install';
import { prepareSignIns } from './prepare-sign-ins';
import { FIRST_USER, seed } from './seed';
import { Shared } from './shared';
import { runParallel } from './timing';

const FOLDER = path.join(TEST_FOLDER, 'bench');
/** Users who can sign in with a password. */
const PASSWORD_USERS = 20;
const PASSWORD = 'benchmark-Passw0rd';
/** A server runs for weeks; V8 goes on compiling what a sign-in runs through for the first thousand or two. */
const WARM_UP = 2_000;

interface SceneOptions {
  /** Distinguishes scenes that are open at once. */
  name: string;
  dialect: 'sqlite' | 'postgres';
  /** Linked members in the tables; more can be added by {@link Scene.grow}. Default 1,000. */
  size?: number;
  env?: NocoBaseEnv;
  /** Another version of the plugin. */
  tgz?: string;
}

/** Scenes that are kept for the next measure, by dialect; only where the numbers mean nothing. */
const shared = new Shared<Scene>();
let isSharing = false;

/** From now on all measures use one scene of each dialect. */
export function shareScenes(): void {
  isSharing = true;
}

export async function closeSharedScenes(): Promise<void> {
  for (const scene of await shared.takeAll()) await scene.remove();
}

/** A real NocoBase with the packed plugin, a company of linked members, and the sign-ins to compare with. */
export class Scene {
  readonly client: HttpClient;

  private constructor(
    readonly nocobase: RunningNocoBase,
    readonly database: Database,
    readonly simulator: Simulator,
    private readonly isShared: boolean,
  ) {
    this.client = new HttpClient(nocobase.origin);
  }

  static open(options: SceneOptions): Promise<Scene> {
    if (!isSharing || options.tgz) return Scene.make(options);
    return shared.get(options.dialect, () => Scene.make({ ...options, name: 'shared' }, true));
  }

  private static async make({ name, dialect, size = 1000, env, tgz }: SceneOptions, isShared = false): Promise<Scene> {
    const packed = tgz ?? (await packPlugin(FOLDER));
    const folder = path.join(FOLDER, `${name}-${dialect}`);
    const database: Database =
      dialect === 'sqlite' ? { dialect } : { dialect, name: `wecom_bench_${name.replace(/\W/g, '_')}` };
    const simulator = await startCompany();
    const nocobase = await startNocoBase({ folder, database, fresh: true, env, beforeStart: installPeerPlugin });
    const scene = new Scene(nocobase, database, simulator, isShared);
    try {
      await scene.furnish(packed);
      await scene.grow(size);
      return scene;
    } catch (error) {
      // The measures that follow are not to compete with what is left of this one.
      await scene.remove();
      throw error;
    }
  }

  /** Makes the index of contacts what the users say, as if it had not been there. @returns how long that took, in ms */
  async index(): Promise<number> {
    return (await this.ask<{ ms: number }>('index')).ms;
  }

  private async furnish(tgz: string): Promise<void> {
    const { api, origin } = this.nocobase;
    await api.signIn();
    await api.uploadPlugin(tgz);
    await api.enablePlugins([PACKAGE_NAME, PEER_PACKAGE]);
    await api.createAuthenticator({
      name: 'wecom',
      options: simulatorOptions(this.simulator.url, origin, { matchEmail: true }),
    });
    await api.createAuthenticator({ name: 'instant', authType: 'instant', options: {} });
    for (let index = 0; index < PASSWORD_USERS; index += 1) {
      await api.createUser({ username: `password${index}`, nickname: `Password ${index}`, password: PASSWORD });
    }
  }

  /** Adds linked members up to this number. */
  async grow(size: number): Promise<void> {
    await seed(this.nocobase.folder, this.database, size);
  }

  /** Prepares many sign-ins, for a run that measures nothing but their end. */
  prepareMany(count: number, offset = 0): Promise<Request[]> {
    return prepareSignIns(this.client, this.simulator, count, offset);
  }

  /** Signs in often enough that V8 has compiled what a sign-in runs through. */
  async warmUp(): Promise<void> {
    const prepared = await this.prepareMany(WARM_UP);
    await runParallel(WARM_UP, 4, (i) => this.client.expect(200, prepared[i]!));
  }

  signInByPassword(index: number) {
    return this.expectSignIn({
      method: 'POST',
      path: '/api/auth:signIn',
      headers: { 'x-authenticator': 'basic' },
      body: { account: `password${index % PASSWORD_USERS}`, password: PASSWORD },
    });
  }

  /** @param urls asked one after the other before the user is known */
  signInInstantly(index: number, urls: string[] = []) {
    return this.expectSignIn({
      method: 'POST',
      path: '/api/auth:signIn',
      headers: { 'x-authenticator': 'instant' },
      body: { userId: FIRST_USER + (index % 1000), urls },
    });
  }

  /** On SQLite, NocoBase's own sign-ins sometimes fail at each other's locks; people try again, which is part of the time. */
  private expectSignIn(request: Request) {
    return this.client.expect(200, request, 'SQLITE_BUSY');
  }

  /** Runs an action of the peer plugin in the server. */
  async ask<T>(action: string, body: object = {}): Promise<T> {
    const { text } = await this.client.expect(200, { method: 'POST', path: `/api/bench:${action}`, body });
    return JSON.parse(text).data;
  }

  /** To be called by the measure that opened it. A shared one stays for the next. */
  async close(): Promise<void> {
    slowDown(this.simulator, 0);
    if (!this.isShared) await this.remove();
  }

  async remove(): Promise<void> {
    this.client.close();
    await this.nocobase.remove();
    await this.simulator.close();
  }
}
