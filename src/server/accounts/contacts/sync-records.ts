import type { Database, Transaction } from '@nocobase/database';
import { join, Sql, select, sql, type Table, tableOf } from './sql';

const RECORDS = 'userDataSyncRecords';
const RESOURCES = 'userDataSyncRecordsResources';

/** What a synchronisation brought for a user. */
export interface SyncedUser {
  /** Of the row that joins record and user. */
  id: number;
  userId: string;
  /** As the source gave it. */
  metaData: Record<string, unknown>;
  phone?: unknown;
  email?: unknown;
}

/**
 * @param after - id of the last row that was read; rows come in the order of these ids
 * @returns at most so many; none where NocoBase's synchronisation is not enabled
 */
export function syncedUsers(db: Database, after: number, limit: number): Promise<SyncedUser[]> {
  return synced(
    db,
    (table) =>
      sql`${table.column('id')} > ${after} ORDER BY ${table.column('id')} LIMIT ${new Sql(String(Math.floor(limit)))}`,
  );
}

/** What a synchronisation brought for these users: reads all records, for NocoBase has no index of users there. */
export function syncedOf(db: Database, userIds: string[], transaction?: Transaction): Promise<SyncedUser[]> {
  const ids = join(userIds.map((id) => sql`${id}`));
  return synced(db, (resource) => sql`${resource.column('resourcePk')} IN (${ids})`, transaction);
}

/** @see NocoBase plugin-user-data-sync/src/server/collections; `resourcePk` is a text, whatever the id is */
async function synced(db: Database, where: (resource: Table) => Sql, transaction?: Transaction): Promise<SyncedUser[]> {
  if (!db.hasCollection(RECORDS) || !db.hasCollection(RESOURCES)) return [];
  const record = tableOf(db, RECORDS, 'r');
  const resource = tableOf(db, RESOURCES, 'rr');
  const rows = await select<{ id: unknown; userId: unknown; metaData: unknown }>(
    db,
    sql`SELECT ${resource.column('id')} AS id, ${resource.column('resourcePk')} AS ${name('userId')},
      ${record.column('metaData')} AS ${name('metaData')} FROM ${resource.name} JOIN ${record.name}
      ON ${record.column('id')} = ${resource.column('recordId')}
      WHERE ${resource.column('resource')} = ${new Sql("'users'")} AND ${where(resource)}`,
    transaction,
  );
  const columns = await columnsOf(
    db,
    rows.map(({ userId }) => String(userId)),
    transaction,
  );
  return rows.map(({ id, userId, metaData }) => ({
    id: Number(id),
    userId: String(userId),
    metaData: parsed(metaData),
    ...columns.get(String(userId)),
  }));

  function name(alias: string): Sql {
    return new Sql(db.sequelize.getQueryInterface().quoteIdentifier(alias));
  }
}

async function columnsOf(db: Database, userIds: string[], transaction?: Transaction) {
  const users = (await db.getModel('users').findAll({
    where: { id: [...new Set(userIds)].filter((id) => /^\d+$/.test(id)) },
    attributes: ['id', 'phone', 'email'],
    raw: true,
    transaction,
  })) as unknown as { id: unknown; phone: unknown; email: unknown }[];
  return new Map(users.map(({ id, phone, email }) => [String(id), { phone, email }]));
}

/** A column of JSON: some databases give it as text. */
function parsed(value: unknown): Record<string, unknown> {
  try {
    const object = typeof value === 'string' ? JSON.parse(value) : value;
    return typeof object === 'object' && object !== null ? (object as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
