import type { Database } from '@nocobase/database';
import type { AccountLinks } from './account-links';
import type { Phone } from './contact-forms';
import type { Contacts } from './contacts/contacts';
import type { Declined } from './declined';
import type { Journal } from './journal';
import type { ShownLinks } from './shown-links';
import type { WaitingMembers } from './waiting-members';
import type { Writes } from './writes';

/** What the flows of this room work with. */
export interface AccountsSetting {
  db: Database;
  links: AccountLinks;
  shown: ShownLinks;
  declined: Declined;
  waiting: WaitingMembers;
  journal: Journal;
  contacts: Contacts;
  writes: Writes;
  /** Keyed digest of a phone number in its normal form. */
  digestOf: (phone: Phone) => string;
  log: { info(message: string, meta?: object): void; warn(message: string, meta?: object): void };
}

/** What comes on top of a sign-in, and must not cost it. */
export async function withoutCost(
  log: AccountsSetting['log'],
  problem: string,
  userId: string,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    log.warn(`wecom: ${problem}`, { userId, error: error instanceof Error ? error.name : typeof error });
  }
}
