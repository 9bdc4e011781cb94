import type { Database } from '../scripts/nocobase';
import { runStatements } from '../scripts/nocobase/statements';
import { SAMPLE } from '../simulator';
import { MEMBERS } from './company';

/** Users made by the benchmark have ids from here on; user FIRST + n is member n. */
export const FIRST_USER = 100_001;

/**
 * Fills the tables as if an administrator had made users for members 0 to `size`, who have signed in, and each had a
 * session from a while ago. One phone in ten has gaps, one in a hundred a form that is not usual; the half of the members
 * who are found by e-mail has none. What is there already is kept, so that a table can grow.
 */
export async function seed(folder: string, database: Database, size: number): Promise<void> {
  const statements = statementsFor(database.dialect, size);
  const around =
    database.dialect === 'postgres' ? { begin: [], end: ['ANALYZE'] } : { begin: ['BEGIN IMMEDIATE'], end: ['COMMIT'] };
  await runStatements(folder, database, [...around.begin, ...statements, ...around.end]);
}

function statementsFor(dialect: Database['dialect'], size: number): string[] {
  const postgres = dialect === 'postgres';
  const now = postgres ? 'now()' : "'2026-01-01 00:00:00.000 +00:00'";
  // The newest of the made users tells how far an earlier call came.
  const from = `(SELECT COALESCE(MAX("userId") - ${FIRST_USER} + 1, 0) FROM "wecomAccounts" WHERE "userId" >= ${FIRST_USER})`;
  const numbers = postgres
    ? `SELECT i FROM generate_series(${from}, ${size - 1}) AS s(i)`
    : `WITH RECURSIVE s(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM s WHERE i + 1 < ${size}) SELECT i FROM s WHERE i < ${size}`;
  const user = `${FIRST_USER} + i`;
  const phone = 'CAST(17000000000 + i AS VARCHAR(20))';
  // Spread over the index as random ids are.
  const id = postgres ? 'gen_random_uuid()' : "printf('%08x-0000-4000-8000-%012x', (i * 2654435761) & 4294967295, i)";
  const time = (Date.now() - 3_600_000).toString();
  return [
    'CREATE TEMPORARY TABLE numbers (i BIGINT)',
    `INSERT INTO numbers ${numbers}`,
    `INSERT INTO "users" ("id", "createdAt", "updatedAt", "createdById", "nickname", "email", "phone", "systemSettings")
       SELECT ${user}, ${now}, ${now}, 1, 'Member ' || i, 'member' || i || '@example.com',
         CASE WHEN i >= ${MEMBERS / 2} AND i < ${MEMBERS} THEN NULL WHEN i % 100 = 57 THEN '(86) ' || ${phone} WHEN i % 10 = 7 THEN '+86 170-' || substr(${phone}, 4)
           ELSE ${phone} END, '{}' FROM numbers`,
    `INSERT INTO "rolesUsers" ("createdAt", "updatedAt", "default", "roleName", "userId")
       SELECT ${now}, ${now}, ${postgres ? 'true' : '1'}, 'member', ${user} FROM numbers`,
    `INSERT INTO "usersAuthenticators" ("createdAt", "updatedAt", "uuid", "nickname", "avatar", "meta", "authenticator", "userId")
       SELECT ${now}, ${now}, 'member' || i, 'Member ' || i, '', '{}', 'wecom', ${user} FROM numbers`,
    `INSERT INTO "issuedTokens" ("createdAt", "updatedAt", "id", "signInTime", "jti", "issuedTime", "userId", "authenticator")
       SELECT ${now}, ${now}, ${id}, ${time}, ${id}, ${time}, ${user}, 'wecom' FROM numbers`,
    // Last: it is what the next call counts on.
    `INSERT INTO "wecomAccounts" ("createdAt", "updatedAt", "corpId", "memberId", "userId")
       SELECT ${now}, ${now}, '${SAMPLE.corpId}', 'member' || i, ${user} FROM numbers`,
    'DROP TABLE numbers',
  ];
}
