import type { Database } from '@nocobase/database';
import type { ContactKind, Email, Phone } from './contact-forms';
import type { Contacts } from './contacts/contacts';
import type { WaitingContact } from './contacts/waiting';
import type { Journal } from './journal';
import { privilegedUsers } from './privileged';

/** A number or address as the administrator saw it. */
export interface SeenContact {
  userId: string;
  kind: ContactKind;
  /** In its normal form. */
  key: string;
}

/** Why a word was not taken. */
type NotAccepted =
  /** It is not there any more, or has changed since. */
  | 'changed'
  /** Each of these needs a look of its own, so they are never accepted together with others. */
  | 'self-registered'
  | 'privileged'
  | 'shared';

export interface Accepted {
  accepted: number;
  refused: (SeenContact & { reason: NotAccepted })[];
}

export interface AcceptOptions {
  /** At most a few hundred. */
  seen: SeenContact[];
  byUserId: string;
  /** Whether the session may decide about privileged users (S-52). */
  mayManagePrivileged: boolean;
}

/**
 * An administrator's word that numbers and addresses belong to the users who have them (S-39): they match from then on.
 * One is taken as it is; several at once never include what an attacker would hide among them.
 */
export async function acceptContacts(
  { db, contacts, journal }: { db: Database; contacts: Contacts; journal: Journal },
  { seen, byUserId, mayManagePrivileged }: AcceptOptions,
): Promise<Accepted> {
  const ids = [...new Set(seen.map(({ userId }) => userId))];
  const [waiting, privileged] = await Promise.all([contacts.waitingOf(ids), privilegedUsers(db, ids)]);
  const isAlone = seen.length === 1;
  const result: Accepted = { accepted: 0, refused: [] };
  for (const one of seen) {
    const found = waiting.find(
      ({ userId, kind, key }) => userId === one.userId && kind === one.kind && key === one.key,
    );
    const reason = whyNot(found, { isAlone, isPrivileged: privileged.has(one.userId), mayManagePrivileged });
    const isTaken = !reason && (await take(one));
    if (isTaken) result.accepted += 1;
    else result.refused.push({ ...one, reason: reason ?? 'changed' });
  }
  return result;

  function take({ userId, kind, key }: SeenContact): Promise<boolean> {
    return db.sequelize.transaction(async (transaction) => {
      if (!(await contacts.accept(userId, kind, key as Phone | Email, transaction))) return false;
      await journal.write({ event: 'number-accepted', userId, byUserId, details: { kind } }, transaction);
      return true;
    });
  }
}

function whyNot(
  found: WaitingContact | undefined,
  facts: { isAlone: boolean; isPrivileged: boolean; mayManagePrivileged: boolean },
): NotAccepted | undefined {
  if (!found) return 'changed';
  if (facts.isPrivileged && !(facts.isAlone && facts.mayManagePrivileged)) return 'privileged';
  if (facts.isAlone) return undefined;
  if (found.selfRegistered) return 'self-registered';
  return found.shared ? 'shared' : undefined;
}
