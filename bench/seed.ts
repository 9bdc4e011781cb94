import path from 'node:path';
import pg from 'pg';
import sqlite3 from 'sqlite3';
import { type Database, POSTGRES } from '../scripts/nocobase';
import { SAMPLE } from '../simulator';

/** Users made by the benchmark have ids from here on; user FIRST + n is member n. */
export const FIRST_USER = 100_001;

/**
 * Fills the tables as if members 0 to `size` had signed up, and each had a session from a while ago. What is there
 * already is kept, so that a table can grow.
 */
export async function seed(folder: string, database: Database, size: number): Promise<void> {
  const statements = statementsFor(database.dialect, size);
  if (database.dialect === 'postgres') {
    const client = new pg.Client({ ...POSTGRES, database: database.name });
    await client.connect();
    for (const sql of [...statements, 'ANALYZE']) await client.query(sql);
    await client.end();
  } else {
    await onSqlite(path.join(folder, 'storage', 'db', 'nocobase.sqlite'), statements);
  }
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
  // Spread over the index as random ids are.
  const id = postgres ? 'gen_random_uuid()' : "printf('%08x-0000-4000-8000-%012x', (i * 2654435761) & 4294967295, i)";
  const time = (Date.now() - 3_600_000).toString();
  return [
    'CREATE TEMPORARY TABLE numbers (i BIGINT)',
    `INSERT INTO numbers ${numbers}`,
    `INSERT INTO "users" ("id", "createdAt", "updatedAt", "nickname", "phone", "systemSettings")
       SELECT ${user}, ${now}, ${now}, 'Member ' || i, CAST(17000000000 + i AS VARCHAR(20)), '{}' FROM numbers`,
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

async function onSqlite(file: string, statements: string[]): Promise<void> {
  const database = new sqlite3.Database(file);
  const run = (sql: string) =>
    new Promise<void>((resolve, reject) => database.exec(sql, (error) => (error ? reject(error) : resolve())));
  try {
    await run('PRAGMA busy_timeout = 10000; PRAGMA temp_store = MEMORY; BEGIN IMMEDIATE');
    for (const sql of statements) await run(sql);
    await run('COMMIT');
  } finally {
    await new Promise((resolve) => database.close(resolve));
  }
}
