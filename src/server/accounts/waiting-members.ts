import { type Database, Op, type Transaction } from '@nocobase/database';
import type { DoubtReason } from './decide';
import type { MemberIdentity } from './member-identity';

const WAITING = 'wecomWaiting';
/** Those whom the synchronisation has not made users for. */
const UNMATCHED = 'wecomUnmatched';

/** How long a refused member stands on the administrators' page, in ms. */
const WAITING_LIFE_MS = 30 * 24 * 3600_000;

export interface RefusedMember {
  member: Pick<MemberIdentity, 'corpId' | 'memberId'>;
  memberName?: string;
  authenticator: string;
  code: string;
  reason?: DoubtReason;
  /** Ids of the users who may be meant. */
  candidates: string[];
}

/** Members who were refused, for the administrators' page: one row for a member, so that a flood makes no more. */
export class WaitingMembers {
  constructor(private readonly db: Database) {}

  /** @param now - ms since 1970 */
  async add({ member, ...refused }: RefusedMember, now: number): Promise<void> {
    const { corpId, memberId } = member;
    const model = this.db.getModel(WAITING);
    const where = { corpId, memberId };
    const values = { ...refused, reason: refused.reason ?? null };
    const [row, isNew] = await model.findOrCreate({ where, defaults: { ...where, ...values } as never });
    if (!isNew) await row.update(values);
    await model.destroy({ where: { updatedAt: { [Op.lt]: new Date(now - WAITING_LIFE_MS) } } });
  }

  /** The person has asked the administrator. @returns whether the member was refused before */
  async ask({ corpId, memberId }: Pick<MemberIdentity, 'corpId' | 'memberId'>): Promise<boolean> {
    const [changed] = await this.db.getModel(WAITING).update({ asked: true } as never, { where: { corpId, memberId } });
    return changed > 0;
  }

  /** The member is linked, blocked or was answered otherwise. */
  async remove({ corpId, memberId }: Pick<MemberIdentity, 'corpId' | 'memberId'>, transaction?: Transaction) {
    for (const table of [WAITING, UNMATCHED]) {
      await this.db.getModel(table).destroy({ where: { corpId, memberId }, transaction });
    }
  }
}
