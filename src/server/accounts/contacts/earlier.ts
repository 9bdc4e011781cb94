import type { Database, Transaction } from '@nocobase/database';
import { type ContactKind, type Email, normalFormOf, type Phone } from '../contact-forms';
import { COLUMN, CONTACTS } from './names';
import { join, Sql, select, sql, type Table, tableOf } from './sql';
import { syncedOf } from './sync-records';
import type { Writer } from './writer';

/**
 * Who wrote the numbers that were there before this plugin looked. NocoBase does not keep that; what it keeps is who made a
 * user, what a synchronisation brought, and whom version 0.1 linked. Own edits of such people since cannot be told.
 *
 * @param user - the table of users, with an alias
 */
export function earlierWriter(db: Database, user: Table): Sql {
  const link = tableOf(db, 'wecomAccounts', 'earlier');
  const creator = user.column('createdById');
  const hasCreator = 'createdById' in db.getModel('users').rawAttributes;
  const createdByOther = hasCreator
    ? sql`${creator} IS NOT NULL AND ${creator} <> ${user.column('id')}`
    : new Sql('1 = 0');
  return sql`CASE WHEN ${createdByOther} THEN ${literal('creator')}
    WHEN EXISTS (SELECT 1 FROM ${link.name} WHERE ${link.column('userId')} = ${user.column('id')})
    THEN ${literal('link')} ELSE ${literal('unknown')} END`;
}

/**
 * The same for a few users who are not in the index yet.
 *
 * @returns by user id; users who have a row for this kind already are left out
 */
export async function earlierWriters(
  db: Database,
  kind: ContactKind,
  key: Phone | Email,
  userIds: string[],
  transaction?: Transaction,
): Promise<Map<string, Writer>> {
  if (userIds.length === 0) return new Map();
  const user = tableOf(db, 'users', 'u');
  const contact = tableOf(db, CONTACTS, 'c');
  const rows = await select<{ id: unknown; writer: Writer }>(
    db,
    sql`SELECT ${user.column('id')} AS id, ${earlierWriter(db, user)} AS writer FROM ${user.name}
      WHERE ${user.column('id')} IN (${join(userIds.map((id) => sql`${id}`))}) AND NOT EXISTS (
        SELECT 1 FROM ${contact.name} WHERE ${contact.column('userId')} = ${user.column('id')}
        AND ${contact.column('kind')} = ${kind} AND ${contact.column('source')} = ${COLUMN})`,
    transaction,
  );
  const writers = new Map(rows.map(({ id, writer }) => [String(id), writer]));
  const open = [...writers].filter(([, writer]) => writer === 'unknown').map(([id]) => id);
  if (open.length > 0) {
    for (const { userId, metaData } of await syncedOf(db, open, transaction)) {
      if (normalFormOf(kind, metaData[kind]) === key) writers.set(userId, 'sync');
    }
  }
  return writers;
}

function literal(text: 'creator' | 'link' | 'unknown'): Sql {
  return new Sql(`'${text}'`);
}
