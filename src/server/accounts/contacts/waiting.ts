import type { Database, Transaction } from '@nocobase/database';
import { type ContactKind, type Email, normalFormOf, type Phone } from '../contact-forms';
import { CONTACTS } from './names';
import { join, Sql, select, sql, tableOf } from './sql';
import type { Writer } from './writer';

/** A number or address without a trusted writer, for an administrator's word. */
export interface WaitingContact {
  userId: string;
  nickname: string | null;
  username: string | null;
  /** Nobody else made this user, as far as NocoBase knows. */
  selfRegistered: boolean;
  kind: ContactKind;
  /** As it stands in the user's row. */
  value: string;
  key: Phone | Email;
  writer: Writer;
  /** Whether another user has it too, in whatever form. */
  shared: boolean;
}

export interface WaitingPage {
  rows: WaitingContact[];
  /** Of all pages; a row that has changed past NocoBase is counted until the next start, and not shown. */
  count: number;
}

/** @param page - from 1; at most 500 rows each */
export async function waitingContacts(
  db: Database,
  { page, pageSize }: { page: number; pageSize: number },
  transaction?: Transaction,
): Promise<WaitingPage> {
  const limit = Math.min(500, Math.max(1, Math.floor(pageSize)));
  const offset = Math.max(0, Math.floor(page) - 1) * limit;
  const cut = sql`ORDER BY ${tableOf(db, CONTACTS, 'w').column('id')} DESC
    LIMIT ${new Sql(String(limit))} OFFSET ${new Sql(String(offset))}`;
  return {
    rows: await read(db, cut, transaction),
    count: await db.getModel(CONTACTS).count({ where: { waiting: true }, transaction }),
  };
}

/** Those of some users. @param userIds - at most a few hundred */
export async function waitingContactsOf(
  db: Database,
  userIds: string[],
  transaction?: Transaction,
): Promise<WaitingContact[]> {
  if (userIds.length === 0) return [];
  const ids = join(userIds.map((id) => sql`${id}`));
  return read(db, sql`AND ${tableOf(db, CONTACTS, 'w').column('userId')} IN (${ids})`, transaction);
}

/** @param which - the end of the condition on the index, under the name `w` */
async function read(db: Database, which: Sql, transaction?: Transaction): Promise<WaitingContact[]> {
  const ids = tableOf(db, CONTACTS, 'w');
  const contact = tableOf(db, CONTACTS, 'c');
  const other = tableOf(db, CONTACTS, 'o');
  const user = tableOf(db, 'users', 'u');
  const createdById =
    'createdById' in db.getModel('users').rawAttributes ? user.column('createdById') : new Sql('NULL');
  const kind = contact.column('kind');
  const rows = await select<Record<string, unknown>>(
    db,
    // The page is cut out of the index alone; only its rows are joined.
    sql`SELECT ${user.column('id')} AS id, ${user.column('nickname')} AS nickname, ${user.column('username')} AS username,
        ${createdById} AS creator, ${kind} AS kind, ${contact.column('key')} AS contact, ${contact.column('writer')} AS writer,
        CASE WHEN ${kind} = ${'phone'} THEN ${user.column('phone')} ELSE ${user.column('email')} END AS value,
        CASE WHEN EXISTS (SELECT 1 FROM ${other.name} WHERE ${other.column('kind')} = ${kind}
          AND ${other.column('key')} = ${contact.column('key')} AND ${other.column('userId')} <> ${contact.column('userId')})
          THEN 1 ELSE 0 END AS shared
      FROM (SELECT ${ids.column('id')} AS page_id FROM ${ids.name} WHERE ${ids.column('waiting')} = ${true} ${which}) AS page
        JOIN ${contact.name} ON ${contact.column('id')} = page.page_id
        JOIN ${user.name} ON ${user.column('id')} = ${contact.column('userId')}
      ORDER BY ${contact.column('id')} DESC`,
    transaction,
  );
  return rows.flatMap((row) => waitingContact(row) ?? []);
}

function waitingContact(row: Record<string, unknown>): WaitingContact | undefined {
  const kind = row.kind as ContactKind;
  if (normalFormOf(kind, row.value) !== row.contact) return undefined;
  return {
    userId: String(row.id),
    nickname: row.nickname as string | null,
    username: row.username as string | null,
    selfRegistered: row.creator === null || String(row.creator) === String(row.id),
    kind,
    value: row.value as string,
    key: row.contact as Phone | Email,
    writer: row.writer as Writer,
    shared: Number(row.shared) === 1,
  };
}
