import type { Database } from '@nocobase/database';
import type { Tally } from './deliver';

/** @returns what the log calls the people it names: nickname, else user name; by user id */
export async function namesOfUsers(
  db: Database,
  { unlinked, refused, unlicensed }: Tally,
): Promise<Map<string, string>> {
  const ids = [unlinked, refused, unlicensed].flatMap(({ first }) => first);
  if (ids.length === 0) return new Map();
  const rows = await db.getModel('users').findAll({
    where: { id: ids },
    attributes: ['id', 'nickname', 'username'],
    raw: true,
  });
  return new Map(
    (rows as unknown as { id: unknown; nickname: string | null; username: string | null }[])
      .map(({ id, nickname, username }) => [String(id), nickname || username] as const)
      .filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}
