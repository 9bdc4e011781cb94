import { type Database, type Model, Op, type Transaction } from '@nocobase/database';
import type { MemberIdentity } from './member-identity';

/** Parts of Sequelize that its types leave out. */
interface QueryGenerator {
  quoteIdentifier(name: string): string;
  quoteTable(name: unknown): string;
}

const LINKS = 'wecomAccounts';
const SHOWN_LINKS = 'usersAuthenticators';
const ROLES = 'rolesUsers';
/** Names of columns that exist in one query only. */
const SHOWN_AS = 'wecomShownAs';
const DEFAULT_ROLE = 'wecomDefaultRole';

/** Reads and writes which member is which user. Every value that is looked up comes from a `MemberIdentity`. */
export class AccountLinks {
  constructor(private readonly db: Database) {}

  /**
   * The quick way of every sign-in but the first: one query by index gives the user, how NocoBase shows the link, and the
   * role that the session begins with.
   *
   * @returns undefined without a link, or when the user was deleted since
   */
  async findLinked(member: MemberIdentity, authenticator: string): Promise<Linked | undefined> {
    const { linkedId, shownAs, defaultRole } = this.subqueries(member, authenticator);
    const user = await this.db.getModel('users').findOne({
      // Not `id: linkedId`: Sequelize would take that for the whole condition, which is true of any user.
      where: { id: { [Op.in]: linkedId } },
      attributes: {
        include: [
          [shownAs, SHOWN_AS],
          [defaultRole, DEFAULT_ROLE],
        ],
      },
    });
    if (!user) return undefined;
    const { [SHOWN_AS]: uuid, [DEFAULT_ROLE]: role, ...fields } = user.dataValues;
    // Helper columns, not fields of the user: taken off before the user is serialised.
    user.dataValues = fields;
    return { user, isShown: uuid === member.userId, defaultRole: role ?? undefined };
  }

  /** @returns the linked user; undefined without a link, or when the user was deleted since. */
  async findUser({ corpId, memberId }: MemberIdentity, transaction?: Transaction): Promise<Model | undefined> {
    const link = await this.db.getModel(LINKS).findOne({ where: { corpId, memberId }, raw: true, transaction });
    if (!link) return undefined;
    return (await this.db.getModel('users').findByPk(userIdOf(link), { transaction })) ?? undefined;
  }

  /**
   * A user who is linked to this very member does not count: a simultaneous sign-in has done that since
   * {@link findUser}, and {@link create} is going to find out.
   *
   * @returns which of these users are linked to another member of the corp, as texts
   */
  async linkedToOthers(
    { corpId, memberId }: MemberIdentity,
    userIds: string[],
    transaction?: Transaction,
  ): Promise<Set<string>> {
    if (userIds.length === 0) return new Set();
    const links = await this.db.getModel(LINKS).findAll({
      where: { corpId, memberId: { [Op.ne]: memberId }, userId: userIds },
      attributes: ['userId'],
      raw: true,
      transaction,
    });
    return new Set(links.map(userIdOf));
  }

  /**
   * Removes the link of a member whose user was deleted past NocoBase. Only the very row that was seen: a link that a
   * simultaneous sign-in has written meanwhile must stand.
   */
  async removeDangling({ corpId, memberId }: MemberIdentity, transaction: Transaction): Promise<void> {
    const model = this.db.getModel(LINKS);
    const link = await model.findOne({ where: { corpId, memberId }, transaction });
    if (!link || (await this.db.getModel('users').findByPk(userIdOf(link.get()), { transaction }))) return;
    await model.destroy({ where: { id: link.get('id') as number, userId: userIdOf(link.get()) }, transaction });
  }

  /** @throws a unique constraint error when another sign-in was first */
  async create({ corpId, memberId }: MemberIdentity, userId: string, transaction: Transaction): Promise<void> {
    await this.db.getModel(LINKS).create({ corpId, memberId, userId }, { transaction });
  }

  /** Parts of a query of users: the id of the linked one, and of a user the member id that NocoBase shows and the role. */
  private subqueries({ corpId, memberId }: MemberIdentity, authenticator: string) {
    const { sequelize } = this.db;
    const generator = sequelize.getQueryInterface().queryGenerator as unknown as QueryGenerator;
    const table = (name: string) => generator.quoteTable(this.db.getModel(name).getTableName());
    const column = (name: string, field: string) =>
      generator.quoteIdentifier(this.db.getModel(name).rawAttributes[field]?.field ?? field);
    const value = (content: string | boolean) => sequelize.escape(content as string);
    const ofUser = `${generator.quoteIdentifier('users')}.${column('users', 'id')}`;
    return {
      linkedId: sequelize.literal(
        `(SELECT ${column(LINKS, 'userId')} FROM ${table(LINKS)}` +
          ` WHERE ${column(LINKS, 'corpId')} = ${value(corpId)} AND ${column(LINKS, 'memberId')} = ${value(memberId)})`,
      ),
      shownAs: sequelize.literal(
        `(SELECT shown.${column(SHOWN_LINKS, 'uuid')} FROM ${table(SHOWN_LINKS)} AS shown` +
          ` WHERE shown.${column(SHOWN_LINKS, 'authenticator')} = ${value(authenticator)}` +
          ` AND shown.${column(SHOWN_LINKS, 'userId')} = ${ofUser})`,
      ),
      defaultRole: sequelize.literal(
        `(SELECT role.${column(ROLES, 'roleName')} FROM ${table(ROLES)} AS role` +
          ` WHERE role.${column(ROLES, 'userId')} = ${ofUser}` +
          ` AND role.${column(ROLES, 'default')} = ${value(true)} LIMIT 1)`,
      ),
    };
  }

  /** Removes all links of a user, for instance because the user is deleted. */
  async removeOf(userId: string | number, transaction?: Transaction): Promise<void> {
    await this.db.getModel(LINKS).destroy({ where: { userId }, transaction });
  }

  /**
   * Writes the link where NocoBase shows links and other plugins look for them, for the authenticator in use.
   * Does nothing when it is there already.
   */
  async show(
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
}

/** A linked user, and what else a sign-in wants to know. */
export interface Linked {
  user: Model;
  /** Whether NocoBase shows the link as it is. */
  isShown: boolean;
  /** Name of the role that the user chose as default, if any. */
  defaultRole?: string;
}

/** Big integers are texts on some databases and numbers on others. */
function userIdOf(row: unknown): string {
  return String((row as { userId: unknown }).userId);
}
