import type { StoredSource } from './sources';

/** The part of NocoBase's manager of cron jobs that is needed here. */
export interface CronJobs {
  started: boolean;
  addJob(options: { cronTime: string; onTick: () => void; start?: boolean }): CronJob;
  removeJob(job: CronJob): void;
}
interface CronJob {
  start(): void;
  stop(): void;
  nextDate(): { toJSDate?: () => Date; toISO?: () => string | null };
}

/** Whether an expression is one that NocoBase's cron jobs understand. */
export function isCron(jobs: CronJobs, expression: string): boolean {
  try {
    jobs.removeJob(jobs.addJob({ cronTime: expression, onTick: () => {}, start: false }));
    return true;
  } catch {
    return false;
  }
}

/** Keeps a cron job for each source that has a schedule. Every node has them; the run itself is one over all nodes. */
export class Schedule {
  private readonly kept = new Map<string, { expression: string; job: CronJob }>();

  constructor(
    private readonly jobs: () => CronJobs,
    private readonly run: (source: string) => void,
  ) {}

  /** Makes the jobs as the sources have them now. */
  follow(sources: readonly StoredSource[]): void {
    const wanted = new Map(
      sources
        .filter(({ enabled, options }) => enabled && options.schedule)
        .map((one) => [one.name, one.options.schedule]),
    );
    for (const [name, { expression, job }] of this.kept) {
      if (wanted.get(name) === expression) continue;
      this.jobs().removeJob(job);
      this.kept.delete(name);
    }
    for (const [name, expression] of wanted) {
      if (this.kept.has(name) || !isCron(this.jobs(), expression)) continue;
      const job = this.jobs().addJob({ cronTime: expression, onTick: () => this.run(name), start: false });
      if (this.jobs().started) job.start();
      this.kept.set(name, { expression, job });
    }
  }

  /** When a source is synchronised next. */
  nextAt(source: string): string | undefined {
    const next = this.kept.get(source)?.job.nextDate();
    return next?.toJSDate?.().toISOString() ?? next?.toISO?.() ?? undefined;
  }

  stop(): void {
    for (const { job } of this.kept.values()) this.jobs().removeJob(job);
    this.kept.clear();
  }
}
