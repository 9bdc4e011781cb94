import type { Database, Model } from '@nocobase/database';
import { isDoubtful, type Link } from './account-links';
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

/** Columns beside those of the user; nothing that is made of the user may have them. */
const DEFAULT_ROLE = 'wecomDefaultRole';
const SHOWN_AS = 'wecomShownAs';

/**
 * The quick way of every sign-in but the first: two queries by index, side by side.
 *
 * @returns undefined without a link, or when the user was deleted since
 */
export async function findLinked(
  { db, links }: AccountsSetting,
  member: MemberIdentity,
  authenticator: string,
): Promise<Linked | undefined> {
  const [link, found] = await Promise.all([links.findLink(member), findUser(db, member, authenticator)]);
  if (!link || !found || String(found.user.get('id')) !== link.userId) return undefined;
  const { user, shownAs, defaultRole } = found;
  return { link, user, isShown: shownAs === member.userId, ...(defaultRole && { defaultRole }) };
}

/**
 * The user of a member, with the default role and how NocoBase shows the link: subqueries by hand, because queries are
 * what a sign-in costs. With four, and slower cookies, ten at once reached 0.68 x of the rate of 0.1 (bench `versions`),
 * now 0.81 x. One query for all was no faster, and slower as a join of Sequelize's.
 */
async function findUser(db: Database, { corpId, memberId }: MemberIdentity, authenticator: string) {
  const value = (one: string | boolean) => new Sql(String(db.sequelize.escape(one as string)));
  // Sequelize calls the table of the query by the name of its model.
  const id = tableOf(db, 'users', 'users').column('id');
  const link = tableOf(db, 'wecomAccounts', 'l');
  const role = tableOf(db, 'rolesUsers', 'r');
  const shown = tableOf(db, 'usersAuthenticators', 's');
  const linked = sql`${id} = (SELECT ${link.column('userId')} FROM ${link.name}
    WHERE ${link.column('corpId')} = ${value(corpId)} AND ${link.column('memberId')} = ${value(memberId)})`;
  const defaultRole = sql`(SELECT ${role.column('roleName')} FROM ${role.name}
    WHERE ${role.column('userId')} = ${id} AND ${role.column('default')} = ${value(true)} LIMIT 1)`;
  const shownAs = sql`(SELECT ${shown.column('uuid')} FROM ${shown.name}
    WHERE ${shown.column('userId')} = ${id} AND ${shown.column('authenticator')} = ${value(authenticator)} LIMIT 1)`;
  const { literal } = db.sequelize;
  const user = await db.getModel('users').findOne({
    where: literal(linked.text),
    attributes: {
      include: [
        [literal(defaultRole.text), DEFAULT_ROLE],
        [literal(shownAs.text), SHOWN_AS],
      ],
    },
  } as object);
  if (!user) return undefined;
  const take = (name: string) => {
    const taken = user.get(name) as string | null;
    delete user.dataValues[name];
    return taken ?? undefined;
  };
  return { user, defaultRole: take(DEFAULT_ROLE), shownAs: take(SHOWN_AS) };
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
