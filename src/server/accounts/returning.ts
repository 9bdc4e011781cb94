import type { Model } from '@nocobase/database';
import { isDoubtful, type Link, linkOf } from './account-links';
import { Sql, sql, tableOf } from './contacts/sql';
import type { MemberIdentity, MemberProfile } from './member-identity';
import { type AccountsSetting, withoutCost } from './setting';
import { fillEmptyFields } from './sign-up';

/** The last sign-in is written at most once in so long, in ms. */
const SEEN_AFTER_MS = 24 * 3600_000;

/** A linked user, and what else a sign-in wants to know. */
export interface Linked {
  link: Link;
  user: Model;
  /** Whether NocoBase shows the link as it is. */
  isShown: boolean;
  /** Name of the role that the user chose as default, if any. */
  defaultRole?: string;
}

/** Columns beside those of the link. */
const DEFAULT_ROLE = 'wecomDefaultRole';
const SHOWN_AS = 'wecomShownAs';

/**
 * The quick way of every sign-in but the first: one query by index, because queries are what a sign-in costs (bench
 * `versions`). The default role and how NocoBase shows the link are subqueries by hand for the same reason.
 *
 * @returns undefined without a link, or when the user was deleted since
 */
export async function findLinked(
  { db }: AccountsSetting,
  { corpId, memberId, userId: userid }: MemberIdentity,
  authenticator: string,
): Promise<Linked | undefined> {
  const value = (one: string | boolean) => new Sql(String(db.sequelize.escape(one as string)));
  // Sequelize calls the table of the query by the name of its model.
  const userId = tableOf(db, 'wecomAccounts', 'wecomAccounts').column('userId');
  const role = tableOf(db, 'rolesUsers', 'r');
  const shown = tableOf(db, 'usersAuthenticators', 's');
  const defaultRole = sql`(SELECT ${role.column('roleName')} FROM ${role.name}
    WHERE ${role.column('userId')} = ${userId} AND ${role.column('default')} = ${value(true)} LIMIT 1)`;
  const shownAs = sql`(SELECT ${shown.column('uuid')} FROM ${shown.name}
    WHERE ${shown.column('userId')} = ${userId} AND ${shown.column('authenticator')} = ${value(authenticator)} LIMIT 1)`;
  const { literal } = db.sequelize;
  const row = await db.getModel('wecomAccounts').findOne({
    where: { corpId, memberId },
    attributes: {
      include: [
        [literal(defaultRole.text), DEFAULT_ROLE],
        [literal(shownAs.text), SHOWN_AS],
      ],
    },
    include: [{ association: 'user', required: true }],
  });
  if (!row) return undefined;
  const defaultRoleName = row.get(DEFAULT_ROLE) as string | null;
  return {
    link: linkOf(row.get()),
    user: row.get('user') as Model,
    isShown: row.get(SHOWN_AS) === userid,
    ...(defaultRoleName && { defaultRole: defaultRoleName }),
  };
}

export interface Returning {
  linked: Linked;
  member: MemberIdentity;
  profile: MemberProfile;
  /** Name of the authenticator in use. */
  authenticator: string;
  now: number;
}

/** Whether the link still stands for the person who comes: the others are matched anew (S-42). */
export function isStillTheSame({ link }: Linked, name: string | undefined, now: number): boolean {
  return link.state === 'active' && !isDoubtful(link, name, now);
}

/** What a returning member's sign-in brings along: the link as NocoBase shows it, and empty fields of the user. */
export async function refreshAccount(
  { links, shown, contacts, writes, log }: AccountsSetting,
  { linked: { link, user, isShown }, member, profile, authenticator, now }: Returning,
): Promise<void> {
  const { userId } = link;
  await withoutCost(log, 'a signed-in user could not be completed', userId, async () => {
    if (!isShown) {
      await writes.run(() => shown.write(member, { userId, authenticator, name: profile.name }));
    }
    await fillEmptyFields({ contacts }, user, profile, (write) => writes.run(write));
  });
  const isNews = profile.name !== undefined && profile.name !== link.memberName;
  if (isNews || now - (link.lastSignInAt?.getTime() ?? 0) > SEEN_AFTER_MS) {
    // Not awaited: the answer does not wait for a note.
    withoutCost(log, 'the last sign-in could not be noted', userId, () =>
      writes.run(() => links.seen(link, { at: new Date(now), name: profile.name })),
    );
  }
}
