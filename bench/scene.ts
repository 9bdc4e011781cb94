import path from 'node:path';
import { packPlugin } from '../scripts/build/pack';
import { type Database, type NocoBaseEnv, type RunningNocoBase, startNocoBase } from '../scripts/nocobase';
import { simulatorOptions } from '../scripts/nocobase/wecom';
import { TEST_FOLDER } from '../scripts/paths';
import type { Simulator } from '../simulator';
import { codeOf, slowDown, startCompany } from './company';
import { HttpClient, type Request } from './http';
import { installPeerPlugin, PEER_PACKAGE } from './peers/instant-sign-in/install';
import { FIRST_USER, seed } from './seed';
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
}

/** Scenes that are kept for the next measure, by dialect; only where the numbers mean nothing. */
const shared = new Map<string, Promise<Scene>>();
let isSharing = false;

/** From now on all measures use one scene of each dialect. */
export function shareScenes(): void {
  isSharing = true;
}

export async function closeSharedScenes(): Promise<void> {
  isSharing = false;
  for (const scene of shared.values()) await (await scene).close();
  shared.clear();
}

/** A real NocoBase with the packed plugin, a company of linked members, and the sign-ins to compare with. */
export class Scene {
  private constructor(
    readonly nocobase: RunningNocoBase,
    readonly database: Database,
    readonly simulator: Simulator,
    readonly client: HttpClient,
  ) {}

  static open(options: SceneOptions): Promise<Scene> {
    if (!isSharing) return Scene.make(options);
    const scene = shared.get(options.dialect) ?? Scene.make({ ...options, name: 'shared' });
    shared.set(options.dialect, scene);
    return scene;
  }

  private static async make({ name, dialect, size = 1000, env }: SceneOptions): Promise<Scene> {
    const tgz = await packPlugin(FOLDER);
    const folder = path.join(FOLDER, `${name}-${dialect}`);
    const database: Database =
      dialect === 'sqlite' ? { dialect } : { dialect, name: `wecom_bench_${name.replace(/\W/g, '_')}` };
    const simulator = await startCompany();
    const nocobase = await startNocoBase({ folder, database, fresh: true, env });
    const { api } = nocobase;
    await api.signIn();
    await api.uploadPlugin(tgz);
    await api.enablePlugin();
    await installPeerPlugin(folder);
    await nocobase.restart();
    await api.enablePlugin(PEER_PACKAGE);
    const options = simulatorOptions(simulator.url, nocobase.origin);
    await api.createAuthenticator({ name: 'wecom', options });
    await api.createAuthenticator({ name: 'instant', authType: 'instant', options: {} });
    for (let index = 0; index < PASSWORD_USERS; index += 1) {
      await api.createUser({ username: `password${index}`, nickname: `Password ${index}`, password: PASSWORD });
    }
    const scene = new Scene(nocobase, database, simulator, new HttpClient(nocobase.origin));
    await scene.grow(size);
    return scene;
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
    return this.client.expect(200, {
      method: 'POST',
      path: '/api/auth:signIn',
      headers: { 'x-authenticator': 'basic' },
      body: { account: `password${index % PASSWORD_USERS}`, password: PASSWORD },
    });
  }

  /** @param urls asked one after the other before the user is known */
  signInInstantly(index: number, urls: string[] = []) {
    return this.client.expect(200, {
      method: 'POST',
      path: '/api/auth:signIn',
      headers: { 'x-authenticator': 'instant' },
      body: { userId: FIRST_USER + (index % 1000), urls },
    });
  }

  /** Runs an action of the peer plugin in the server. */
  async ask<T>(action: string, body: object = {}): Promise<T> {
    const { text } = await this.client.expect(200, { method: 'POST', path: `/api/bench:${action}`, body });
    return JSON.parse(text).data;
  }

  async close(): Promise<void> {
    slowDown(this.simulator, 0);
    if (isSharing) return;
    this.client.close();
    await this.nocobase.remove();
    await this.simulator.close();
  }
}

/** Starts sign-ins of members and lets WeCom confirm them. @returns the requests that finish them */
export async function prepareSignIns(
  client: HttpClient,
  simulator: Simulator,
  count: number,
  offset = 0,
): Promise<Request[]> {
  const prepared: Request[] = [];
  for (let index = 0; index < count; index += 1) {
    const { headers } = await client.expect(302, { path: '/api/wecom:authorize?authenticator=wecom' });
    prepared.push({
      method: 'POST',
      path: '/api/auth:signIn',
      headers: {
        'x-authenticator': 'wecom',
        cookie: (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; '),
      },
      body: {
        code: codeOf(simulator, offset + index),
        state: new URL(headers.location ?? '').searchParams.get('state'),
      },
    });
  }
  return prepared;
}
