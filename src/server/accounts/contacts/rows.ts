import type { Database, Transaction } from '@nocobase/database';
import type { ContactKind, Email, Phone } from '../contact-forms';
import { COLUMN, CONTACTS } from './names';
import { execute, type Family, familyOf, join, Sql, sql, tableOf } from './sql';
import { isTrusted, type Writer } from './writer';

export interface ContactRow {
  userId: string | number;
  kind: ContactKind;
  /** See `names.ts`. */
  source: string;
  key: Phone | Email;
  writer: Writer;
}

/** More rows than this in one statement save nothing, and values have a limit. */
const ROWS_A_STATEMENT = 500;

/** Of more rows the values of a statement, each on its own, take longer than writing them. */
const FEW_ROWS = 20;

const WRITTEN = ['userId', 'kind', 'source', 'key', 'writer', 'waiting'];

/** The only writer of the table of contacts. Each method is one statement, or one for each 500 rows. */
export class ContactRows {
  constructor(private readonly db: Database) {}

  /** Writes rows; what stood there before is replaced, with its writer. */
  put(rows: ContactRow[], transaction?: Transaction): Promise<void> {
    const column = (name: string) => this.table.column(name);
    const changed = ['key', 'writer', 'waiting'].map(column);
    if (familyOf(this.db) === 'mysql') {
      const set = join(changed.map((name) => sql`${name} = VALUES(${name})`));
      return this.insert(rows, new Sql('INSERT'), sql` ON DUPLICATE KEY UPDATE ${set}`, transaction);
    }
    const set = join(changed.map((name) => sql`${name} = excluded.${name}`));
    const place = join(['userId', 'kind', 'source'].map(column));
    return this.insert(rows, new Sql('INSERT'), sql` ON CONFLICT (${place}) DO UPDATE SET ${set}`, transaction);
  }

  /** Writes rows where none stand yet: what a save has written meanwhile stays. */
  add(rows: ContactRow[], transaction?: Transaction): Promise<void> {
    const { before, after } = insertMissing(this.db);
    return this.insert(rows, before, after, transaction);
  }

  /** Another key, for which nobody can be named, in place of this one; nothing if a save was faster. */
  async replace({ userId, kind, source, key }: ContactRow, found: Phone | Email, transaction?: Transaction) {
    const { name, column } = this.table;
    await execute(
      this.db,
      sql`UPDATE ${name} SET ${column('key')} = ${found}, ${column('writer')} = ${'unknown'},
        ${column('waiting')} = ${true} WHERE ${column('userId')} = ${userId} AND ${column('kind')} = ${kind}
        AND ${column('source')} = ${source} AND ${column('key')} = ${key}`,
      transaction,
    );
  }

  /** Removes the rows of a user that have all of this. */
  async remove(where: { userId: string | number } & Partial<Omit<ContactRow, 'writer'>>, transaction?: Transaction) {
    const conditions = Object.entries(where).map(([field, value]) => sql`${this.table.column(field)} = ${value}`);
    await execute(this.db, sql`DELETE FROM ${this.table.name} WHERE ${join(conditions, ' AND ')}`, transaction);
  }

  /**
   * A trusted writer vouches for what stands in a user's columns already. Only for rows that nobody vouches for yet.
   *
   * @returns how many rows it was that had these keys
   */
  confirm(
    userId: string | number,
    keys: Partial<Record<ContactKind, Phone | Email>>,
    writer: Writer,
    transaction?: Transaction,
  ): Promise<number> {
    const { name, column } = this.table;
    const given = Object.entries(keys).filter(([, key]) => key !== undefined);
    if (given.length === 0) return Promise.resolve(0);
    const any = given.map(([kind, key]) => sql`(${column('kind')} = ${kind} AND ${column('key')} = ${key})`);
    return execute(
      this.db,
      sql`UPDATE ${name} SET ${column('writer')} = ${writer}, ${column('waiting')} = ${!isTrusted(writer)}
        WHERE ${column('userId')} = ${userId} AND ${column('source')} = ${COLUMN} AND ${column('waiting')} = ${true}
        AND (${join(any, ' OR ')})`,
      transaction,
    );
  }

  private async insert(rows: ContactRow[], before: Sql, after: Sql, transaction?: Transaction): Promise<void> {
    const columns = join(WRITTEN.map((name) => this.table.column(name)));
    for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
      const values = rows
        .slice(start, start + ROWS_A_STATEMENT)
        .map(({ userId, kind, source, key, writer }) => [userId, kind, source, key, writer, !isTrusted(writer)]);
      const given = (values.length > FEW_ROWS && fromJson(familyOf(this.db), values)) || listed(values);
      await execute(this.db, sql`${before} INTO ${this.table.name} (${columns}) ${given}${after}`, transaction);
    }
  }

  private get table() {
    return tableOf(this.db, CONTACTS);
  }
}

function listed(rows: unknown[][]): Sql {
  return sql`VALUES ${join(rows.map((row) => sql`(${join(row.map((value) => sql`${value}`))})`))}`;
}

/** All rows as one value, where the database has functions for that. */
function fromJson(family: Family, rows: unknown[][]): Sql | undefined {
  const json = JSON.stringify(rows);
  const columns = (cell: (index: number, name: string) => string) =>
    join(WRITTEN.map((name, index) => new Sql(cell(index, name))));
  switch (family) {
    case 'sqlite':
      // Its parser wants a WHERE before an ON CONFLICT.
      return sql`SELECT ${columns((index) => `json_extract(value, '$[${index}]')`)} FROM json_each(${json}) WHERE true`;
    case 'postgres': {
      const types: Record<string, string> = { userId: '::bigint', waiting: '::boolean' };
      const cells = columns((index, name) => `(value->>${index})${types[name] ?? ''}`);
      return sql`SELECT ${cells} FROM json_array_elements(${json}::json)`;
    }
    case 'mysql':
      return undefined;
  }
}

/** What makes an INSERT leave alone what is there already: the beginning and the end of the statement. */
export function insertMissing(db: Database): { before: Sql; after: Sql } {
  switch (familyOf(db)) {
    case 'postgres':
      return { before: new Sql('INSERT'), after: new Sql(' ON CONFLICT DO NOTHING') };
    case 'sqlite':
      return { before: new Sql('INSERT OR IGNORE'), after: new Sql('') };
    case 'mysql':
      return { before: new Sql('INSERT IGNORE'), after: new Sql('') };
  }
}
