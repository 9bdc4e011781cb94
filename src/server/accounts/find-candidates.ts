import { type Database, Op, type Transaction } from '@nocobase/database';
import type { Candidate, Candidates } from './decide';
import { normalizeEmail } from './email';
import type { AccountLinks } from './links';
import type { MemberIdentity, MemberProfile } from './member-identity';
import { normalizePhone, storedForms } from './phone';

/** More rows than this make no difference: two matches are refused already. */
const LIMIT = 20;
const PUNCTUATION = [' ', '-', '(', ')', '.'];
const PRIVILEGED_ROLE = 'root';

type SqlColumn = ReturnType<Database['sequelize']['fn']>;

/**
 * Users whom the member's phone or e-mail might mean. Both columns are compared in a normal form, which reads the whole
 * table; that happens once in the life of a member, at the first sign-in.
 */
export async function findCandidates(
  db: Database,
  links: AccountLinks,
  member: MemberIdentity,
  profile: MemberProfile,
  transaction?: Transaction,
): Promise<Candidates> {
  const phone = normalizePhone(profile.phone);
  const emails = [...new Set(profile.emails.map(normalizeEmail))].filter((email) => email !== undefined);

  const phoneIds = phone
    ? await findIds(db, { field: 'phone', column: withoutPunctuation(db), forms: storedForms(phone) }, transaction)
    : [];
  const emailIds: string[][] = [];
  for (const email of emails) {
    emailIds.push(await findIds(db, { field: 'email', column: lowerCase(db), forms: [email] }, transaction));
  }

  const all = [...new Set([...phoneIds, ...emailIds.flat()])];
  const linked = await links.linkedToOthers(member, all, transaction);
  const privileged = await privilegedUsers(db, all, transaction);
  const describe = (userId: string): Candidate => ({
    userId,
    privileged: privileged.has(userId),
    linkedElsewhere: linked.has(userId),
  });
  return { byPhone: phoneIds.map(describe), byEmail: emailIds.map((ids) => ids.map(describe)) };
}

interface LookUp {
  field: 'phone' | 'email';
  column: (column: SqlColumn) => SqlColumn;
  /** Never empty: a look-up without a value would find somebody (S-17). The first is the normal form. */
  forms: string[];
}

const NORMALIZE = { phone: normalizePhone, email: normalizeEmail };

async function findIds(db: Database, { field, column, forms }: LookUp, transaction?: Transaction): Promise<string[]> {
  const { sequelize } = db;
  const users = db.getModel('users');
  const stored = sequelize.col(users.rawAttributes[field]?.field ?? field) as unknown as SqlColumn;
  const found = await users.findAll({
    where: sequelize.where(column(stored), { [Op.in]: forms }),
    attributes: ['id', field],
    limit: LIMIT,
    raw: true,
    transaction,
  });
  // Compared once more here: MariaDB's collations take josé@ and jose@ for the same text, which may be two people.
  const same = found.filter((row) => NORMALIZE[field]((row as unknown as Record<string, unknown>)[field]) === forms[0]);
  return same.map(({ id }) => String(id));
}

const withoutPunctuation = (db: Database) => (column: SqlColumn) =>
  PUNCTUATION.reduce((sql, mark) => db.sequelize.fn('REPLACE', sql, mark, ''), column);

const lowerCase = (db: Database) => (column: SqlColumn) => db.sequelize.fn('LOWER', column);

async function privilegedUsers(db: Database, userIds: string[], transaction?: Transaction): Promise<Set<string>> {
  if (userIds.length === 0 || !db.hasCollection('rolesUsers')) return new Set();
  const rows = (await db.getModel('rolesUsers').findAll({
    where: { userId: userIds, roleName: PRIVILEGED_ROLE },
    attributes: ['userId'],
    raw: true,
    transaction,
  })) as unknown as { userId: unknown }[];
  return new Set(rows.map(({ userId }) => String(userId)));
}
