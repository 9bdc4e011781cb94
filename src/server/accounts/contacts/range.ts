import type { Database } from '@nocobase/database';
import { type ContactKind, type Email, normalFormOf, type Phone } from '../contact-forms';
import { earlierWriter } from './earlier';
import { COLUMN, CONTACTS } from './names';
import { type ContactRow, type ContactRows, insertMissing } from './rows';
import type { SmsVerifiers } from './sms-verifiers';
import { execute, familyOf, Sql, select, sql, type Table, tableOf } from './sql';
import { usualForm } from './usual-form';
import type { Writer } from './writer';

/** Users by their ids: those above `after`, up to and including `upTo`. */
export interface Range {
  after: number;
  upTo: number;
  /** How many phone numbers and e-mail addresses stand in their columns. */
  values: number;
}

const KINDS: ContactKind[] = ['phone', 'email'];

/** Runs one statement that writes. */
type Write = <Result>(statement: () => Promise<Result>) => Promise<Result>;

/**
 * Makes the index of a range of users what their rows say. Whatever has a usual form is compared and written by the
 * database itself; only the rest passes through this process.
 *
 * @param trustsEarlier - whether users without a row are those from before this plugin looked, see `earlier.ts`; otherwise
 * somebody has written them past NocoBase, and nobody can be named for them
 */
export async function keepRange(
  { db, rows, verifiers, write }: { db: Database; rows: ContactRows; verifiers: SmsVerifiers; write: Write },
  range: Range,
  trustsEarlier: boolean,
): Promise<void> {
  // The first look meets ranges without a row: there nothing can be stale, and nothing has to be compared.
  const isEmpty = await hasNoRows(db, range);
  for (const stale of isEmpty ? [] : await staleRows(db, range)) {
    await write(async () => {
      if (stale.found) await rows.replace(stale, stale.found);
      else await rows.remove({ userId: stale.userId, kind: stale.kind, source: stale.source, key: stale.key });
    });
  }
  const written = await write(() => execute(db, insertUsual(db, { ...range, trustsEarlier, isEmpty })));
  // Looking for what has no usual form takes half as long as writing what has one.
  const areAllUsual = isEmpty && written === range.values;
  const unusual = areAllUsual ? [] : await unusualRows(db, { ...range, trustsEarlier, isEmpty });
  if (unusual.length > 0) await write(() => rows.add(unusual));

  const bound = await verifiers.between(range.after, range.upTo);
  const known = isEmpty ? [] : await verifierRows(db, range);
  const gone = without(known, bound);
  const fresh = without(bound, known);
  for (const { userId, kind, source, key } of gone) await write(() => rows.remove({ userId, kind, source, key }));
  if (fresh.length > 0) await write(() => rows.add(fresh));
}

/** The rows that the others have not; by set, since a range may have thousands. */
function without(rows: ContactRow[], others: ContactRow[]): ContactRow[] {
  const identity = ({ userId, source, key }: ContactRow) => JSON.stringify([String(userId), source, key]);
  const theirs = new Set(others.map(identity));
  return rows.filter((row) => !theirs.has(identity(row)));
}

/** Rows that do not fit the user's own row any more, with what stands there now. */
async function staleRows(db: Database, range: Range): Promise<(ContactRow & { found?: Phone | Email })[]> {
  const contact = tableOf(db, CONTACTS, 'c');
  const user = tableOf(db, 'users', 'u');
  const usual = (kind: ContactKind) =>
    sql`${contact.column('kind')} = ${quoted(kind)}
      AND COALESCE(${usualForm(familyOf(db), kind, user.column(kind))}, ${quoted('')}) <> ${contact.column('key')}`;
  const found = await select<Record<string, unknown>>(
    db,
    sql`SELECT ${contact.column('userId')} AS user_id, ${contact.column('kind')} AS kind, ${contact.column('key')} AS contact,
        ${user.column('phone')} AS phone, ${user.column('email')} AS email
      FROM ${contact.name} LEFT JOIN ${user.name} ON ${user.column('id')} = ${contact.column('userId')}
        AND ${within(user.column('id'), range)}
      WHERE ${within(contact.column('userId'), range)} AND ${contact.column('source')} = ${quoted(COLUMN)}
        AND (${user.column('id')} IS NULL OR (${usual('phone')}) OR (${usual('email')}))`,
  );
  return found.flatMap((row) => {
    const kind = row.kind as ContactKind;
    const now = normalFormOf(kind, row[kind]);
    if (now === row.contact) return [];
    return {
      userId: String(row.user_id),
      kind,
      source: COLUMN,
      key: row.contact as Phone | Email,
      writer: 'unknown' as const,
      found: now,
    };
  });
}

async function hasNoRows(db: Database, range: Range): Promise<boolean> {
  const { name, column } = tableOf(db, CONTACTS);
  return (await select(db, sql`SELECT 1 FROM ${name} WHERE ${within(column('userId'), range)} LIMIT 1`)).length === 0;
}

interface Missing extends Range {
  trustsEarlier: boolean;
  /** Whether the index had no row of these users a moment ago. */
  isEmpty: boolean;
}

function insertUsual(db: Database, range: Missing): Sql {
  const contact = tableOf(db, CONTACTS);
  const { before, after } = insertMissing(db);
  const columns = ['userId', 'kind', 'source', 'key', 'writer', 'waiting'].map(contact.column);
  const user = tableOf(db, 'users', 'u');
  const both = KINDS.map((kind) => {
    const { columns, from, usual } = missing(db, user, kind, range);
    return sql`SELECT ${columns}, ${usual} AS usual ${from}`;
  });
  return sql`${before} INTO ${contact.name} (${listed(columns)})
    SELECT user_id, kind, ${quoted(COLUMN)}, usual, writer, CASE WHEN writer = ${quoted('unknown')} THEN ${truth(db, true)}
      ELSE ${truth(db, false)} END
    FROM (${both[0]} UNION ALL ${both[1]} ${computedOnce(db)}) AS found WHERE usual IS NOT NULL${after}`;
}

async function unusualRows(db: Database, range: Missing): Promise<ContactRow[]> {
  const user = tableOf(db, 'users', 'u');
  // The writer is asked for of these few only, and their form is not computed again.
  const both = KINDS.map((kind) => {
    const { columns, from, usual } = missing(db, user, kind, range);
    return sql`SELECT ${columns} ${from} AND ${usual} IS NULL`;
  });
  const found = await select<{ user_id: unknown; kind: ContactKind; value: unknown; writer: Writer }>(
    db,
    sql`${both[0]} UNION ALL ${both[1]}`,
  );
  return found.flatMap(({ user_id, kind, value, writer }) => {
    const key = normalFormOf(kind, value);
    return key ? { userId: String(user_id), kind, source: COLUMN, key, writer } : [];
  });
}

/** Users with something in the column and nothing in the index: what is told of them, and which they are. */
function missing(db: Database, user: Table, kind: ContactKind, { trustsEarlier, isEmpty, ...range }: Missing) {
  const contact = tableOf(db, CONTACTS, 'c');
  const value = user.column(kind);
  // What a save writes meanwhile is left alone by the statement that inserts.
  const hasNone = sql`AND NOT EXISTS (SELECT 1 FROM ${contact.name} WHERE ${contact.column('userId')} = ${user.column('id')}
      AND ${within(contact.column('userId'), range)} AND ${contact.column('kind')} = ${quoted(kind)}
      AND ${contact.column('source')} = ${quoted(COLUMN)})`;
  return {
    columns: sql`${user.column('id')} AS user_id, ${quoted(kind)} AS kind, ${value} AS value,
      ${trustsEarlier ? earlierWriter(db, user) : quoted('unknown')} AS writer`,
    from: sql`FROM ${user.name} WHERE ${within(user.column('id'), range)} AND ${value} IS NOT NULL
      AND ${value} <> ${quoted('')} ${isEmpty ? NOTHING : hasNone}`,
    usual: usualForm(familyOf(db), kind, value),
  };
}

async function verifierRows(db: Database, range: Range): Promise<ContactRow[]> {
  const contact = tableOf(db, CONTACTS, 'c');
  const found = await select<Record<string, unknown>>(
    db,
    sql`SELECT ${contact.column('userId')} AS user_id, ${contact.column('source')} AS source, ${contact.column('key')} AS contact
      FROM ${contact.name} WHERE ${within(contact.column('userId'), range)}
      AND ${contact.column('source')} <> ${quoted(COLUMN)}`,
  );
  return found.map((row) => ({
    userId: String(row.user_id),
    kind: 'phone',
    source: String(row.source),
    key: row.contact as Phone,
    writer: 'sms',
  }));
}

/** Numbers in the text, so that databases plan each range for what it is. */
function within(column: Sql, { after, upTo }: Pick<Range, 'after' | 'upTo'>): Sql {
  return new Sql(`${column.text} > ${Number(after)} AND ${column.text} <= ${Number(upTo)}`);
}

const NOTHING = new Sql('');

/** At the end of an inner query: without it, its columns are computed again wherever they are used. */
function computedOnce(db: Database): Sql {
  return new Sql({ sqlite: 'LIMIT -1', postgres: 'OFFSET 0', mysql: '' }[familyOf(db)]);
}

/** Only for words of this plugin's own. */
function quoted(word: string): Sql {
  return new Sql(`'${word}'`);
}

function truth(db: Database, value: boolean): Sql {
  return new Sql(familyOf(db) === 'postgres' ? String(value) : value ? '1' : '0');
}

function listed(columns: Sql[]): Sql {
  return new Sql(columns.map(({ text }) => text).join(', '));
}
