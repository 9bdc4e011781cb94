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
      const before = values.length;
      const mustCount = before > 0 && part.values.length > 0;
      text += mustCount ? part.text.replace(/\$(\d+)/g, (_, number) => `$${Number(number) + before}`) : part.text;
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

/** Kept, since quoting takes a regular expression for each name: slow in NocoBase's hardened JavaScript. */
const tables = new WeakMap<Database, Map<string, Table>>();

/** @param alias - for the columns; without one they have the plain name */
export function tableOf(db: Database, collection: string, alias = ''): Table {
  const known = tables.get(db) ?? new Map<string, Table>();
  tables.set(db, known);
  return kept(known, `${collection} ${alias}`, () => newTable(db, collection, alias));
}

function newTable(db: Database, collection: string, alias: string): Table {
  const generator = generatorOf(db);
  const as = alias && generator.quoteIdentifier(alias);
  const name = generator.quoteTable(db.getModel(collection).getTableName());
  const newColumn = (field: string) => {
    const column = generator.quoteIdentifier(db.getModel(collection).rawAttributes[field]?.field ?? field);
    return new Sql(as ? `${as}.${column}` : column);
  };
  const columns = new Map<string, Sql>();
  return {
    name: new Sql(as ? `${name} ${as}` : name),
    column: (field) => kept(columns, field, () => newColumn(field)),
  };
}

function kept<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
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
