import type { Database, Model, Transaction } from '@nocobase/database';
import { type Email, normalizeEmail, normalizePhone } from './contact-forms';
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
 * @see NocoBase plugin-auth/src/server/model/authenticator.ts (`newUser`)
 * @throws a unique constraint error when a simultaneous sign-in took the phone or e-mail
 */
export async function createUser(
  { db, contacts }: Stores,
  member: MemberIdentity,
  profile: MemberProfile,
  transaction: Transaction,
): Promise<Model> {
  const phone = normalizePhone(profile.phone);
  const email = await freeEmail(contacts, profile.emails, transaction);
  const values = { nickname: profile.name ?? member.userId, ...(phone && { phone }), ...(email && { email }) };
  const user = await contacts.asWeCom(() => db.getModel('users').create(values, { transaction }));
  await db.emitAsync('users.afterCreateWithAssociations', user, { transaction });
  return user;
}

/**
 * Completes empty fields of a user. Nothing is overwritten, and what somebody else has is left out.
 *
 * @param write - runs a write, as all writes of accounts are run
 */
export async function completeUser(
  { contacts }: Stores,
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
      // Otherwise the user that is answered has what the database has not.
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
  const email = user.get('email') ? undefined : await freeEmail(contacts, profile.emails);
  return { ...(phone && (await isFree(contacts.findByPhone(phone))) && { phone }), ...(email && { email }) };
}

/** Addresses are unique in NocoBase: one that somebody has already, in whatever form, is left out rather than fought over. */
async function freeEmail(contacts: Contacts, emails: string[], transaction?: Transaction): Promise<Email | undefined> {
  for (const email of emails.map(normalizeEmail)) {
    if (email && (await isFree(contacts.findByEmail(email, transaction)))) return email;
  }
  return undefined;
}

async function isFree(holders: ReturnType<Contacts['findByPhone']>): Promise<boolean> {
  return (await holders).length === 0;
}

/** Without a default role new users can sign in but see nothing. */
export async function hasDefaultRole(db: Database, transaction?: Transaction): Promise<boolean> {
  if (!db.hasCollection('roles')) return true;
  return (await db.getModel('roles').count({ where: { default: true }, transaction })) > 0;
}
