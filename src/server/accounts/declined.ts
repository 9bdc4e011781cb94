import type { Database, Transaction } from '@nocobase/database';
import type { MemberIdentity } from './member-identity';

const DECLINED = 'wecomDeclined';

type Pair = Pick<MemberIdentity, 'corpId' | 'memberId'> & { userId: string };
type Row = { userId: unknown; reason: string };

/** Pairs of member and user that match no more (S-48), and members whose user was deleted (S-46). */
export class Declined {
  constructor(private readonly db: Database) {}

  /** @returns the users whom this member is not linked to by match, and whether a user of this member was deleted */
  async of({ corpId, memberId }: MemberIdentity, transaction?: Transaction) {
    const model = this.db.getModel(DECLINED);
    const rows = (await model.findAll({
      where: { corpId, memberId },
      attributes: ['userId', 'reason'],
      raw: true,
      transaction,
    })) as unknown as Row[];
    // The id of a deleted user may be somebody else's by now: SQLite gives it again where a column was once removed.
    const unlinked = rows.filter(({ reason }) => reason === 'unlinked');
    return {
      users: new Set(unlinked.map(({ userId }) => String(userId))),
      wasDeleted: unlinked.length < rows.length,
    };
  }

  async add({ corpId, memberId, userId }: Pair, reason: 'unlinked' | 'deleted', transaction?: Transaction) {
    const where = { corpId, memberId, userId };
    const [row, isNew] = await this.db
      .getModel(DECLINED)
      .findOrCreate({ where, defaults: { ...where, reason } as never, transaction });
    if (!isNew) await row.update({ reason }, { transaction });
  }

  /** The person or an administrator has linked the member: what was declined before counts no more. */
  async clear({ corpId, memberId }: Pick<MemberIdentity, 'corpId' | 'memberId'>, transaction?: Transaction) {
    await this.db.getModel(DECLINED).destroy({ where: { corpId, memberId }, transaction });
  }
}
