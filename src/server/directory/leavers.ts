import { Op } from '@nocobase/database';
import type { Accounts } from '../accounts/accounts';
import { GUARD_MS, isTooMany, type Numbers } from './guard';
import type { KnownLink } from './known';
import type { Outcome } from './outcome';
import { endsNow, type Gone } from './plan-leaving';

const LEAVING = 'wecomLeaving';

export interface LeaversOptions {
  accounts: Accounts;
  now?: () => number;
}

/** Ends the access of members who are gone, as far as the guard lets it (S-61, S-63). */
export class Leavers {
  private readonly accounts: Accounts;
  private readonly now: () => number;

  constructor({ accounts, now = Date.now }: LeaversOptions) {
    this.accounts = accounts;
    this.now = now;
  }

  /** @param ending - how many links would end by what is about to happen */
  async numbers(corpId: string, ending: number): Promise<Numbers> {
    const { db } = this.accounts.setting;
    const since = new Date(this.now() - GUARD_MS);
    const [present, endedLately] = await Promise.all([
      db.getModel('wecomAccounts').count({ where: { corpId, state: 'active', away: null } }),
      db.getModel('wecomJournal').count({
        where: { corpId, event: ['left', 'disabled', 'out-of-range'], byUserId: null, createdAt: { [Op.gt]: since } },
      }),
    ]);
    return { ending, endedLately, present };
  }

  /** Whether so many links at once look like a wrong answer of WeCom. */
  async isTooMany(corpId: string, ending: number): Promise<boolean> {
    return isTooMany(await this.numbers(corpId, ending));
  }

  /** @param outcome - counts, and the names for the results */
  async end(gone: readonly Gone[], how: { lockOut: boolean; byUserId?: string }, outcome?: Outcome): Promise<void> {
    for (const { link, verdict } of gone) {
      const { memberId, memberName, userId } = link;
      try {
        const current = await this.accounts.links.findById(link.id);
        if (!current || current.memberId !== memberId) continue;
        const { isNews, lockout, apiKeys } = await this.accounts.depart(current, { verdict, ...how });
        if (!isNews || !outcome) continue;
        outcome.add(verdict === 'out-of-range' ? 'outOfRange' : verdict);
        const reason = lockout === 'privileged' ? 'privileged' : apiKeys.length > 0 ? 'api-keys' : undefined;
        outcome.note({ kind: verdict, memberId, memberName, userId, ...(reason && { reason }) });
      } catch (error) {
        if (!outcome) throw error;
        outcome.failed({ memberId, memberName, userId }, error);
      }
    }
  }

  /** Keeps whose access waits for an administrator's word. */
  async hold(runId: string, corpId: string, links: readonly KnownLink[]): Promise<void> {
    const { db, writes } = this.accounts.setting;
    const model = db.getModel(LEAVING);
    for (let start = 0; start < links.length; start += 500) {
      const rows = links.slice(start, start + 500).map(({ id }) => ({ runId, corpId, linkId: id }));
      await writes.run(async () => {
        await model.destroy({ where: { linkId: rows.map(({ linkId }) => linkId) } });
        await model.bulkCreate(rows as never[]);
      });
    }
  }

  /** @returns ids of links that wait with this run */
  async held(runId: string): Promise<string[]> {
    const { db } = this.accounts.setting;
    const rows = await db.getModel(LEAVING).findAll({ where: { runId }, attributes: ['linkId'], raw: true });
    return (rows as unknown as { linkId: unknown }[]).map(({ linkId }) => String(linkId));
  }

  /** What waited is decided, or is not so any more. */
  async release(where: { runId: string } | { linkId: string[] }): Promise<void> {
    const { db, writes } = this.accounts.setting;
    await writes.run(() => db.getModel(LEAVING).destroy({ where }));
  }
}

/** How many of these have access that would end. */
export function countEnding(gone: readonly Pick<Gone, 'link'>[]): number {
  return gone.filter(endsNow).length;
}
