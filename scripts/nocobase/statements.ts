import path from 'node:path';
import pg from 'pg';
import sqlite3 from 'sqlite3';
import { type Database, POSTGRES } from './databases';

/**
 * Runs statements past NocoBase, on SQLite or PostgreSQL.
 *
 * @param folder the application's, in which its SQLite is
 * @returns how long each took, in ms
 */
export async function runStatements(folder: string, database: Database, statements: string[]): Promise<number[]> {
  if (database.dialect === 'sqlite') {
    return onSqlite(path.join(folder, 'storage', 'db', 'nocobase.sqlite'), statements);
  }
  if (database.dialect === 'mariadb') throw new Error('no test needs statements on MariaDB');
  const client = new pg.Client({ ...POSTGRES, database: database.name });
  await client.connect();
  try {
    return await timed(statements, (sql) => client.query(sql));
  } finally {
    await client.end();
  }
}

async function onSqlite(file: string, statements: string[]): Promise<number[]> {
  const database = new sqlite3.Database(file);
  const run = (sql: string) =>
    new Promise<void>((resolve, reject) => database.exec(sql, (error) => (error ? reject(error) : resolve())));
  try {
    await run('PRAGMA busy_timeout = 10000; PRAGMA temp_store = MEMORY');
    return await timed(statements, run);
  } finally {
    await new Promise((resolve) => database.close(resolve));
  }
}

async function timed(statements: string[], run: (sql: string) => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (const sql of statements) {
    const start = performance.now();
    await run(sql);
    took.push(performance.now() - start);
  }
  return took;
}
