import type { Transaction } from '@nocobase/database';
import type { Link } from './account-links';
import { normalizeEmail, normalizePhone } from './contact-forms';
import type { Candidate, Candidates, FormerLink } from './decide';
import { namesAgree, RECENTLY_SEEN_MS } from './identity-change';
import type { MemberIdentity, MemberProfile } from './member-identity';
import { privilegedUsers } from './privileged';
import type { AccountsSetting } from './setting';

export interface Wanted {
  member: MemberIdentity;
  profile: MemberProfile;
  /** Members of whom WeCom has just said that it does not know them, and of whom it has said that they live. */
  asked: Map<string, 'gone' | 'living'>;
  /** ms since 1970 */
  now: number;
}

/** Users whom the member's phone or corporate e-mail might mean, with everything that a decision depends on. */
export async function findCandidates(
  setting: AccountsSetting,
  wanted: Wanted,
  transaction?: Transaction,
): Promise<Candidates> {
  const { db, links, declined, contacts } = setting;
  const { member, profile } = wanted;
  // Never look up an empty value: it would match somebody (S-17).
  const phone = normalizePhone(profile.phone);
  const email = normalizeEmail(profile.bizMail);
  const byPhone = phone ? await contacts.findByPhone(phone, transaction) : [];
  const byEmail = email ? await contacts.findByEmail(email, transaction) : [];

  const ids = [...new Set([...byPhone, ...byEmail].map(({ userId }) => userId))];
  const privileged = await privilegedUsers(db, ids, transaction);
  const pairs = await declined.of(member, transaction);
  const linked = await links.ofUsers(ids, transaction);
  const phones = await phonesOf(
    setting,
    byEmail.map(({ userId }) => userId),
    transaction,
  );

  const describe = ({ userId, trusted }: { userId: string; trusted: boolean }): Candidate => {
    const own = linked.filter((link) => link.userId === userId);
    const other = own.find(({ corpId, memberId }) => corpId === member.corpId && memberId !== member.memberId);
    const userPhone = phones.get(userId);
    return {
      userId,
      trusted,
      privileged: privileged.has(userId),
      ...(other && { linkedTo: formerLink(setting, other, wanted) }),
      otherCompany: own.some(({ corpId }) => corpId !== member.corpId),
      declined: pairs.users.has(userId),
      phone: !userPhone ? 'none' : userPhone === phone ? 'same' : 'other',
    };
  };
  return { byPhone: byPhone.map(describe), byEmail: byEmail.map(describe), wasDeleted: pairs.wasDeleted };
}

/**
 * A changed userid moves the link when the member had the same phone number then, and the names agree or the member was
 * seen of late; whether the old userid is gone, only WeCom can say.
 */
function formerLink({ digestOf }: AccountsSetting, link: Link, { profile, asked, now }: Wanted): FormerLink {
  const { memberId, state, memberName, phoneDigest, lastSignInAt } = link;
  const phone = normalizePhone(profile.phone);
  const samePhone = phone !== undefined && phoneDigest !== undefined && digestOf(phone) === phoneDigest;
  const sameName = memberName !== undefined && profile.name !== undefined && namesAgree(memberName, profile.name);
  const seenOfLate = lastSignInAt !== undefined && now - lastSignInAt.getTime() < RECENTLY_SEEN_MS;
  if (!samePhone || !(sameName || seenOfLate) || state === 'blocked') return { memberId, standing: 'living' };
  return { memberId, standing: state === 'left' ? 'gone' : (asked.get(memberId) ?? 'unasked') };
}

async function phonesOf({ db }: AccountsSetting, userIds: string[], transaction?: Transaction) {
  if (userIds.length === 0) return new Map<string, string>();
  const rows = (await db
    .getModel('users')
    .findAll({ where: { id: userIds }, attributes: ['id', 'phone'], raw: true, transaction })) as unknown as {
    id: unknown;
    phone: unknown;
  }[];
  // A number in no known form still is a number of its own.
  return new Map(rows.map(({ id, phone }) => [String(id), normalizePhone(phone) ?? String(phone ?? '')]));
}
