import type { Database } from '@nocobase/database';
import type { Contacts } from './contacts';
import { ExactStringField } from './exact-string';
import { CONTACTS, EXACT_STRING, PROGRESS } from './names';
import { syncedUsersOf } from './user-data-sync';

/** What is needed of NocoBase's application. */
interface Host {
  db: Database;
  pm: { get(name: string): unknown };
  on(event: 'beforeStart' | 'afterStart' | 'beforeStop', listener: () => unknown): unknown;
}

/** To be called before the collections are loaded. */
export function registerContactFields(db: Database): void {
  db.registerFieldTypes({ [EXACT_STRING]: ExactStringField });
}

/** Joins the index of contacts to the application: to be called in `load()`, once for each load. */
export function keepContacts(app: Host, contacts: Contacts): void {
  // NocoBase's plugin of users registers its resource of the synchronisation when it is loaded, which is before this one.
  contacts.watch(syncedUsersOf(app.pm.get('user-data-sync')));
  app.on('beforeStart', () => makeTables(app.db));
  app.on('afterStart', () => contacts.upkeep.start());
  app.on('beforeStop', () => contacts.upkeep.stop());
}

const OTHER_TABLES = [
  'wecomDeclined',
  'wecomJournal',
  'wecomWaiting',
  'wecomRuns',
  'wecomRunResults',
  'wecomUnmatched',
  'wecomLeaving',
  'wecomLockouts',
];

/**
 * Whoever replaces an older package and only restarts has no table yet, and without it no user could be saved: NocoBase
 * makes tables when a plugin is enabled or upgraded, not when it starts.
 */
async function makeTables(db: Database): Promise<void> {
  for (const name of [CONTACTS, PROGRESS, ...OTHER_TABLES]) {
    const collection = db.getCollection(name);
    if (!(await collection.existsInDb())) await collection.sync();
  }
  // The tables of earlier versions have fewer columns.
  const links = db.getModel('wecomAccounts');
  const columns = await db.sequelize.getQueryInterface().describeTable(links.getTableName() as string);
  const isThere = (field: string) => columns[links.rawAttributes[field]?.field ?? field];
  if (!isThere('state') || !isThere('away')) await db.getCollection('wecomAccounts').sync();
}
