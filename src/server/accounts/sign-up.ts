import { randomBytes } from 'node:crypto';
import type { Database, Model, Transaction } from '@nocobase/database';
import { normalizeEmail } from './email';
import type { MemberIdentity, MemberProfile } from './member-identity';
import { normalizePhone } from './phone';
import { usersWith } from './users-with';

/**
 * Makes a user from what WeCom told, with the default role as NocoBase's own sign-up gives it: plugin-acl listens to
 * `users.afterCreateWithAssociations`.
 *
 * @param leaveOutTaken - a number that somebody else holds stays there (S-41); otherwise it is a conflict
 * @see NocoBase plugin-auth/src/server/model/authenticator.ts (`newUser`)
 * @throws a unique constraint error when a simultaneous sign-in took the phone or e-mail
 */
export async function createUser(
  db: Database,
  member: MemberIdentity,
  profile: MemberProfile,
  transaction: Transaction,
  { leaveOutTaken = false } = {},
): Promise<Model> {
  const phone = normalizePhone(profile.phone);
  const email = await freeEmail(db, profile, transaction);
  const values = {
    nickname: profile.name ?? member.userId,
    username: await freeUsername(db, member.userId, transaction),
    ...(phone && (!leaveOutTaken || (await isFree(db, 'phone', phone, transaction))) && { phone }),
    ...(email && { email }),
  };
  const user = await db.getModel('users').create(values, { transaction });
  await db.emitAsync('users.afterCreateWithAssociations', user, { transaction });
  return user;
}

/**
 * Fills empty fields of a user. Nothing is overwritten, and what somebody else has is left out.
 *
 * @param write - runs a write, as all writes of accounts are run
 */
export async function fillEmptyFields(
  db: Database,
  user: Model,
  profile: MemberProfile,
  write: (run: () => Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  if (Object.keys(await missingValues(db, user, profile)).length === 0) return;
  await write(async () => {
    try {
      // Looked up again: a simultaneous sign-in that took a value is seen when the write is tried once more.
      await user.update(await missingValues(db, user, profile));
    } catch (error) {
      // Undo the change in memory, so that the response matches the database.
      await user.reload();
      throw error;
    }
  });
}

async function missingValues(
  db: Database,
  user: Model,
  profile: MemberProfile,
): Promise<{ phone?: string; email?: string }> {
  const phone = user.get('phone') ? undefined : normalizePhone(profile.phone);
  const email = user.get('email') ? undefined : await freeEmail(db, profile);
  return { ...(phone && (await isFree(db, 'phone', phone)) && { phone }), ...(email && { email }) };
}

/** Addresses are unique in NocoBase: one that somebody has already is left out rather than fought over. */
async function freeEmail(
  db: Database,
  { bizMail }: MemberProfile,
  transaction?: Transaction,
): Promise<string | undefined> {
  const email = normalizeEmail(bizMail);
  return email && (await isFree(db, 'email', email, transaction)) ? email : undefined;
}

/**
 * The userid if it is free, so that administrators find people by it, and NocoBase's own look-ups by username never meet
 * an empty value (S-49).
 *
 * @see NocoBase plugin-users (`validateUsername`)
 */
async function freeUsername(db: Database, userId: string, transaction?: Transaction): Promise<string> {
  const wanted = userId.replace(/[@<>"'/]/g, '.').slice(0, 40);
  const candidates = [wanted, ...Array.from({ length: 8 }, (_, index) => `${wanted}-${index + 2}`)];
  const taken = (await db
    .getModel('users')
    .findAll({ where: { username: candidates }, attributes: ['username'], raw: true, transaction })) as unknown as {
    username: string;
  }[];
  const names = new Set(taken.map(({ username }) => username.toLowerCase()));
  return candidates.find((name) => !names.has(name.toLowerCase())) ?? `${wanted}-${randomBytes(4).toString('hex')}`;
}

/** In whatever form somebody may have it; first in the one that an index finds. */
async function isFree(db: Database, field: 'phone' | 'email', value: string, transaction?: Transaction) {
  if ((await db.getModel('users').count({ where: { [field]: value }, transaction })) > 0) return false;
  return (await usersWith(db, field, value, transaction)).length === 0;
}

/** Without a default role new users can sign in but see nothing. */
export async function hasDefaultRole(db: Database, transaction?: Transaction): Promise<boolean> {
  if (!db.hasCollection('roles')) return true;
  return (await db.getModel('roles').count({ where: { default: true }, transaction })) > 0;
}
