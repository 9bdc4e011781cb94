import type { Model, Transaction } from '@nocobase/database';
import { SignInError } from '../errors';
import { isDoubtful, type Link, type LinkDetails } from './account-links';
import { normalizeEmail, normalizePhone } from './contact-forms';
import { type Decision, type Doubt, decideAccount, type PhoneKnowledge, type Rules } from './decide';
import { AccountDoubt, doubtOf } from './doubt';
import { findCandidates } from './find-candidates';
import { inTransaction } from './in-transaction';
import type { MemberIdentity, MemberProfile } from './member-identity';
import { type AccountsSetting, withoutCost } from './setting';
import { createUser, fillEmptyFields, hasDefaultRole } from './sign-up';

export interface FirstSignIn {
  member: MemberIdentity;
  profile: MemberProfile;
  phone: PhoneKnowledge;
  rules: Rules;
  /** Name of the authenticator in use. */
  authenticator: string;
  /** Asks WeCom whether it still knows a member; `living` when it cannot say. */
  isGone: (memberId: string) => Promise<boolean>;
  /** ms since 1970 */
  now: number;
}

/** The user of a member. */
export interface FoundAccount {
  user: Model;
  /** Whether the link is new. */
  isNew: boolean;
}

interface Found {
  user: Model;
  /** How the account was found; `link`: a simultaneous sign-in was faster, or the same person is back. */
  by: 'link' | 'phone' | 'email' | 'sign-up';
}

/** A former userid may have been renamed more than once; nobody has more of them than this. */
const MOST_QUESTIONS = 3;

/**
 * The first sign-in of a member, or of one whose link is in doubt. Everything happens in one transaction: a failure at any
 * point leaves nothing behind, and of simultaneous first sign-ins one makes the account and the others find it (S-20).
 *
 * @throws {AccountDoubt} when the account is not certain, with what the person may do. @throws {SignInError}
 */
export async function findOrCreateAccount(setting: AccountsSetting, request: FirstSignIn): Promise<FoundAccount> {
  const asked = new Map<string, 'gone' | 'living'>();
  for (let question = 0; ; question += 1) {
    const outcome = await attempt(setting, request, asked);
    if (!('question' in outcome)) {
      await tell(setting, outcome, request);
      return { user: outcome.user, isNew: outcome.by !== 'link' };
    }
    // WeCom is asked between two transactions: none waits for an answer of somebody else.
    const gone = question < MOST_QUESTIONS && (await request.isGone(outcome.question));
    asked.set(outcome.question, gone ? 'gone' : 'living');
  }
}

async function attempt(
  setting: AccountsSetting,
  request: FirstSignIn,
  asked: Map<string, 'gone' | 'living'>,
): Promise<Found | { question: string }> {
  const { corpId, memberId } = request.member;
  try {
    return await inTransaction(setting, `first-sign-in:${corpId}:${memberId}`, (transaction) =>
      resolve(setting, { ...request, asked }, transaction),
    );
  } catch (error) {
    if (error instanceof AccountDoubt) await noteDoubt(setting, error, request);
    throw error;
  }
}

type Resolving = FirstSignIn & { asked: Map<string, 'gone' | 'living'> };

async function resolve(
  setting: AccountsSetting,
  request: Resolving,
  transaction: Transaction,
): Promise<Found | { question: string }> {
  const { db, links } = setting;
  const { member, profile, phone, rules, now } = request;
  const link = await links.findLink(member, transaction);
  if (link?.state === 'blocked')
    throw new SignInError('WECOM_BLOCKED', { operator: `Member ${member.userId} is blocked.` });
  const linked = link && (await db.getModel('users').findByPk(link.userId, { transaction }));
  if (link && !linked) await forgetDeletedUser(setting, link, transaction);
  if (link && linked && !isDoubtful(link, profile.name, now)) return { user: linked, by: 'link' };

  const candidates = await findCandidates(setting, request, transaction);
  const decision = decideAccount(candidates, phone, rules);
  if (decision.do === 'ask-former') return { question: decision.memberId };
  return carryOut(setting, decision, { ...request, link: linked ? link : undefined }, transaction);
}

async function carryOut(
  setting: AccountsSetting,
  decision: Exclude<Decision, { do: 'ask-former' }>,
  request: FirstSignIn & { link?: Link },
  transaction: Transaction,
): Promise<Found> {
  const { db } = setting;
  const { member, profile } = request;
  switch (decision.do) {
    case 'link':
    case 'move': {
      const user = await db.getModel('users').findByPk(decision.userId, { transaction });
      if (!user) throw new SignInError('WECOM_NO_ACCOUNT', { operator: 'The matching user was deleted just now.' });
      const by = decision.do === 'link' ? decision.by : 'phone';
      await writeLink(setting, { ...request, userId: decision.userId, origin: by }, transaction);
      return { user, by };
    }
    case 'sign-up': {
      const user = await createUser(setting, member, profile, transaction);
      await writeLink(setting, { ...request, userId: String(user.get('id')), origin: 'sign-up' }, transaction);
      return { user, by: 'sign-up' };
    }
    case 'ask-consent':
      throw new SignInError('WECOM_CONSENT_REQUIRED', { operator: 'Not linked yet; asking for the phone number.' });
    case 'refuse':
      throw doubtOf(decision, request);
  }
}

export interface NewLink {
  member: MemberIdentity;
  profile: MemberProfile;
  authenticator: string;
  userId: string;
  origin: LinkDetails['origin'];
  /** The row that this member's userid stands in so far, of a person who may be somebody else. */
  link?: Link;
  byUserId?: string;
}

/**
 * Makes the link of a member and a user, whichever rows there are: the user's own of a former userid moves, and a row of
 * another person gives the userid up.
 *
 * @throws a unique constraint error when another request was first
 */
export async function writeLink(setting: AccountsSetting, input: NewLink, transaction: Transaction): Promise<void> {
  const { links, shown, declined, waiting, journal, contacts, digestOf } = setting;
  const { member, profile, authenticator, userId, origin, link, byUserId } = input;
  const phone = normalizePhone(profile.phone);
  const email = normalizeEmail(profile.bizMail);
  const details: LinkDetails = {
    origin,
    ...(profile.name && { memberName: profile.name }),
    ...(phone && { phoneDigest: digestOf(phone) }),
  };
  const entry = { corpId: member.corpId, memberId: member.memberId, memberName: profile.name, userId, byUserId };
  if (link && link.userId !== userId) {
    await links.giveUp(link, transaction);
    await journal.write({ ...entry, event: 'userid-reused', userId: link.userId }, transaction);
  }
  const own = await links.ofUserInCorp(member.corpId, userId, transaction);
  if (own) await links.take(own, member, details, transaction);
  else await links.create(member, userId, details, transaction);
  await shown.write(member, { userId, authenticator, name: profile.name }, transaction);
  await declined.clear(member, transaction);
  await waiting.remove(member, transaction);
  await contacts.markWeCom(userId, { ...(phone && { phone }), ...(email && { email }) }, transaction);
  const event = origin === 'sign-up' ? 'signed-up' : own && own.memberId !== member.memberId ? 'moved' : 'linked';
  await journal.write({ ...entry, event, details: { origin } }, transaction);
}

/** An administrator deleted the user past NocoBase: the member is not signed up anew (S-46). */
async function forgetDeletedUser({ links, declined }: AccountsSetting, link: Link, transaction: Transaction) {
  await links.remove(link, transaction);
  await declined.add(link, 'deleted', transaction);
}

async function noteDoubt({ waiting, writes, log }: AccountsSetting, { doubt }: AccountDoubt, request: FirstSignIn) {
  const { member, profile, authenticator, now } = request;
  const { code, reason, candidates } = doubt satisfies Doubt;
  const refused = { member, memberName: profile.name, authenticator, code, reason, candidates };
  await withoutCost(log, 'a refused member could not be noted', '', () => writes.run(() => waiting.add(refused, now)));
}

/** Once it is certain: what the log should have, and what a user who was found is given of WeCom's answer. */
async function tell(
  { db, contacts, writes, log }: AccountsSetting,
  { user, by }: Found,
  request: FirstSignIn,
): Promise<void> {
  const { member, profile } = request;
  const userId = String(user.get('id'));
  const who = { corpId: member.corpId, member: member.userId };
  await withoutCost(log, 'a new account could not be completed', userId, async () => {
    if (by === 'sign-up') {
      log.info('wecom: signed up a member', { ...who, userId });
      if (await hasDefaultRole(db)) return;
      log.warn('wecom: the new user has no role, because there is no default role. Set one on the roles page.', who);
    } else {
      if (by !== 'link') log.info(`wecom: linked a member by ${by}`, { ...who, userId });
      await fillEmptyFields({ contacts }, user, profile, (write) => writes.run(write));
    }
  });
}
