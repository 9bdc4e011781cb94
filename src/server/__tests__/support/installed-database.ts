import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createDatabase, type Database, dropDatabase, MARIADB, POSTGRES } from '../../../../scripts/nocobase/databases';
import { until } from '../../../../scripts/nocobase/until';
import { runFolder } from './run-folder';

/** Written last: what has none is not finished. */
const READY = 'ready.json';
const SQLITE_FILE = 'test.sqlite';

/** A database, and the folder in which SQLite has it. */
export interface Place {
  database: Database;
  storage: string;
}

/** Drops the databases that were copied; SQLite's go with the folder of the run. */
export async function dropInstallations(): Promise<void> {
  for (const kept of await readdir(runFolder())) {
    const file = path.join(runFolder(), kept, READY);
    if (existsSync(file)) await dropDatabase(JSON.parse(await readFile(file, 'utf8')));
  }
}

export const sqliteFile = (storage: string) => path.join(storage, SQLITE_FILE);

/**
 * Makes a database in which NocoBase is installed already. An installation takes seconds, a copy a fraction of one: the
 * first test file that needs a kind installs it, and all files copy it.
 *
 * @param kind - all that an installation depends on
 * @param install - installs into an empty database and leaves no connection to it
 * @throws Error that says what to start, when there is no server
 */
export async function createInstalled(target: Place, kind: object, install: (place: Place) => Promise<void>) {
  const key = createHash('sha256').update(JSON.stringify(kind)).digest('hex').slice(0, 12);
  const kept = path.join(runFolder(), key);
  const ready = path.join(kept, READY);
  if (await isFirst(kept)) await makeInstallation(kept, target.database.dialect, install);
  else await until('another test file to install NocoBase', async () => existsSync(ready));
  const source: Database = JSON.parse(await readFile(ready, 'utf8'));
  await make(target.database, source.dialect === 'sqlite' ? undefined : source.name);
  if (source.dialect === 'sqlite') await copyFile(sqliteFile(kept), sqliteFile(target.storage));
}

async function makeInstallation(kept: string, dialect: Database['dialect'], install: (place: Place) => Promise<void>) {
  const database: Database =
    dialect === 'sqlite' ? { dialect } : { dialect, name: `wecom_installed_${path.basename(kept)}_${process.pid}` };
  try {
    await make(database);
    await install({ database, storage: kept });
    const draft = path.join(kept, 'draft');
    await writeFile(draft, JSON.stringify(database));
    await rename(draft, path.join(kept, READY));
  } catch (error) {
    await dropDatabase(database).catch(() => {});
    await rm(kept, { recursive: true });
    throw error;
  }
}

/** A missing server is a failure that says so; a skipped test would look like a proof. */
async function make(database: Database, template?: string): Promise<void> {
  try {
    await createDatabase(database, template);
  } catch (cause) {
    const { host, port } = database.dialect === 'postgres' ? POSTGRES : MARIADB;
    const variable = `TEST_${database.dialect.toUpperCase()}`;
    const message = `No ${database.dialect} server at ${host}:${port}. Start one, or set ${variable}_HOST and _PORT.`;
    throw new Error(message, { cause });
  }
}

async function isFirst(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
