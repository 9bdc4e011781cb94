import type { Accounts } from '../accounts/accounts';
import { SignInError } from '../errors';
import type { WeComSettings } from '../settings/parse';
import type { SettingsSource } from '../settings/source';
import type { WeComClient } from '../wecom-api/client';
import { DirectoryFault, PROBLEMS, toFault } from './fault';
import { Leavers } from './leavers';
import { Outcome } from './outcome';
import { sayProgress } from './progress';
import { synchronise } from './run';
import { type Run, type RunKind, Runs, type Trigger } from './runs';
import type { OpenSource, Sources, StoredSource } from './sources';
import { summaryOf } from './summary';
import { Tasks } from './tasks';
import type { Sleep } from './turns';

export interface DirectorySetting {
  accounts: Accounts;
  settings: Pick<SettingsSource, 'load' | 'namesOfCorp'>;
  sources: Sources;
  client: (
    settings: Pick<WeComSettings, 'apiBaseUrl' | 'corpId' | 'secret' | 'proxyUrl' | 'deployment'>,
  ) => WeComClient;
  /** Translates into the language that this NocoBase speaks first: NocoBase shows a task's line as it is. */
  translator: () => Promise<(key: string, values: Record<string, unknown>) => string>;
  /** Whether NocoBase's plugin of departments is enabled. */
  hasDepartments: () => boolean;
  /** NocoBase keeps the departments of a user in its cache. */
  forgetDepartments: (userIds: string[]) => Promise<void>;
  log: { info(message: string, meta?: object): void; warn(message: string, meta?: object): void };
  pause?: Sleep;
  now?: () => number;
}

export interface Request {
  source: StoredSource;
  kind: RunKind;
  trigger: Trigger;
  /** NocoBase's task, if it has one already. */
  taskId?: string;
}

/** Synchronisations of the directory: begins them, counts, and tells the truth about how they end. */
export class Directory {
  readonly runs: Runs;
  readonly tasks: Tasks;
  readonly leavers: Leavers;
  readonly sources: Sources;
  /** Runs of this process that are under way, for tests to wait for. A stop does not: a run that it cuts off is buried. */
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(readonly options: DirectorySetting) {
    const { accounts, sources, now } = options;
    const { db, writes } = accounts.setting;
    const write = <T>(run: () => Promise<T>) => writes.run(run);
    this.runs = new Runs(db, write, now);
    this.tasks = new Tasks(db, write, now);
    this.leavers = new Leavers({ accounts, now });
    this.sources = sources;
  }

  /**
   * Begins a run that goes on by itself.
   *
   * @throws {SignInError} WECOM_LINK_CONFLICT while another one runs, WECOM_SETTINGS
   */
  async start(request: Request): Promise<Run> {
    const open = await this.sources.open(request.source);
    const run = await this.begin(request, open);
    this.goOn(this.carryOut(request, open, run));
    return run;
  }

  /**
   * The same, and waits until it is over.
   *
   * @throws {SignInError} as {@link start}
   */
  run(request: Request): Promise<Run> {
    const toItsEnd = async () => {
      const open = await this.sources.open(request.source);
      const run = await this.begin(request, open);
      await this.carryOut(request, open, run);
      return (await this.runs.find(run.id)) ?? run;
    };
    const run = toItsEnd();
    this.keep(run.catch(() => undefined));
    return run;
  }

  /** Keeps a promise until it is done. What goes wrong in it is in the log. */
  goOn(work: Promise<unknown>): void {
    this.keep(work.catch((error) => this.warn('wecom: work on the directory ended unexpectedly', error)));
  }

  private keep(work: Promise<unknown>): void {
    const done = work.finally(() => this.underWay.delete(done));
    this.underWay.add(done);
  }

  /** Waits for what this process has begun. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  /** Ends what a process that died has left behind: runs, and tasks of NocoBase. */
  async buryDead(): Promise<void> {
    const dead = await this.runs.buryDead();
    const message = () => this.inWords((t) => t(PROBLEMS.died, {}));
    for (const { taskId } of dead) {
      if (taskId) await this.tasks.end(taskId, { success: false, message: await message() });
    }
    const sources = await this.sources.all();
    const running = await Promise.all(sources.map(({ name }) => this.runs.newest(name, 'running')));
    const alive = new Set(running.flatMap((run) => run?.taskId ?? []));
    await this.tasks.endDead(
      sources.map(({ id }) => id),
      alive,
      message,
    );
  }

  private async begin({ source, kind, trigger, taskId: given }: Request, open: OpenSource): Promise<Run> {
    await this.buryDead();
    const { corpId } = open.settings;
    const run = await this.runs.begin({ source: source.name, corpId, kind, trigger, ...(given && { taskId: given }) });
    if (!run) throw anotherRuns();
    if (kind === 'preview' || given) return run;
    const taskId = await this.tasks.begin(source.id);
    await this.runs.setTask(run.id, taskId);
    return { ...run, taskId };
  }

  private async carryOut({ source, kind }: Request, open: OpenSource, run: Run): Promise<void> {
    const started = performance.now();
    const { log } = this.options;
    const outcome = new Outcome((line, meta) => log.warn(line, meta));
    const progress = sayProgress(this.runs, run, outcome);
    let fault: DirectoryFault | undefined;
    try {
      await synchronise({ ...this.inputOf(open), run: { id: run.id, kind }, outcome, onProgress: progress.say });
      if (kind === 'run') await this.settleWaiting(run);
    } catch (error) {
      fault = toFault(error);
      if (fault.problem === 'failed') this.warn('wecom: a synchronisation of the directory failed', error);
    } finally {
      progress.stop();
    }
    const isWaiting = fault?.problem === 'guard' && kind === 'run';
    const state = isWaiting ? 'waiting' : fault ? 'failed' : 'done';
    await this.runs.end(run.id, state, outcome, fault);
    const ended = { ...run, counts: outcome.counts, ...(fault && { problem: fault.problem, values: fault.values }) };
    if (run.taskId) {
      const cost = performance.now() - started;
      await this.tasks.end(run.taskId, {
        success: !fault,
        message: await this.inWords((t) => summaryOf(ended, t)),
        cost,
      });
    }
    log.info(`wecom: the directory was synchronised: ${state}`, { source: source.name, kind, ...outcome.counts });
    await this.runs.forgetOld(source.name);
  }

  private async inWords(say: (t: Awaited<ReturnType<DirectorySetting['translator']>>) => string): Promise<string> {
    return say(await this.options.translator());
  }

  /** The source that synchronises a company, if one is enabled. */
  async sourceOf(corpId: string): Promise<OpenSource | undefined> {
    for (const source of await this.sources.all()) {
      if (!source.enabled) continue;
      const open = await this.sources.open(source).catch(() => undefined);
      if (open?.settings.corpId === corpId) return open;
    }
    return undefined;
  }

  /** An enabled authenticator of a company. @throws {SignInError} WECOM_SETTINGS without one */
  async settingsOf(corpId: string): Promise<WeComSettings> {
    const [name = ''] = await this.options.settings.namesOfCorp(corpId, true);
    return this.options.settings.load(name);
  }

  /** What a run of this source works with. */
  inputOf({ settings, options, contactSecret }: OpenSource) {
    const { accounts, client, hasDepartments, forgetDepartments, pause } = this.options;
    return {
      ...{ accounts, leavers: this.leavers, options, forgetDepartments },
      ...{ corpId: settings.corpId, agentId: settings.agentId, client: client(settings) },
      ...(contactSecret && { contactClient: client({ ...settings, secret: contactSecret }) }),
      hasDepartments: hasDepartments(),
      ...(pause && { pause }),
    };
  }

  /** A whole run has found nothing to wait for: what waited before is no question any more. */
  private async settleWaiting(run: Run): Promise<void> {
    const waiting = await this.runs.waiting(run.corpId);
    for (const { id } of waiting) {
      await this.leavers.release({ runId: id });
      await this.runs.settle(id);
    }
  }

  warn(line: string, error: unknown): void {
    // Names and places only: a message of the database may hold somebody's data (S-31).
    const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((one) => /^\s+at /.test(one)) : [];
    const name = error instanceof Error ? error.name : typeof error;
    this.options.log.warn(line, { error: name, at: frames.slice(0, 4).map((one) => one.trim()) });
  }
}

/** What whoever wants to begin another run of a company is told. */
export function anotherRuns(): SignInError {
  return new SignInError('WECOM_LINK_CONFLICT', {
    message: 'Another synchronisation of this company is under way. Please wait until it is done.',
    operator: 'Another synchronisation of this company is under way.',
  });
}
