import { randomUUID } from 'node:crypto';
import type { Database, Transaction } from '@nocobase/database';
import type { ContactKind, Email, Phone } from '../contact-forms';
import type { Writes } from '../writes';
import { ContactHooks } from './hooks';
import { type ContactCandidate, ContactLookUp } from './look-up';
import { markedAs } from './mark';
import { Progress } from './progress';
import { ContactRows } from './rows';
import { SmsVerifiers } from './sms-verifiers';
import { type Pace, Upkeep } from './upkeep';
import { type SyncedUsers, watchSynchronisation } from './user-data-sync';
import { type WaitingContact, type WaitingPage, waitingContacts, waitingContactsOf } from './waiting';

export interface ContactsOptions {
  db: Database;
  writes: Writes;
  log: { info(message: string, meta?: object): void; warn(message: string, meta?: object): void };
  /** How fast all users are gone through; what suits the database by default. */
  pace?: Pace;
  now?: () => number;
}

/** Keys of one user, as somebody trusted gives them. */
export type Keys = { phone?: Phone; email?: Email };

/** The index of contacts: who has a phone number or e-mail address, and who wrote it (S-39). */
export class Contacts {
  readonly upkeep: Upkeep;
  readonly progress: Progress;
  readonly hooks: ContactHooks;
  private readonly db: Database;
  private readonly rows: ContactRows;
  private readonly verifiers: SmsVerifiers;
  private readonly lookUp: ContactLookUp;

  constructor(options: ContactsOptions) {
    const { db } = options;
    this.db = db;
    this.rows = new ContactRows(db);
    this.hooks = new ContactHooks({ db, rows: this.rows, log: options.log });
    this.verifiers = new SmsVerifiers(db, this.rows);
    this.progress = new Progress(db, randomUUID(), options.now);
    this.lookUp = new ContactLookUp(db, this.verifiers, this.progress);
    this.upkeep = new Upkeep({ ...options, rows: this.rows, verifiers: this.verifiers, progress: this.progress });
  }

  /** From now on the index follows what NocoBase saves. To be called once for each load of the application. */
  watch(synchronisation?: SyncedUsers): void {
    this.hooks.register();
    this.verifiers.register();
    if (synchronisation) watchSynchronisation(synchronisation, this.rows);
  }

  /** @returns users who have this number at this moment, in their row or at an SMS verifier; at most 20 or so */
  findByPhone(phone: Phone, transaction?: Transaction): Promise<ContactCandidate[]> {
    return this.lookUp.find('phone', phone, transaction);
  }

  /** @returns users who have this address at this moment */
  findByEmail(email: Email, transaction?: Transaction): Promise<ContactCandidate[]> {
    return this.lookUp.find('email', email, transaction);
  }

  /**
   * An administrator's word for a number or address.
   *
   * @param key - what the administrator saw: another one that stands there meanwhile is not accepted
   * @returns whether it stood there and was waiting
   */
  async accept(userId: string | number, kind: ContactKind, key: Phone | Email, transaction?: Transaction) {
    return (await this.rows.confirm(userId, { [kind]: key }, 'administrator', transaction)) > 0;
  }

  /** Numbers and addresses without a trusted writer, the newest first. @param page - from 1 */
  waiting(page: { page: number; pageSize: number }, transaction?: Transaction): Promise<WaitingPage> {
    return waitingContacts(this.db, page, transaction);
  }

  /** The same of some users. @param userIds - at most a few hundred */
  waitingOf(userIds: string[], transaction?: Transaction): Promise<WaitingContact[]> {
    return waitingContactsOf(this.db, userIds, transaction);
  }

  /** WeCom says that this linked user's number or address is the one that stands in the row already. */
  async markWeCom(userId: string | number, keys: Keys, transaction?: Transaction): Promise<void> {
    await this.rows.confirm(userId, keys, 'wecom', transaction);
  }

  /** Runs a function whose writes bring what WeCom told. */
  asWeCom<T>(run: () => Promise<T>): Promise<T> {
    return markedAs('wecom', run);
  }

  /** The same for the writes of a synchronisation of this plugin's own. */
  asSynchronisation<T>(run: () => Promise<T>): Promise<T> {
    return markedAs('sync', run);
  }
}
