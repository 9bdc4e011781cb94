import { request } from 'node:http';
import { constants, PerformanceObserver } from 'node:perf_hooks';
import type { Context, Next } from '@nocobase/actions';
import { SyncSource } from '@nocobase/plugin-user-data-sync';
import { collected } from './memory';

interface Directory {
  sources: { find(name: string): Promise<unknown> };
  run(request: object): Promise<{ state: string; problem?: string; counts: object }>;
}

interface SyncService {
  sourceManager: {
    registerType(name: string, type: object): void;
    getByName(name: string, ctx: Context): Promise<SyncSource>;
  };
  runSync(
    source: SyncSource,
    task: { id: number; reload(): Promise<{ status: string; message: string }> },
    ctx: Context,
  ): Promise<void>;
}

/** NocoBase's own synchronisation; its service is not there before it has loaded. */
const pluginOf = (app: Context['app']) =>
  app.pm.get('user-data-sync') as unknown as { syncService: SyncService; sourceManager: SyncService['sourceManager'] };

/** Synchronises with the plugin's source. Answers how long that took, what it counted, and memory on the way, in bytes. */
async function synchronise(ctx: Context, next: Next) {
  const { name } = ctx.action.params.values as { name: string };
  const { directory } = (ctx.app.pm.get('auth-wecom') as unknown as { service: { directory: Directory } }).service;
  const source = await directory.sources.find(name);
  const before = collected();
  const watched = watchMemory();
  const start = performance.now();
  const { state, problem, counts } = await directory.run({ source, kind: 'run', trigger: 'button' });
  const ms = performance.now() - start;
  if (state !== 'done') throw new Error(`${state} ${problem}`);
  ctx.body = { ms, counts, before, most: Math.max(before, watched.end()) };
  await next();
}

/** Synchronises as NocoBase does it. Answers how long that took. */
async function synchronisePlainly(ctx: Context, next: Next) {
  const service = pluginOf(ctx.app).syncService;
  const source = await service.sourceManager.getByName((ctx.action.params.values as { name: string }).name, ctx);
  const task = await source.newTask();
  await source.beginTask(task.id);
  const start = performance.now();
  await service.runSync(source, task, ctx);
  const ms = performance.now() - start;
  const { status, message } = await task.reload();
  if (status !== 'success') throw new Error(`${status} ${message}`);
  ctx.body = { ms };
  await next();
}

/** The most that stays after V8's own large collections: nothing is collected for the sake of the measure meanwhile. */
function watchMemory() {
  let most = 0;
  const observer = new PerformanceObserver((list) => {
    const isLarge = (entry: PerformanceEntry & { detail?: { kind: number } }) =>
      entry.detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR;
    if (!list.getEntries().some(isLarge)) return;
    const { heapUsed, external } = process.memoryUsage();
    most = Math.max(most, heapUsed + external);
  });
  observer.observe({ entryTypes: ['gc'] });
  return {
    end() {
      observer.disconnect();
      return Math.max(most, collected());
    },
  };
}

interface Listed {
  departments: { id: number; name: string; parentid: number; order: number }[];
  members: { userid: string; name: string; department: number[]; is_leader_in_dept: number[] }[];
}

/** What one writes with NocoBase's documentation at hand: asks for each department, and hands everybody over. */
class PlainSource extends SyncSource {
  override async pull() {
    const { departments, members } = await this.read();
    const ids = new Set(departments.map(({ id }) => id));
    return [
      {
        sourceName: this.instance.name,
        dataType: 'department' as const,
        records: departments.map(({ id, name, parentid, order }) => ({
          uid: String(id),
          title: name,
          sort: order,
          ...(ids.has(parentid) && { parentUid: String(parentid) }),
        })),
      },
      {
        sourceName: this.instance.name,
        dataType: 'user' as const,
        records: members.map(({ userid, name, department, is_leader_in_dept }) => ({
          uid: userid,
          nickname: name,
          departments: department.map((id, place) => ({ uid: String(id), isOwner: is_leader_in_dept[place] === 1 })),
        })),
      },
    ];
  }

  private async read(): Promise<Listed> {
    const { apiBaseUrl, corpId, secret } = this.instance.options as Record<string, string>;
    const ask = async <T>(path: string, query: Record<string, string>) =>
      JSON.parse(await get(`${apiBaseUrl}/cgi-bin/${path}?${new URLSearchParams(query)}`)) as T;
    const { access_token } = await ask<{ access_token: string }>('gettoken', { corpid: corpId!, corpsecret: secret! });
    const { department: departments } = await ask<{ department: Listed['departments'] }>('department/list', {
      access_token,
    });
    const members = new Map<string, Listed['members'][number]>();
    for (const { id } of departments) {
      const { userlist } = await ask<{ userlist: Listed['members'] }>('user/list', {
        access_token,
        department_id: String(id),
      });
      for (const member of userlist) members.set(member.userid, member);
    }
    return { departments, members: [...members.values()] };
  }
}

function get(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    })
      .on('error', reject)
      .end();
  });
}

export function registerPlainSource(app: Context['app']): void {
  pluginOf(app).sourceManager.registerType('plain', { syncSource: PlainSource, title: 'Plain' });
}

export const directoryActions = { synchronise, synchronisePlainly };
