import type { Database, Transaction } from '@nocobase/database';

/** SQL with its values, which the database gets apart from it. */
export class Sql {
  constructor(
    readonly text: string,
    readonly values: readonly unknown[] = [],
  ) {}
}

/** A statement: parts that are {@link Sql} become part of the text, everything else is a value. */
export function sql(texts: TemplateStringsArray, ...parts: unknown[]): Sql {
  let text = texts[0] ?? '';
  const values: unknown[] = [];
  parts.forEach((part, index) => {
    if (part instanceof Sql) {
      text += part.text.replace(/\$(\d+)/g, (_, number) => `$${Number(number) + values.length}`);
      values.push(...part.values);
    } else {
      values.push(part);
      text += `$${values.length}`;
    }
    text += texts[index + 1] ?? '';
  });
  return new Sql(text, values);
}

export function join(parts: Sql[], separator = ', '): Sql {
  const between = parts.slice(1).map(() => separator);
  return sql(Object.assign(['', ...between, ''], { raw: [] }), ...parts);
}

/** A table and its columns, quoted as the database wants them, with NocoBase's prefix, schema and `DB_UNDERSCORED`. */
export interface Table {
  name: Sql;
  column(field: string): Sql;
}

/** Parts of Sequelize that its types leave out. */
interface QueryGenerator {
  quoteIdentifier(name: string): string;
  quoteTable(name: unknown): string;
}

const generatorOf = (db: Database) => db.sequelize.getQueryInterface().queryGenerator as unknown as QueryGenerator;

/** A name that the statement itself gives, such as that of a column of its result. */
export const nameOf = (db: Database, name: string) => new Sql(generatorOf(db).quoteIdentifier(name));

/** @param alias - for the columns; without one they have the plain name */
export function tableOf(db: Database, collection: string, alias?: string): Table {
  const generator = generatorOf(db);
  const model = db.getModel(collection);
  const as = alias ? generator.quoteIdentifier(alias) : '';
  const prefix = as && `${as}.`;
  const name = generator.quoteTable(model.getTableName());
  return {
    name: new Sql(as ? `${name} ${as}` : name),
    column: (field) => new Sql(`${prefix}${generator.quoteIdentifier(model.rawAttributes[field]?.field ?? field)}`),
  };
}

/** NocoBase's names of MySQL and MariaDB are one for us. */
export type Family = 'sqlite' | 'postgres' | 'mysql';

export function familyOf(db: Database): Family {
  const dialect = db.sequelize.getDialect();
  return dialect === 'sqlite' || dialect === 'postgres' ? dialect : 'mysql';
}

export async function select<Row>(db: Database, statement: Sql, transaction?: Transaction): Promise<Row[]> {
  return (await run(db, 'SELECT', statement, transaction)) as Row[];
}

/** @returns how many rows were written, as far as the database tells */
export async function execute(db: Database, statement: Sql, transaction?: Transaction): Promise<number> {
  // Sequelize answers the number of rows for this type alone.
  const [, written] = (await run(db, 'UPDATE', statement, transaction)) as [unknown, unknown];
  return Number(written ?? 0);
}

/** @see Sequelize's `QueryTypes`, which NocoBase does not hand on */
function run(db: Database, type: 'SELECT' | 'UPDATE', { text, values }: Sql, transaction?: Transaction) {
  const bind = values.length > 0 ? { bind: [...values] } : {};
  return db.sequelize.query(text, { type, transaction, ...bind } as object);
}
