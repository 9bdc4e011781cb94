import { type Model, Transaction } from '@nocobase/database';
import { SignInError } from '../errors';
import { type ConflictReason, type Decision, decideAccount, type PhoneKnowledge, type Rules } from './decide';
import { findCandidates } from './find-candidates';
import type { MemberIdentity, MemberProfile } from './member-identity';
import { maskPhone } from './phone';
import { type AccountsSetting, withoutCost } from './setting';
import { createUser, fillEmptyFields, hasDefaultRole } from './sign-up';

export interface FirstSignIn {
  member: MemberIdentity;
  profile: MemberProfile;
  phone: PhoneKnowledge;
  rules: Rules;
  /** Name of the authenticator in use. */
  authenticator: string;
}

interface Found {
  user: Model;
  /** How the account was found; `link`: a simultaneous sign-in was faster. */
  by: 'link' | 'phone' | 'email' | 'sign-up';
}

/**
 * The first sign-in of a member. Everything happens in one transaction: a failure at any point leaves nothing behind,
 * and of simultaneous first sign-ins one makes the account and the others find it (S-20).
 *
 * @throws {SignInError} when there is no account for this member
 */
export async function findOrCreateAccount(setting: AccountsSetting, request: FirstSignIn): Promise<Model> {
  const { db, writes } = setting;
  const { corpId, memberId } = request.member;
  const isSqlite = db.sequelize.getDialect() === 'sqlite';
  const options = isSqlite
    ? { type: Transaction.TYPES.IMMEDIATE }
    : { isolationLevel: Transaction.ISOLATION_LEVELS.READ_COMMITTED };
  const found = await writes.run(
    () => db.sequelize.transaction(options, (transaction) => resolve(setting, request, transaction)),
    `first-sign-in:${corpId}:${memberId}`,
  );
  await tell(setting, found, request);
  return found.user;
}

async function resolve({ db, links }: AccountsSetting, request: FirstSignIn, transaction: Transaction): Promise<Found> {
  const { member, profile, phone, rules, authenticator } = request;
  const linked = await links.findUser(member, transaction);
  if (linked) return { user: linked, by: 'link' };
  await links.removeDangling(member, transaction);

  const candidates = await findCandidates(db, links, member, profile, transaction);
  const decision = decideAccount(candidates, phone, rules);
  const found = await carryOut({ db }, decision, request, transaction);

  const userId = String(found.user.get('id'));
  await links.create(member, userId, transaction);
  await links.show(member, { userId, authenticator, name: profile.name }, transaction);
  return found;
}

async function carryOut(
  { db }: Pick<AccountsSetting, 'db'>,
  decision: Decision,
  { member, profile }: FirstSignIn,
  transaction: Transaction,
): Promise<Found> {
  switch (decision.do) {
    case 'link': {
      const user = await db.getModel('users').findByPk(decision.userId, { transaction });
      if (!user) throw new SignInError('WECOM_NO_ACCOUNT', { operator: 'The matching user was deleted just now.' });
      return { user, by: decision.by };
    }
    case 'sign-up':
      return { user: await createUser(db, member, profile, transaction), by: 'sign-up' };
    case 'ask-consent':
      throw new SignInError('WECOM_CONSENT_REQUIRED', { operator: 'Not linked yet; asking for the phone number.' });
    case 'ask-first-sign-in':
      throw new SignInError('WECOM_FIRST_SIGN_IN', {
        operator: 'Not linked yet, and outside WeCom no phone number is known. The first sign-in is in WeCom.',
      });
    case 'refuse-no-account':
      throw new SignInError('WECOM_NO_ACCOUNT', { operator: noAccount(member, profile) });
    case 'refuse-conflict':
      throw new SignInError('WECOM_ACCOUNT_CONFLICT', { operator: conflict(member, decision.by, decision.reason) });
  }
}

/** Once it is certain: what the log should have, and what a user who was found is given of WeCom's answer. */
async function tell({ db, writes, log }: AccountsSetting, { user, by }: Found, request: FirstSignIn): Promise<void> {
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
      await fillEmptyFields(db, user, profile, (write) => writes.run(write));
    }
  });
}

function noAccount({ userId }: MemberIdentity, { phone }: MemberProfile): string {
  const known = phone ? `phone ${maskPhone(phone)}` : 'no phone number known';
  return `No user matches member ${userId} (${known}), and automatic sign-up is off. Create the user or switch it on.`;
}

const CONFLICTS: Record<ConflictReason, string> = {
  'several-users': 'several users have it. Make it unique',
  'linked-to-another-member': 'the user is linked to another member. Correct the one that is wrong',
  'privileged-user': 'the user has the role root. Allow linking privileged accounts, or use another account',
};

function conflict({ userId }: MemberIdentity, by: 'phone' | 'email', reason: ConflictReason): string {
  return `Member ${userId} was not linked by ${by}: ${CONFLICTS[reason]}.`;
}
