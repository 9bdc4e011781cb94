import mysql from 'mysql2/promise';
import pg from 'pg';
import type { NocoBaseEnv } from './process';

/** Which database an application uses; SQLite lives in the application's own folder. */
export type Database = { dialect: 'sqlite' } | { dialect: 'postgres' | 'mariadb'; name: string };

/** Where the database servers of the tests are; by default where the tests run, with a superuser without a password. */
export const POSTGRES = {
  host: process.env.TEST_POSTGRES_HOST ?? '127.0.0.1',
  port: Number(process.env.TEST_POSTGRES_PORT ?? 5432),
  user: process.env.TEST_POSTGRES_USER ?? 'postgres',
  password: process.env.TEST_POSTGRES_PASSWORD ?? '',
};

export const MARIADB = {
  host: process.env.TEST_MARIADB_HOST ?? '127.0.0.1',
  port: Number(process.env.TEST_MARIADB_PORT ?? 3306),
  user: process.env.TEST_MARIADB_USER ?? 'root',
  password: process.env.TEST_MARIADB_PASSWORD ?? '',
};

export const REDIS_URL = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

/**
 * The address of one of the numbered databases of the Redis server.
 *
 * @param server may name a database itself, which then does not count
 */
export function redisDatabaseUrl(database: number, server = REDIS_URL): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

/** The `DB_*` variables by which NocoBase finds its database. */
export function databaseEnv(database: Database): NocoBaseEnv {
  if (database.dialect === 'sqlite') return { DB_DIALECT: 'sqlite' };
  const server = database.dialect === 'postgres' ? POSTGRES : MARIADB;
  return {
    DB_DIALECT: database.dialect,
    DB_HOST: server.host,
    DB_PORT: String(server.port),
    DB_USER: server.user,
    DB_PASSWORD: server.password,
    DB_DATABASE: database.name,
  };
}

/** Makes an empty database, or a copy of another that nobody is connected to. Does nothing for SQLite. */
export async function createDatabase(database: Database, template?: string): Promise<void> {
  if (database.dialect === 'postgres') {
    await onPostgres(`CREATE DATABASE ${quoted(database.name)}${template ? ` TEMPLATE ${quoted(template)}` : ''}`);
  } else if (database.dialect === 'mariadb') {
    const name = checked(database.name);
    await onMariadb(async (connection) => {
      await connection.query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4`);
      if (template) await copyTables(connection, checked(template), name);
    });
  }
}

/** MariaDB has no copy of a database; NocoBase's has tables only, without foreign keys. */
async function copyTables(connection: mysql.Connection, from: string, to: string): Promise<void> {
  const [rows] = await connection.query<mysql.RowDataPacket[]>(`SHOW TABLES FROM \`${from}\``);
  for (const row of rows) {
    const [table] = Object.values(row);
    await connection.query(`CREATE TABLE \`${to}\`.\`${table}\` LIKE \`${from}\`.\`${table}\``);
    await connection.query(`INSERT INTO \`${to}\`.\`${table}\` SELECT * FROM \`${from}\`.\`${table}\``);
  }
}

/** Removes a database, connected or not. Does nothing for SQLite. */
export async function dropDatabase(database: Database): Promise<void> {
  if (database.dialect === 'postgres') {
    await onPostgres(`DROP DATABASE IF EXISTS ${quoted(database.name)} WITH (FORCE)`);
  } else if (database.dialect === 'mariadb') {
    const name = checked(database.name);
    await onMariadb((connection) => connection.query(`DROP DATABASE IF EXISTS \`${name}\``));
  }
}

/** Gives a PostgreSQL database another name: the last step of making a template, so that a half-made one is never used. */
export async function renamePostgresDatabase(from: string, to: string): Promise<void> {
  await onPostgres(`ALTER DATABASE ${quoted(from)} RENAME TO ${quoted(to)}`);
}

/** Whether a PostgreSQL database of this name exists. */
export async function postgresDatabaseExists(name: string): Promise<boolean> {
  const rows = await onPostgres('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  return rows.length > 0;
}

async function onPostgres(sql: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ ...POSTGRES, database: 'postgres' });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

async function onMariadb(action: (connection: mysql.Connection) => Promise<unknown>): Promise<void> {
  const connection = await mysql.createConnection(MARIADB);
  try {
    await action(connection);
  } finally {
    await connection.end();
  }
}

function quoted(name: string): string {
  return `"${checked(name)}"`;
}

/** Database names are built into statements, so only the plainest are accepted. */
function checked(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Error(`not a plain database name: ${name}`);
  return name;
}
