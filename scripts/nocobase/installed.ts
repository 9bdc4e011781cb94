import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fromRoot, TEST_FOLDER } from '../paths';
import { prepareAppFolder } from './app-folder';
import {
  createDatabase,
  type Database,
  databaseEnv,
  dropDatabase,
  postgresDatabaseExists,
  renamePostgresDatabase,
} from './databases';
import { type NocoBaseEnv, runNocoBase } from './process';

/** What of `storage/` belongs to an installation; logs, sockets and the like do not. */
const STORAGE_PARTS = ['db', 'apps', 'uploads'];

/**
 * Fills an application folder with a freshly installed NocoBase.
 *
 * An installation takes about ten seconds, so the first one of each kind is kept (`.test/installed-*`, and for
 * PostgreSQL a database beside it) and later ones are copies. MariaDB is installed each time: one test needs it.
 */
export async function installNocoBase(folder: string, database: Database, logFile: string): Promise<void> {
  await dropDatabase(database);
  if (database.dialect === 'mariadb') {
    await createDatabase(database);
    await runNocoBase(folder, ['install'], databaseEnv(database), logFile);
    return;
  }
  const kept = await keptInstallation(database.dialect);
  await createDatabase(database, kept.database);
  for (const part of STORAGE_PARTS) {
    const source = path.join(kept.folder, 'storage', part);
    if (fs.existsSync(source)) fs.cpSync(source, path.join(folder, 'storage', part), { recursive: true });
  }
}

/** Makes the installations that later ones copy. Who needs one before it is there makes it, too. */
export async function keepInstallations(): Promise<void> {
  for (const dialect of ['sqlite', 'postgres'] as const) await keptInstallation(dialect);
}

interface KeptInstallation {
  folder: string;
  /** PostgreSQL: the database to copy. */
  database?: string;
}

/** Installations that this process is making; several applications may be started at once. */
const making = new Map<string, Promise<void>>();

async function keptInstallation(dialect: 'sqlite' | 'postgres'): Promise<KeptInstallation> {
  const version = nocobaseVersion();
  const folder = path.join(TEST_FOLDER, `installed-${dialect}-${version}`);
  const database = dialect === 'postgres' ? keptDatabaseName(version, fromRoot()) : undefined;
  const made = making.get(folder) ?? ensureInstallation(folder, database).finally(() => making.delete(folder));
  making.set(folder, made);
  await made;
  return { folder, database };
}

async function ensureInstallation(folder: string, database: string | undefined): Promise<void> {
  if (!(await isComplete(folder, database))) await makeInstallation(folder, database);
}

async function isComplete(folder: string, database: string | undefined): Promise<boolean> {
  return fs.existsSync(folder) && (!database || (await postgresDatabaseExists(database)));
}

/** Made under another name and renamed at the end: a run that was interrupted leaves nothing that looks complete. */
async function makeInstallation(folder: string, database: string | undefined): Promise<void> {
  const draft = `${folder}.draft-${process.pid}`;
  const draftDatabase = database && `${database}_${process.pid}`;
  fs.rmSync(draft, { recursive: true, force: true });
  prepareAppFolder(draft);
  let env: NocoBaseEnv = databaseEnv({ dialect: 'sqlite' });
  if (draftDatabase) {
    const target = { dialect: 'postgres', name: draftDatabase } as const;
    await dropDatabase(target);
    await createDatabase(target);
    env = databaseEnv(target);
  }
  await runNocoBase(draft, ['install'], env, path.join(draft, 'install.log'));
  fs.rmSync(path.join(draft, 'node_modules'), { recursive: true });
  if (await isComplete(folder, database)) {
    // Tests run side by side, and another one was faster.
    fs.rmSync(draft, { recursive: true });
    if (draftDatabase) await dropDatabase({ dialect: 'postgres', name: draftDatabase });
    return;
  }
  fs.rmSync(folder, { recursive: true, force: true });
  if (database && draftDatabase) {
    await dropDatabase({ dialect: 'postgres', name: database });
    await renamePostgresDatabase(draftDatabase, database);
  }
  fs.renameSync(draft, folder);
}

/**
 * Name of the PostgreSQL database that belongs to a kept folder.
 *
 * @param root the checkout in which the folder is: all checkouts of a machine share one PostgreSQL, and one that found
 *   the database of another without its folder would drop it, perhaps while it is being copied
 */
export function keptDatabaseName(version: string, root: string): string {
  return `wecom_installed_${version}_${crypto.createHash('sha256').update(root).digest('hex').slice(0, 8)}`;
}

/** The version of the NocoBase that makes the installation, fit for names of files and databases: `2_2_15`. */
function nocobaseVersion(): string {
  const { version } = JSON.parse(fs.readFileSync(fromRoot('node_modules/@nocobase/app/package.json'), 'utf8'));
  return String(version).replace(/[^0-9a-z]+/gi, '_');
}
