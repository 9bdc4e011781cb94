import { randomBytes } from 'node:crypto';
import type { Database, Model, Transaction } from '@nocobase/database';
import { normalizeEmail, normalizePhone } from './contact-forms';
import type { Contacts } from './contacts/contacts';
import type { MemberIdentity, MemberProfile } from './member-identity';

interface Stores {
  db: Database;
  contacts: Contacts;
}

/**
 * Makes a user from what WeCom told, with the default role as NocoBase's own sign-up gives it: plugin-acl listens to
 * `users.afterCreateWithAssociations`.
 *
 * @param leaveOutTaken - a number that somebody else holds stays there (S-41); otherwise it is a conflict
 * @see NocoBase plugin-auth/src/server/model/authenticator.ts (`newUser`)
 * @throws a unique constraint error when a simultaneous sign-in took the phone or e-mail
 */
export async function createUser(
  { db, contacts }: Stores,
  member: MemberIdentity,
  profile: MemberProfile,
  transaction: Transaction,
  { leaveOutTaken = false } = {},
): Promise<Model> {
  const phone = normalizePhone(profile.phone);
  const email = await freeEmail(contacts, profile, transaction);
  const values = {
    nickname: profile.name ?? member.userId,
    username: await freeUsername(db, member.userId, transaction),
    ...(phone && (!leaveOutTaken || (await isFree(contacts.findByPhone(phone, transaction)))) && { phone }),
    ...(email && { email }),
  };
  const user = await contacts.asWeCom(() => db.getModel('users').create(values, { transaction }));
  await db.emitAsync('users.afterCreateWithAssociations', user, { transaction });
  return user;
}

/**
 * Fills empty fields of a user. Nothing is overwritten, and what somebody else has is left out.
 *
 * @param write - runs a write, as all writes of accounts are run
 */
export async function fillEmptyFields(
  { contacts }: Pick<Stores, 'contacts'>,
  user: Model,
  profile: MemberProfile,
  write: (run: () => Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  if (Object.keys(await missingValues(contacts, user, profile)).length === 0) return;
  await write(async () => {
    try {
      // Looked up again: a simultaneous sign-in that took a value is seen when the write is tried once more.
      const values = await missingValues(contacts, user, profile);
      await contacts.asWeCom(() => user.update(values));
    } catch (error) {
      // Undo the change in memory, so that the response matches the database.
      await user.reload();
      throw error;
    }
  });
}

async function missingValues(
  contacts: Contacts,
  user: Model,
  profile: MemberProfile,
): Promise<{ phone?: string; email?: string }> {
  const phone = user.get('phone') ? undefined : normalizePhone(profile.phone);
  const email = user.get('email') ? undefined : await freeEmail(contacts, profile);
  return { ...(phone && (await isFree(contacts.findByPhone(phone))) && { phone }), ...(email && { email }) };
}

/** Addresses are unique in NocoBase: one that somebody has already is left out rather than fought over. */
async function freeEmail(
  contacts: Contacts,
  { bizMail }: MemberProfile,
  transaction?: Transaction,
): Promise<string | undefined> {
  const email = normalizeEmail(bizMail);
  return email && (await isFree(contacts.findByEmail(email, transaction))) ? email : undefined;
}

/**
 * The userid if it is free, so that administrators find people by it, and NocoBase's own look-ups by username never meet
 * an empty value (S-49).
 *
 * @see NocoBase plugin-users (`validateUsername`)
 */
async function freeUsername(db: Database, userId: string, transaction?: Transaction): Promise<string> {
  const candidates = usernamesFor(userId);
  const [wanted] = candidates;
  const taken = (await db
    .getModel('users')
    .findAll({ where: { username: candidates }, attributes: ['username'], raw: true, transaction })) as unknown as {
    username: string;
  }[];
  const names = new Set(taken.map(({ username }) => username.toLowerCase()));
  return candidates.find((name) => !names.has(name.toLowerCase())) ?? `${wanted}-${randomBytes(4).toString('hex')}`;
}

/** What a member may be called in NocoBase, the best first. */
export function usernamesFor(userId: string): string[] {
  const wanted = userId.replace(/[@<>"'/]/g, '.').slice(0, 40);
  return [wanted, ...Array.from({ length: 8 }, (_, index) => `${wanted}-${index + 2}`)];
}

async function isFree(holders: ReturnType<Contacts['findByPhone']>): Promise<boolean> {
  return (await holders).length === 0;
}

/** Without a default role new users can sign in but see nothing. */
export async function hasDefaultRole(db: Database, transaction?: Transaction): Promise<boolean> {
  if (!db.hasCollection('roles')) return true;
  return (await db.getModel('roles').count({ where: { default: true }, transaction })) > 0;
}
