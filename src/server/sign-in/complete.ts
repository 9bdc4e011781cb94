import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Model } from '@nocobase/database';
import type { Accounts } from '../accounts/accounts';
import type { PhoneKnowledge, Rules } from '../accounts/decide';
import { type MemberProfile, memberIdentity } from '../accounts/member-identity';
import { isStillTheSame } from '../accounts/returning';
import { SignInError, toSignInError } from '../errors';
import type { WeComSettings } from '../settings/parse';
import type { WeComClient } from '../wecom-api/client';
import { getIdentity } from '../wecom-api/identity';
import { getMember, getMemberDetails, isUnknownMember, type Member, type MemberDetails } from '../wecom-api/member';
import type { PendingSignIn, SpentSignIn } from './state';

export interface CompleteInput {
  pending: SpentSignIn;
  code: string;
  settings: WeComSettings;
  client: WeComClient;
  /** Runs the exchange of the code, unless too many have failed (S-56). */
  exchange: <T>(run: () => Promise<T>) => Promise<T>;
  accounts: Accounts;
}

export interface CompletedSignIn {
  user: Model;
  /** The role that the session begins with, when it is known without asking. */
  role?: string;
}

/**
 * The second half of a sign-in: from the code that WeCom gave to the user of NocoBase.
 *
 * @throws {SignInError} and the errors of `wecom-api`
 */
export async function completeSignIn({
  pending,
  code,
  settings,
  client,
  exchange,
  accounts,
}: CompleteInput): Promise<CompletedSignIn> {
  const identity = await exchange(() => getIdentity(client, code));
  if (identity.kind !== 'member') {
    throw new SignInError('WECOM_NOT_MEMBER', {
      operator: identity.linkedCompany
        ? 'The person is a member of a linked company (WeCom gave CorpId/userid).'
        : 'The person is no member of this company (WeCom gave no plain userid).',
      ...(identity.linkedCompany && { reason: 'linked-company' }),
    });
  }

  const member = memberIdentity(settings.corpId, identity.userId);
  const now = Date.now();
  const common = { member, authenticator: settings.authenticator, now };
  const [seen, linked] = await Promise.all([
    lookAt(client, identity.userId),
    // Not before the request to WeCom has left.
    nextTurn().then(() => accounts.findLinked(member, settings.authenticator)),
  ]);
  if ('refusal' in seen) {
    if (linked) await accounts.shutOut(linked, seen.hasLeft);
    throw seen.refusal;
  }
  if (linked?.link.state === 'blocked') {
    throw new SignInError('WECOM_BLOCKED', { operator: `Member ${identity.userId} is blocked.` });
  }
  if (linked && isStillTheSame(linked, seen.name, now)) {
    await accounts.returning({ linked, ...common, profile: profileOf(seen) });
    return { user: linked.user, role: linked.defaultRole };
  }
  const details = identity.userTicket
    ? await getMemberDetails(client, identity.userTicket, identity.userId)
    : undefined;
  const profile = profileOf(seen, details);
  const user = await accounts.firstSignIn({
    ...common,
    profile,
    phone: phoneKnowledge(profile, seen, pending),
    rules: rulesOf(settings),
    isGone: (memberId) => isGone(client, memberId),
  });
  return { user };
}

/**
 * WeCom gives a code to members outside the visible range too; only `user/get` tells them apart.
 *
 * @returns the member, or why this member may not use the app. All other errors are thrown.
 */
async function lookAt(
  client: WeComClient,
  userId: string,
): Promise<Member | { refusal: SignInError; hasLeft: boolean }> {
  try {
    const member = await getMember(client, userId);
    if (member.active) return member;
    const operator = `Member ${userId} is not active in WeCom.`;
    return { refusal: new SignInError('WECOM_MEMBER_INACTIVE', { operator }), hasLeft: member.left };
  } catch (error) {
    const refusal = toSignInError(error);
    if (refusal.code !== 'WECOM_NOT_VISIBLE') throw error;
    return { refusal, hasLeft: isUnknownMember(error) };
  }
}

/** Whether WeCom does not know a member any more. What cannot be asked counts as living: doubt changes nothing. */
export async function isGone(client: WeComClient, memberId: string): Promise<boolean> {
  try {
    return (await getMember(client, memberId)).left;
  } catch (error) {
    return isUnknownMember(error);
  }
}

/** The accounts get the rules that they need, and not the settings with the Secret in them. */
function rulesOf({ autoSignup, signupWithoutPhone, matchEmail }: WeComSettings): Rules {
  return { autoSignup, signupWithoutPhone, matchEmail };
}

export function profileOf(seen: Member, details?: MemberDetails): MemberProfile {
  const bizMail = details?.bizMail ?? seen.bizMail;
  return { name: seen.name, phone: details?.phone ?? seen.phone, ...(bizMail && { bizMail }) };
}

/** Consent is asked for only when it can change the outcome, and once. */
function phoneKnowledge({ phone }: MemberProfile, { phoneShown }: Member, pending: PendingSignIn): PhoneKnowledge {
  if (phone) return 'known';
  if (phoneShown || pending.consent) return 'none';
  if (pending.browser === 'wecom') return 'ask';
  // Whoever uses WeCom inside WeChat may have no other: there is nothing that could be shared elsewhere.
  return pending.browser === 'wechat' ? 'none' : 'unreachable';
}
