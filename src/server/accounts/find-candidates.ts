import { type Database, Op, type Transaction } from '@nocobase/database';
import type { AccountLinks } from './account-links';
import type { Candidate, Candidates } from './decide';
import { normalizeEmail } from './email';
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

  const phoneIds = phone ? await usersWith(db, 'phone', phone, transaction) : [];
  const emailIds: string[][] = [];
  for (const email of emails) emailIds.push(await usersWith(db, 'email', email, transaction));

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

/** How a value is looked up: never without one, which would find somebody (S-17). */
const FIELDS = {
  phone: { normalize: normalizePhone, forms: storedForms, column: withoutPunctuation },
  email: { normalize: normalizeEmail, forms: (email: string) => [email], column: lowerCase },
};

/**
 * @param value - in its normal form
 * @returns ids of the users who have it, in whatever form somebody typed it
 */
export async function usersWith(
  db: Database,
  field: keyof typeof FIELDS,
  value: string,
  transaction?: Transaction,
): Promise<string[]> {
  const { sequelize } = db;
  const { normalize, forms, column } = FIELDS[field];
  const users = db.getModel('users');
  const stored = sequelize.col(users.rawAttributes[field]?.field ?? field) as unknown as SqlColumn;
  const found = await users.findAll({
    where: sequelize.where(column(db, stored), { [Op.in]: forms(value) }),
    attributes: ['id', field],
    limit: LIMIT,
    raw: true,
    transaction,
  });
  // Compared once more here: MariaDB's collations take josé@ and jose@ for the same text, which may be two people.
  const same = found.filter((row) => normalize((row as unknown as Record<string, unknown>)[field]) === value);
  return same.map(({ id }) => String(id));
}

function withoutPunctuation(db: Database, column: SqlColumn): SqlColumn {
  return PUNCTUATION.reduce((sql, mark) => db.sequelize.fn('REPLACE', sql, mark, ''), column);
}

function lowerCase(db: Database, column: SqlColumn): SqlColumn {
  return db.sequelize.fn('LOWER', column);
}

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
