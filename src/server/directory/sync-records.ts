import type { Database, Transaction } from '@nocobase/database';
import { Op } from '@nocobase/database';
import type { RecordedPlace } from './known';

const RECORDS = 'userDataSyncRecords';
const RESOURCES = 'userDataSyncRecordsResources';
const ROWS_A_READ = 2_000;

export type DataType = 'user' | 'department';

/** What NocoBase keeps of a synchronised member or department. */
export interface SyncRecord {
  id: string;
  /** userid in lower case, or WeCom's id of the department. */
  uid: string;
  metaData: Record<string, unknown>;
  /** Id of the user or department in NocoBase. */
  pk?: string;
}

/** A record as it shall be. `id` and `pk` of one that exists. */
export interface RecordToPut {
  id?: string;
  uid: string;
  metaData: Record<string, unknown>;
  pk: string;
  /** The user or department that the record pointed to so far. */
  pkBefore?: string;
}

/** Where other software finds what comes from a company. */
function sourceNameOf(corpId: string): string {
  return `wecom:${corpId}`;
}

/**
 * The records of NocoBase's user data synchronisation: which user and department came from where. Read in one go, since
 * NocoBase's own way looks each of them up.
 *
 * @see NocoBase plugin-user-data-sync/src/server/collections
 */
export class SyncRecords {
  constructor(private readonly db: Database) {}

  /** @param uids - only these; all without */
  async *read(corpId: string, dataType: DataType, uids?: string[]): AsyncGenerator<SyncRecord> {
    let after = '0';
    for (;;) {
      const rows = (await this.db.getModel(RECORDS).findAll({
        where: {
          sourceName: sourceNameOf(corpId),
          dataType,
          id: { [Op.gt]: after },
          ...(uids && { sourceUk: uids }),
        },
        attributes: ['id', 'sourceUk', 'metaData'],
        order: [['id', 'ASC']],
        limit: ROWS_A_READ,
        raw: true,
      })) as unknown as { id: unknown; sourceUk: string; metaData: unknown }[];
      const pks = await this.pksOf(
        rows.map(({ id }) => String(id)),
        dataType,
      );
      for (const { id, sourceUk, metaData } of rows) {
        const pk = pks.get(String(id));
        yield { id: String(id), uid: sourceUk, metaData: objectOf(metaData), ...(pk && { pk }) };
      }
      if (rows.length < ROWS_A_READ) return;
      after = String(rows.at(-1)?.id);
    }
  }

  /** Writes records, and what they point to. */
  async put(corpId: string, dataType: DataType, records: RecordToPut[], transaction: Transaction): Promise<void> {
    const model = this.db.getModel(RECORDS);
    for (const { id, metaData } of records) {
      if (id) await model.update({ metaData } as never, { where: { id }, transaction });
    }
    const fresh = records.filter(({ id }) => !id);
    const ids = await this.insert(corpId, dataType, fresh, transaction);
    const idOf = ({ id, uid }: RecordToPut) => id ?? ids.get(uid);
    const moved = records.filter(({ pk, pkBefore }) => pk !== pkBefore);
    const resource = resourceOf(dataType);
    const old = moved.filter(({ pkBefore }) => pkBefore !== undefined).map(idOf) as string[];
    const resources = this.db.getModel(RESOURCES);
    if (old.length > 0) await resources.destroy({ where: { recordId: old, resource }, transaction });
    const rows = moved.map((record) => ({ recordId: idOf(record), resource, resourcePk: record.pk }));
    if (rows.length > 0) await resources.bulkCreate(rows as never[], { transaction });
  }

  /** The userid of a member has changed. What stood under the new one goes. */
  async rename(corpId: string, from: string, to: string, transaction: Transaction): Promise<void> {
    const where = { sourceName: sourceNameOf(corpId), dataType: 'user' };
    const model = this.db.getModel(RECORDS);
    const old = await model.findOne({
      where: { ...where, sourceUk: from },
      attributes: ['id'],
      raw: true,
      transaction,
    });
    if (!old) return;
    await this.forget(corpId, 'user', [to], transaction);
    await model.update({ sourceUk: to } as never, { where: { ...where, sourceUk: from }, transaction });
  }

  async forget(corpId: string, dataType: DataType, uids: string[], transaction: Transaction): Promise<void> {
    const where = { sourceName: sourceNameOf(corpId), dataType, sourceUk: uids };
    const model = this.db.getModel(RECORDS);
    const rows = (await model.findAll({ where, attributes: ['id'], raw: true, transaction })) as unknown as {
      id: string;
    }[];
    if (rows.length === 0) return;
    const ids = rows.map(({ id }) => id);
    await this.db.getModel(RESOURCES).destroy({ where: { recordId: ids }, transaction });
    await model.destroy({ where: { id: ids }, transaction });
  }

  /** Not every database answers the ids of many new rows. */
  private async insert(corpId: string, dataType: DataType, records: RecordToPut[], transaction: Transaction) {
    if (records.length === 0) return new Map<string, string>();
    const sourceName = sourceNameOf(corpId);
    const model = this.db.getModel(RECORDS);
    const rows = records.map(({ uid, metaData }) => ({ sourceName, dataType, sourceUk: uid, metaData }));
    await model.bulkCreate(rows as never[], { transaction });
    const made = (await model.findAll({
      where: { sourceName, dataType, sourceUk: records.map(({ uid }) => uid) },
      attributes: ['id', 'sourceUk'],
      order: [['id', 'ASC']],
      raw: true,
      transaction,
    })) as unknown as { id: unknown; sourceUk: string }[];
    return new Map(made.map(({ id, sourceUk }) => [sourceUk, String(id)]));
  }

  private async pksOf(recordIds: string[], dataType: DataType): Promise<Map<string, string>> {
    if (recordIds.length === 0) return new Map();
    const rows = (await this.db.getModel(RESOURCES).findAll({
      where: { recordId: recordIds, resource: resourceOf(dataType) },
      attributes: ['recordId', 'resourcePk'],
      raw: true,
    })) as unknown as { recordId: unknown; resourcePk: string | null }[];
    return new Map(rows.flatMap(({ recordId, resourcePk }) => (resourcePk ? [[String(recordId), resourcePk]] : [])));
  }
}

function resourceOf(dataType: DataType): string {
  return dataType === 'user' ? 'users' : 'departments';
}

/** What is recorded of a member, in the words of NocoBase's synchronisation. */
export function memberMetaData(uid: string, name: string | undefined, places: RecordedPlace[]) {
  return { uid, ...(name && { nickname: name }), departments: places };
}

export function placesOf({ departments }: Record<string, unknown>): RecordedPlace[] {
  if (!Array.isArray(departments)) return [];
  return departments.flatMap((place) => {
    if (typeof place !== 'object' || place === null) return [];
    const { uid, isOwner, isMain } = place as Record<string, unknown>;
    return [{ uid: String(uid), isOwner: isOwner === true, isMain: isMain === true }];
  });
}

/** A column of JSON: some databases give it as text. */
function objectOf(value: unknown): Record<string, unknown> {
  try {
    const object = typeof value === 'string' ? JSON.parse(value) : value;
    return typeof object === 'object' && object !== null ? (object as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
