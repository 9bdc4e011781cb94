import { normalizePhone, type Phone } from '../accounts/contact-forms';
import { nameKey, namesAgree } from '../accounts/identity-change';
import type { ListedMember } from '../wecom-api/member-lists';
import type { Known, KnownLink, PhoneCandidate } from './known';
import { changesOf, type MemberChanges } from './plan-changes';

/** Why a member waits for an administrator's word. */
const WAIT_REASONS = [
  'same-name',
  'same-userid',
  'same-phone',
  'privileged',
  'unlinked',
  'deleted',
  'returned',
  'other-name',
  'not-made',
] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];

export type MemberDecision = { memberId: string } & (
  | { do: 'keep'; userId: string; link: KnownLink; changes: MemberChanges }
  | { do: 'make'; link?: KnownLink }
  | { do: 'link'; userId: string; link?: KnownLink; changes: MemberChanges }
  | { do: 'wait'; reason: WaitReason; candidates: string[] }
  | { do: 'leave-alone'; reason: 'blocked' | 'inactive' }
);

export interface MemberRules {
  createUsers: boolean;
  overwriteNames: boolean;
  /** Whether departments are synchronised, which needs NocoBase's plugin. */
  departments: boolean;
  digestOf: (phone: Phone) => string;
}

/** More users than this are not suggested for one member. */
const MOST_CANDIDATES = 20;

/** What happens to each member, with the reason. Nobody is linked or made in doubt: a person decides then. */
export function planMembers(
  members: ReadonlyMap<string, ListedMember>,
  known: Known,
  rules: MemberRules,
): MemberDecision[] {
  const phones = countPhones(members);
  return [...members].map(([memberId, member]) => decide(memberId, member, known, rules, phones));
}

type Phones = ReadonlyMap<Phone, number>;

function decide(
  memberId: string,
  member: ListedMember,
  known: Known,
  rules: MemberRules,
  phones: Phones,
): MemberDecision {
  const link = known.links.get(memberId);
  if (link?.state === 'blocked') return { memberId, do: 'leave-alone', reason: 'blocked' };
  if (!link) return match(memberId, member, known, rules, phones, undefined);
  // Deleted past NocoBase: not made anew (S-46).
  if (!known.users.has(link.userId)) return { memberId, do: 'wait', reason: 'deleted', candidates: [] };
  // What was taken from somebody who may not work at the moment is not given back by the way.
  if (isInactive(member)) return { memberId, do: 'leave-alone', reason: 'inactive' };
  const standing = standingOf(link, member, known, rules);
  if (standing === 'somebody-else') return match(memberId, member, known, rules, phones, link);
  if (standing !== 'same') return { memberId, do: 'wait', reason: standing, candidates: [link.userId] };
  const changes = changesOf(memberId, member, link, known, rules);
  return { memberId, do: 'keep', userId: link.userId, link, changes };
}

/** Whether a link still stands for this member: WeCom gives userids to other people once they are free (S-42). */
function standingOf(
  { state, memberName, phoneDigest, userId }: KnownLink,
  { name, phone }: ListedMember,
  { privileged }: Known,
  { digestOf }: MemberRules,
): 'same' | 'somebody-else' | 'returned' | 'other-name' {
  const normal = normalizePhone(phone);
  const samePhone = normal !== undefined && phoneDigest !== undefined && digestOf(normal) === phoneDigest;
  const otherPhone = normal !== undefined && phoneDigest !== undefined && !samePhone;
  const agree = !memberName || !name || namesAgree(memberName, name);
  if (state === 'left') {
    if (samePhone && !privileged.has(userId)) return 'same';
    return agree && !otherPhone ? 'returned' : 'somebody-else';
  }
  return agree || samePhone ? 'same' : 'other-name';
}

/** A member without a link, or with one of somebody else. */
function match(
  memberId: string,
  member: ListedMember,
  known: Known,
  rules: MemberRules,
  phones: Phones,
  link: KnownLink | undefined,
): MemberDecision {
  if (isInactive(member)) return { memberId, do: 'leave-alone', reason: 'inactive' };
  const wait = (reason: WaitReason, candidates: string[] = []): MemberDecision => ({
    memberId,
    do: 'wait',
    reason,
    candidates: [...new Set(candidates)].slice(0, MOST_CANDIDATES),
  });
  const declined = known.declined.get(memberId);
  if (declined?.wasDeleted) return wait('deleted', declined.users);
  const recorded = known.records.get(memberId)?.userId;
  // Somebody has separated the two: that stays so.
  const separated = [...(declined?.users ?? []), ...(recorded && recorded !== link?.userId ? [recorded] : [])].filter(
    (id) => known.users.has(id),
  );
  const byPhone = matchByPhone(known.byPhone.get(memberId) ?? [], member, known, phones);
  if (byPhone === 'privileged' || byPhone === 'same-phone') {
    return wait(
      byPhone,
      (known.byPhone.get(memberId) ?? []).map(({ userId }) => userId),
    );
  }
  if (byPhone && !separated.includes(byPhone.userId)) {
    const { userId } = byPhone;
    const changes = changesOf(memberId, member, { id: '', memberId, userId, state: 'active' }, known, rules);
    return { memberId, do: 'link', userId, ...(link && { link }), changes };
  }
  if (separated.length > 0) return wait('unlinked', separated);
  const byUsername = known.byUsername.get(memberId);
  if (byUsername) return wait('same-userid', byUsername);
  const byName = member.name ? known.byName.get(nameKey(member.name)) : undefined;
  if (byName) return wait('same-name', byName);
  return rules.createUsers ? { memberId, do: 'make', ...(link && { link }) } : wait('not-made');
}

function isInactive({ status }: ListedMember): boolean {
  return status === 'disabled' || status === 'left';
}

/** As a sign-in does it (S-39, S-44): one user, a trustworthy number, nobody privileged, nobody's who is linked. */
function matchByPhone(
  candidates: PhoneCandidate[],
  { phone }: ListedMember,
  { privileged }: Known,
  phones: Phones,
): PhoneCandidate | 'privileged' | 'same-phone' | undefined {
  const [only] = candidates;
  if (!only) return undefined;
  const normal = normalizePhone(phone);
  const isShared = candidates.length > 1 || (normal !== undefined && (phones.get(normal) ?? 0) > 1);
  if (!isShared && privileged.has(only.userId)) return 'privileged';
  return !isShared && only.trusted && !only.linked ? only : 'same-phone';
}

function countPhones(members: ReadonlyMap<string, ListedMember>): Phones {
  const phones = new Map<Phone, number>();
  for (const { phone } of members.values()) {
    const normal = phone === undefined ? undefined : normalizePhone(phone);
    if (normal) phones.set(normal, (phones.get(normal) ?? 0) + 1);
  }
  return phones;
}
