import type { Database, FindOptions } from '@nocobase/database';

type Filter = NonNullable<FindOptions['filter']>;

/** How many users are read at once: as many as one call to WeCom may name. */
const BATCH = 1_000;

/** What NocoBase calls the receivers of a message: ids of users, lists of them, and filters of users. */
type Selection = unknown;

/**
 * The users whom NocoBase's receivers mean, each once, in their order; in batches, so that a message to very many takes no
 * more memory than one to a few. What is no id of a user is left out, as NocoBase's other channels find nobody for it.
 *
 * @param selection - `receivers` of the message, or of `sendToUsers`
 * @see NocoBase plugin-notification-manager/src/server/utils/parseUserSelectionConfig.ts
 */
export async function* receiverIds(db: Database, selection: Selection): AsyncGenerator<string[]> {
  const seen = new Set<string>();
  let batch: string[] = [];
  for await (const ids of candidates(db, selection)) {
    for (const id of ids) {
      if (seen.has(id)) continue;
      seen.add(id);
      batch.push(id);
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

async function* candidates(db: Database, selection: Selection): AsyncGenerator<string[]> {
  for (const item of [selection].flat(4)) {
    const id = typeof item === 'object' ? undefined : String(item);
    if (id !== undefined) {
      if (/^\d{1,19}$/.test(id)) yield [id];
    } else if (isFilter(item)) {
      yield* usersOf(db, item.filter);
    }
  }
}

function isFilter(item: unknown): item is { filter: Filter } {
  const filter = (item as { filter?: unknown } | null)?.filter;
  return typeof filter === 'object' && filter !== null;
}

/** Read in the order of their ids, so that each page begins where the last one has ended. */
async function* usersOf(db: Database, filter: Filter): AsyncGenerator<string[]> {
  const users = db.getRepository('users');
  let last: string | undefined;
  do {
    const page: Filter = last === undefined ? filter : { $and: [filter, { id: { $gt: last } }] };
    const rows = await users.find({ filter: page, fields: ['id'], sort: ['id'], limit: BATCH, raw: true });
    const ids = rows.map(({ id }: { id: unknown }) => String(id));
    yield ids;
    last = ids.length < BATCH ? undefined : ids.at(-1);
  } while (last !== undefined);
}
