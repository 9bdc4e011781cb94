import { randomUUID } from 'node:crypto';
import { type Database, Op } from '@nocobase/database';
import { retryOnConflict } from '../accounts/writes';
import { DirectoryFault, type Problem } from './fault';
import type { Counts, Outcome, Result, ResultKind } from './outcome';

const RUNS = 'wecomRuns';
const RESULTS = 'wecomRunResults';

/** A process that has said nothing for so long has died, in ms. */
export const SILENCE_MS = 60_000;
const RUNS_KEPT = 50;

export type RunKind = 'preview' | 'run';
export type Trigger = 'button' | 'schedule' | 'event' | 'leavers';
export type RunState = 'running' | 'done' | 'failed' | 'waiting';
export type Stage = 'reading' | 'planning' | 'departments' | 'members' | 'leavers' | 'end';

export interface Run {
  id: string;
  source: string;
  corpId: string;
  kind: RunKind;
  trigger: Trigger;
  state: RunState;
  stage: Stage;
  done: number;
  total: number;
  counts: Counts;
  problem?: Problem;
  /** What the sentence of the problem has in it. */
  values: Record<string, string | number>;
  taskId?: string;
  startedAt: Date;
  finishedAt?: Date;
}

export type NewRun = Pick<Run, 'source' | 'corpId' | 'kind' | 'trigger'> & { taskId?: string };

/**
 * Runs of the synchronisation, as rows of the database: one at a time for a company over all nodes, by a unique column, and
 * none that seems to run for ever when its process has died.
 */
export class Runs {
  private readonly runner = randomUUID();

  constructor(
    private readonly db: Database,
    /** Runs a write so that it is in nobody's way. */
    private readonly write: <T>(run: () => Promise<T>) => Promise<T>,
    private readonly now: () => number = Date.now,
  ) {}

  /** @returns undefined while another run of the company is under way */
  async begin({ source, corpId, kind, trigger, taskId }: NewRun): Promise<Run | undefined> {
    await this.buryDead();
    const values = {
      ...{ source, corpId, kind, trigger, state: 'running', stage: 'reading', counts: {}, values: {} },
      ...{ running: corpId, runner: this.runner, seenAt: this.now(), startedAt: new Date(this.now()) },
      ...(taskId && { taskId }),
    };
    const made = await this.write(async () => {
      try {
        return await this.db.getModel(RUNS).create(values);
      } catch (error) {
        // Another node was faster.
        if (error instanceof Error && error.name === 'SequelizeUniqueConstraintError') return undefined;
        throw error;
      }
    });
    return made && runOf(made.get());
  }

  /**
   * Says how far a run has come, and that it lives.
   *
   * @throws {DirectoryFault} `died` when it was taken for dead meanwhile: then somebody else may be at it
   */
  async beat(id: string, progress: Partial<Pick<Run, 'stage' | 'done' | 'total' | 'counts'>>): Promise<void> {
    const values = { ...progress, seenAt: this.now() };
    const where = { id, runner: this.runner, state: 'running' };
    const model = this.db.getModel(RUNS);
    const [changed] = await this.write(() => model.update(values as never, { where }));
    // MariaDB counts only rows in which something is new.
    if (changed === 0 && (await model.count({ where })) === 0) throw new DirectoryFault('died');
  }

  async setTask(id: string, taskId: string): Promise<void> {
    await this.write(() => this.db.getModel(RUNS).update({ taskId } as never, { where: { id } }));
  }

  /** Runs of a company that wait for an administrator's word. */
  async waiting(corpId: string): Promise<Run[]> {
    const where = { corpId, state: 'waiting' };
    return (await this.db.getModel(RUNS).findAll({ where, order: [['id', 'ASC']], raw: true })).map(runOf);
  }

  /** A run waits no more: what it asked for is decided, or not so any more. */
  async settle(id: string): Promise<void> {
    const values = { state: 'failed' } as never;
    await this.write(() => this.db.getModel(RUNS).update(values, { where: { id, state: 'waiting' } }));
  }

  /** More waits with a run than before. */
  async setNumbers(id: string, values: { leaving: number; links: number }): Promise<void> {
    const counts = { ...(await this.find(id))?.counts, ...values };
    await this.write(() => this.db.getModel(RUNS).update({ counts, values } as never, { where: { id } }));
  }

  /** A look that has found nothing new is not worth a row. */
  async remove(id: string): Promise<void> {
    await this.write(async () => {
      await this.db.getModel(RESULTS).destroy({ where: { runId: id } });
      await this.db.getModel(RUNS).destroy({ where: { id } });
    });
  }

  async addResults(id: string, results: Result[]): Promise<void> {
    if (results.length === 0) return;
    const rows = results.map((result) => ({ runId: id, ...result }));
    await this.write(() => this.db.getModel(RESULTS).bulkCreate(rows as never[]));
  }

  /** Ends a run of this process. What was counted is true also of one that failed. */
  async end(id: string, state: Exclude<RunState, 'running'>, outcome: Outcome, fault?: DirectoryFault): Promise<void> {
    await this.addResults(id, outcome.take());
    const values = {
      ...{ state, stage: 'end', counts: { ...outcome.counts }, running: null, finishedAt: new Date(this.now()) },
      ...(fault && { problem: fault.problem, values: fault.values }),
    };
    const where = { id, state: 'running' };
    // A database that is gone for a moment must not leave the run behind; if it stays away, the next start buries it.
    await retryOnConflict(() => this.write(() => this.db.getModel(RUNS).update(values as never, { where })));
  }

  /** Runs whose process has died. @returns those that were buried now */
  async buryDead(): Promise<Run[]> {
    const model = this.db.getModel(RUNS);
    const where = { state: 'running', seenAt: { [Op.lt]: this.now() - SILENCE_MS } };
    const dead = (await model.findAll({ where, raw: true })).map(runOf);
    for (const { id } of dead) {
      const values = { state: 'failed', problem: 'died', running: null, finishedAt: new Date(this.now()) };
      await this.write(() => model.update(values as never, { where: { ...where, id } }));
    }
    return dead;
  }

  async find(id: string): Promise<Run | undefined> {
    const row = await this.db.getModel(RUNS).findByPk(id, { raw: true });
    return row ? runOf(row) : undefined;
  }

  async newest(source: string, state?: RunState): Promise<Run | undefined> {
    const where = { source, ...(state && { state }) };
    const row = await this.db.getModel(RUNS).findOne({ where, order: [['id', 'DESC']], raw: true });
    return row ? runOf(row) : undefined;
  }

  async list(source: string | undefined, page: number, pageSize: number): Promise<{ rows: Run[]; count: number }> {
    const { rows, count } = await this.db.getModel(RUNS).findAndCountAll({
      ...(source !== undefined && { where: { source } }),
      order: [['id', 'DESC']],
      limit: pageSize,
      offset: (page - 1) * pageSize,
      raw: true,
    });
    return { rows: rows.map(runOf), count };
  }

  async results(id: string, kind: ResultKind | undefined, page: number, pageSize: number) {
    const { rows, count } = await this.db.getModel(RESULTS).findAndCountAll({
      where: { runId: id, ...(kind && { kind }) },
      order: [['id', 'ASC']],
      limit: pageSize,
      offset: (page - 1) * pageSize,
      raw: true,
    });
    return { rows: rows as unknown as (Result & { id: string })[], count };
  }

  /** The last fifty of a source are kept, and those that wait for a word. */
  async forgetOld(source: string): Promise<void> {
    const model = this.db.getModel(RUNS);
    const old = (await model.findAll({
      where: { source, state: ['done', 'failed'] },
      attributes: ['id'],
      order: [['id', 'DESC']],
      offset: RUNS_KEPT,
      limit: 1_000,
      raw: true,
    })) as unknown as { id: string }[];
    if (old.length === 0) return;
    const ids = old.map(({ id }) => id);
    await this.write(async () => {
      await this.db.getModel(RESULTS).destroy({ where: { runId: ids } });
      await model.destroy({ where: { id: ids } });
    });
  }
}

function runOf(row: object): Run {
  const fields = row as Record<string, unknown>;
  const { source, corpId, kind, trigger, state, stage } = fields as unknown as Run;
  return {
    id: String(fields.id),
    ...{ source, corpId, kind, trigger, state, stage },
    done: Number(fields.done ?? 0),
    total: Number(fields.total ?? 0),
    counts: jsonOf(fields.counts),
    values: jsonOf(fields.values),
    problem: (fields.problem as Problem | null) ?? undefined,
    taskId: fields.taskId ? String(fields.taskId) : undefined,
    startedAt: new Date(fields.startedAt as string),
    finishedAt: fields.finishedAt ? new Date(fields.finishedAt as string) : undefined,
  };
}

/** A column of JSON: some databases give it as text. */
function jsonOf<T extends object>(value: unknown): T {
  return ((typeof value === 'string' ? JSON.parse(value) : value) ?? {}) as T;
}
