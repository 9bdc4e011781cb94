import type { Hint } from './events';

export interface HintsOptions {
  /** Looks at what was hinted at; `false`: not now, a synchronisation is under way. */
  lookAt: (company: string, hint: Hint) => Promise<boolean>;
  /** Keeps a promise, and whatever goes wrong in it, from being lost. */
  goOn: (work: Promise<unknown>) => void;
  /** How long hints are collected before they are looked at, in ms: a move of many is many events. */
  collectMs?: number;
  /** How long to wait while a synchronisation is under way, in ms. */
  busyMs?: number;
}

/** Members of one look; more of them come in the next one. */
const MOST_MEMBERS = 200;
/** More hints than this say: everything has changed. */
const TOO_MANY = 2_000;
const MOST_TRIES = 60;

/**
 * Collects hints by company and has them looked at, one after the other. They are in memory only: what a process that dies
 * has not looked at, the next synchronisation finds.
 */
export class Hints {
  private readonly waiting = new Map<string, Hint>();
  private readonly atWork = new Set<string>();
  private stopped = false;

  constructor(private readonly options: HintsOptions) {}

  /** @param company - key of the company and of what the hint came by */
  add(company: string, hint: Hint): void {
    if (hint.members.length + hint.renamings.length === 0 && !hint.everything) return;
    const before = this.waiting.get(company) ?? { members: [], renamings: [], everything: false };
    const members = [...new Set([...before.members, ...hint.members])];
    const renamings = [...before.renamings, ...hint.renamings];
    const everything = before.everything || hint.everything || members.length + renamings.length > TOO_MANY;
    this.waiting.set(company, {
      members: members.slice(0, TOO_MANY),
      renamings: renamings.slice(0, TOO_MANY),
      everything,
    });
    if (!this.atWork.has(company)) this.options.goOn(this.work(company));
  }

  stop(): void {
    this.stopped = true;
  }

  private async work(company: string): Promise<void> {
    const { lookAt, collectMs = 1_000, busyMs = 5_000 } = this.options;
    this.atWork.add(company);
    try {
      await this.pause(collectMs);
      for (let tries = 0; tries < MOST_TRIES && !this.stopped; ) {
        const hint = this.take(company);
        if (!hint) return;
        if (await lookAt(company, hint)) {
          tries = 0;
          continue;
        }
        tries += 1;
        this.putBack(company, hint);
        await this.pause(busyMs);
      }
    } finally {
      this.atWork.delete(company);
    }
  }

  private take(company: string): Hint | undefined {
    const hint = this.waiting.get(company);
    this.waiting.delete(company);
    if (!hint || hint.members.length <= MOST_MEMBERS) return hint;
    this.waiting.set(company, { ...hint, members: hint.members.slice(MOST_MEMBERS), renamings: [] });
    return { ...hint, members: hint.members.slice(0, MOST_MEMBERS), everything: false };
  }

  private putBack(company: string, hint: Hint): void {
    const since = this.waiting.get(company);
    this.waiting.set(company, {
      members: [...new Set([...hint.members, ...(since?.members ?? [])])],
      renamings: [...hint.renamings, ...(since?.renamings ?? [])],
      everything: hint.everything || since?.everything === true,
    });
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      timer.unref();
    });
  }
}
