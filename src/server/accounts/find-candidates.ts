import type { Database, Transaction } from '@nocobase/database';
import { normalizeEmail, normalizePhone } from './contact-forms';
import type { Contacts } from './contacts/contacts';
import type { ContactCandidate } from './contacts/look-up';
import type { Candidate, Candidates } from './decide';
import type { AccountLinks } from './links';
import type { MemberIdentity, MemberProfile } from './member-identity';

const PRIVILEGED_ROLE = 'root';

/** Users whom the member's phone or e-mail might mean: those who have it in whatever form. */
export async function findCandidates(
  { db, links, contacts }: { db: Database; links: AccountLinks; contacts: Contacts },
  member: MemberIdentity,
  profile: MemberProfile,
  transaction?: Transaction,
): Promise<Candidates> {
  const phone = normalizePhone(profile.phone);
  const emails = [...new Set(profile.emails.map(normalizeEmail))].filter((email) => email !== undefined);

  const byPhone = phone ? await contacts.findByPhone(phone, transaction) : [];
  const byEmail: ContactCandidate[][] = [];
  for (const email of emails) byEmail.push(await contacts.findByEmail(email, transaction));

  const all = [...new Set([...byPhone, ...byEmail.flat()].map(({ userId }) => userId))];
  const linked = await links.linkedToOthers(member, all, transaction);
  const privileged = await privilegedUsers(db, all, transaction);
  const describe = ({ userId, trusted }: ContactCandidate): Candidate => ({
    userId,
    trusted,
    privileged: privileged.has(userId),
    linkedElsewhere: linked.has(userId),
  });
  return { byPhone: byPhone.map(describe), byEmail: byEmail.map((users) => users.map(describe)) };
}

async function privilegedUsers(db: Database, userIds: string[], transaction?: Transaction): Promise<Set<string>> {
  if (userIds.length === 0 || !db.hasCollection('rolesUsers')) return new Set();
  const rows = (await db.getModel('rolesUsers').findAll({
    where: { userId: userIds, roleName: PRIVILEGED_ROLE },
    attributes: ['userId'],
    raw: true,
    transaction,
  })) as unknown as { userId: unknown }[];
  return new Set(rows.map(({ userId }) => String(userId)));
}
