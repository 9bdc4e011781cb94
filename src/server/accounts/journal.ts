import { type Database, Op, type Transaction } from '@nocobase/database';

const JOURNAL = 'wecomJournal';

/** How long administrators see what happened, in ms. */
const JOURNAL_LIFE_MS = 180 * 24 * 3600_000;

export type JournalEvent =
  | 'linked'
  | 'moved'
  | 'unlinked'
  | 'blocked'
  | 'unblocked'
  | 'signed-up'
  | 'left'
  | 'returned'
  | 'disabled'
  | 'out-of-range'
  | 'locked-out'
  | 'renamed'
  | 'userid-reused'
  | 'sessions-ended'
  | 'number-accepted'
  | 'user-deleted';

export interface JournalEntry {
  event: JournalEvent;
  corpId?: string;
  memberId?: string;
  memberName?: string;
  userId?: string;
  /** Whoever did it, with a session. */
  byUserId?: string;
  /** No secret, no phone number, no e-mail address. */
  details?: Record<string, string | number | boolean>;
}

/** What happened to links, in the transaction in which it happened (S-47). */
export class Journal {
  constructor(private readonly db: Database) {}

  async write(entry: JournalEntry, transaction?: Transaction): Promise<void> {
    await this.db.getModel(JOURNAL).create({ ...entry }, { transaction });
  }

  /** @param now - ms since 1970 */
  async forgetOld(now: number): Promise<void> {
    await this.db.getModel(JOURNAL).destroy({ where: { createdAt: { [Op.lt]: new Date(now - JOURNAL_LIFE_MS) } } });
  }
}
