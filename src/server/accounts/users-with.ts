import { type Database, Op, type Transaction } from '@nocobase/database';
import { normalizeEmail } from './email';
import { normalizePhone, storedForms } from './phone';

/** More rows than this make no difference: two matches are refused already. */
const LIMIT = 20;
const PUNCTUATION = [' ', '-', '(', ')', '.'];

type SqlColumn = ReturnType<Database['sequelize']['fn']>;

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

/** Looks the columns of users up, and takes every number for one that an administrator wrote. */
export class ColumnLookUp {
  constructor(private readonly db: Database) {}

  async findByPhone(phone: string, transaction?: Transaction) {
    return (await usersWith(this.db, 'phone', phone, transaction)).map((userId) => ({ userId, trusted: true }));
  }

  async findByEmail(email: string, transaction?: Transaction) {
    return (await usersWith(this.db, 'email', email, transaction)).map((userId) => ({ userId, trusted: true }));
  }
}
