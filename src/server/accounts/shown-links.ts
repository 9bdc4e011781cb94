import type { Database, Transaction } from '@nocobase/database';
import type { MemberIdentity } from './member-identity';

const SHOWN_LINKS = 'usersAuthenticators';

/** The links as NocoBase shows them, and as other plugins look for them: one for each authenticator in use. */
export class ShownLinks {
  constructor(private readonly db: Database) {}

  /** @returns the member id that NocoBase shows for a user */
  async find(userId: string, authenticator: string, transaction?: Transaction): Promise<string | undefined> {
    const where = { authenticator, userId };
    const row = await this.db.getModel(SHOWN_LINKS).findOne({ where, attributes: ['uuid'], raw: true, transaction });
    return (row as { uuid?: string } | null)?.uuid;
  }

  /** Does nothing when it is there already. */
  async write(
    { corpId, userId: wecomUserId }: MemberIdentity,
    { userId, authenticator, name }: { userId: string; authenticator: string; name?: string },
    transaction?: Transaction,
  ): Promise<void> {
    const model = this.db.getModel(SHOWN_LINKS);
    const where = { authenticator, userId };
    const shown = await model.findOne({ where, transaction });
    if (shown?.get('uuid') === wecomUserId) return;
    const values = { uuid: wecomUserId, nickname: name ?? wecomUserId, meta: { corpId } };
    if (shown) await shown.update(values, { transaction });
    else await model.create({ ...where, ...values }, { transaction });
  }

  /** @param authenticators - those of the company whose link ends */
  async remove(userId: string, authenticators: string[], transaction?: Transaction): Promise<void> {
    await this.db.getModel(SHOWN_LINKS).destroy({ where: { userId, authenticator: authenticators }, transaction });
  }
}
