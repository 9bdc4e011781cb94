import type { Database, Model, Transaction } from '@nocobase/database';
import { mayBeSomebodyElse } from './identity-change';
import type { MemberIdentity } from './member-identity';

const LINKS = 'wecomAccounts';

export type LinkState = 'active' | 'left' | 'blocked';
/** Why the member of an active link may not use the app at the moment; access comes back by itself. */
export type Away = 'disabled' | 'out-of-range';
type LinkOrigin = 'phone' | 'email' | 'proof' | 'profile' | 'sign-up' | 'sync' | 'administrator';

/** A row of the table `wecomAccounts`; ids as texts, since big integers are texts on some databases. */
export interface Link {
  id: string;
  corpId: string;
  memberId: string;
  userId: string;
  memberName?: string;
  state: LinkState;
  origin?: LinkOrigin;
  phoneDigest?: string;
  createdAt: Date;
  lastSignInAt?: Date;
  leftAt?: Date;
  away?: Away;
}

/** What a link remembers of its member. */
export interface LinkDetails {
  memberName?: string;
  origin: LinkOrigin;
  phoneDigest?: string;
}

/** Reads and writes which member is which user. Every member that is looked up comes from a `MemberIdentity`. */
export class AccountLinks {
  constructor(private readonly db: Database) {}

  async findLink({ corpId, memberId }: MemberIdentity, transaction?: Transaction): Promise<Link | undefined> {
    return this.one({ corpId, memberId }, transaction);
  }

  async findById(id: string | number, transaction?: Transaction): Promise<Link | undefined> {
    return this.one({ id }, transaction);
  }

  async ofUserInCorp(corpId: string, userId: string, transaction?: Transaction): Promise<Link | undefined> {
    return this.one({ corpId, userId }, transaction);
  }

  /** Members of one company by the ids of their users: only those who may use it now. One query by index. */
  async activeMembers(corpId: string, userIds: string[]): Promise<Map<string, string>> {
    const rows = await this.db.getModel(LINKS).findAll({
      where: { corpId, userId: userIds, state: 'active' },
      attributes: ['userId', 'memberId'],
      raw: true,
    });
    return new Map(rows.map(linkOf).map(({ userId, memberId }) => [userId, memberId]));
  }

  /** All links of these users, in every company. */
  async ofUsers(userIds: string[], transaction?: Transaction): Promise<Link[]> {
    if (userIds.length === 0) return [];
    const rows = await this.db.getModel(LINKS).findAll({ where: { userId: userIds }, raw: true, transaction });
    return rows.map(linkOf);
  }

  /** @throws a unique constraint error when another sign-in was first */
  async create(member: MemberIdentity, userId: string, details: LinkDetails, transaction: Transaction): Promise<void> {
    const { corpId, memberId } = member;
    await this.db.getModel(LINKS).create({ corpId, memberId, userId, state: 'active', ...details }, { transaction });
  }

  /** Makes an existing row the link of this member, who is the same person (again). */
  async take(link: Link, member: MemberIdentity, details: LinkDetails, transaction: Transaction): Promise<void> {
    const { memberId } = member;
    const values = { memberId, state: 'active', leftAt: null, away: null, formerMemberId: null, ...details };
    await this.update(link, values, transaction);
  }

  /** Another person has this userid now: the row of the former holder gives it up and remembers it (S-42). */
  async giveUp(link: Link, transaction: Transaction): Promise<void> {
    // No userid begins so; the column must have a value, and the pair must stay unique.
    const values = {
      memberId: `#${link.id}`,
      formerMemberId: link.memberId,
      state: 'left',
      leftAt: new Date(),
      away: null,
    };
    await this.update(link, values, transaction);
  }

  async setState(link: Link, state: LinkState, transaction?: Transaction): Promise<void> {
    await this.update(link, { state, leftAt: state === 'left' ? new Date() : null, away: null }, transaction);
  }

  /** WeCom has disabled the member or does not show him any more; nothing: he is back. */
  async setAway(link: Link, away: Away | null, transaction?: Transaction): Promise<void> {
    await this.update(link, { away, leftAt: away ? new Date() : null }, transaction);
  }

  /** What WeCom calls the member now, as an administrator has confirmed. */
  async setName(link: Link, memberName: string, transaction?: Transaction): Promise<void> {
    await this.update(link, { memberName }, transaction);
  }

  /** The userid of the same person has changed. */
  async rename(link: Link, memberId: string, transaction?: Transaction): Promise<void> {
    await this.update(link, { memberId }, transaction);
  }

  /** What a sign-in brings: when it was, and the name that WeCom gave. */
  async seen(link: Link, { at, name }: { at: Date; name?: string }): Promise<void> {
    await this.update(link, { lastSignInAt: at, ...(name && { memberName: name }) });
  }

  /** Only the very row that was seen: what was written meanwhile must stand. */
  async remove({ id, memberId, userId }: Link, transaction?: Transaction): Promise<void> {
    await this.db.getModel(LINKS).destroy({ where: { id, memberId, userId }, transaction });
  }

  private async update({ id, memberId, userId }: Link, values: object, transaction?: Transaction): Promise<void> {
    await this.db.getModel(LINKS).update(values as never, { where: { id, memberId, userId }, transaction });
  }

  private async one(where: Record<string, unknown>, transaction?: Transaction): Promise<Link | undefined> {
    const row = await this.db.getModel(LINKS).findOne({ where, raw: true, transaction });
    return row ? linkOf(row) : undefined;
  }
}

/** Whether a link still stands for the person who comes now. @param now - ms since 1970 */
export function isDoubtful({ state, memberName, lastSignInAt }: Link, name: string | undefined, now: number) {
  // Version 0.1 noted no sign-ins: the first one after the update is believed, and noted with the name.
  const lastSeenAt = lastSignInAt?.getTime() ?? now;
  return mayBeSomebodyElse({ state, memberName, lastSeenAt }, name, now);
}

export function linkOf(row: Model | object): Link {
  const fields = row as Record<string, unknown>;
  const date = (name: string) => (fields[name] ? new Date(fields[name] as string) : undefined);
  return {
    id: String(fields.id),
    corpId: fields.corpId as string,
    memberId: fields.memberId as string,
    userId: String(fields.userId),
    memberName: (fields.memberName as string | null) ?? undefined,
    state: (fields.state as LinkState | null) ?? 'active',
    origin: (fields.origin as LinkOrigin | null) ?? undefined,
    phoneDigest: (fields.phoneDigest as string | null) ?? undefined,
    createdAt: date('createdAt') ?? new Date(0),
    lastSignInAt: date('lastSignInAt'),
    leftAt: date('leftAt'),
    away: (fields.away as Away | null) ?? undefined,
  };
}
