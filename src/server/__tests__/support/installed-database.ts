import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createDatabase, type Database, dropDatabase } from '../../../../scripts/nocobase/databases';

/** Where the test files of one run keep the databases that they copy; set before all of them, removed after them. */
const FOLDER = 'TEST_INSTALLATIONS';
/** Written last: what has none is not finished. */
const READY = 'ready.json';
const SQLITE_FILE = 'test.sqlite';

/** A database, and the folder in which SQLite has it. */
export interface Place {
  database: Database;
  storage: string;
}

/** @param folder - empty, of this run alone */
export function keepInstallationsIn(folder: string): void {
  process.env[FOLDER] = folder;
}

export async function removeInstallations(): Promise<void> {
  const folder = process.env[FOLDER] as string;
  for (const kept of await readdir(folder)) {
    const file = path.join(folder, kept, READY);
    if (existsSync(file)) await dropDatabase(JSON.parse(await readFile(file, 'utf8')));
  }
  await rm(folder, { recursive: true, force: true });
}

export const sqliteFile = (storage: string) => path.join(storage, SQLITE_FILE);

/**
 * Makes a database in which NocoBase is installed already. An installation takes seconds, a copy a fraction of one: the
 * first test file that needs a kind installs it, and all files copy it.
 *
 * @param kind - all that an installation depends on
 * @param install - installs into an empty database and leaves no connection to it
 */
export async function createInstalled(target: Place, kind: object, install: (place: Place) => Promise<void>) {
  const key = createHash('sha256').update(JSON.stringify(kind)).digest('hex').slice(0, 12);
  const kept = path.join(process.env[FOLDER] as string, key);
  while (!existsSync(path.join(kept, READY))) {
    if (!(await isFirst(kept))) {
      // Another worker of jest is at it.
      await new Promise((resolve) => setTimeout(resolve, 50));
      continue;
    }
    const { dialect } = target.database;
    const database: Database =
      dialect === 'sqlite' ? { dialect } : { dialect, name: `wecom_installed_${key}_${process.pid}` };
    try {
      await createDatabase(database);
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
  const source: Database = JSON.parse(await readFile(path.join(kept, READY), 'utf8'));
  await createDatabase(target.database, source.dialect === 'sqlite' ? undefined : source.name);
  if (source.dialect === 'sqlite') await copyFile(sqliteFile(kept), sqliteFile(target.storage));
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
