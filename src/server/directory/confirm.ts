import type { Accounts } from '../accounts/accounts';
import { memberIdentity } from '../accounts/member-identity';
import { privilegedUsers } from '../accounts/privileged';
import { SignInError, toSignInError } from '../errors';
import type { WeComSettings } from '../settings/parse';
import type { WeComClient } from '../wecom-api/client';
import { askAbout } from './ask';
import { findUnmatched, type Unmatched } from './suggestions';
import { inTurns } from './turns';

export interface Pair {
  corpId: string;
  memberId: string;
  userId: string;
}

export interface RefusedPair {
  memberId: string;
  userId: string;
  reason: 'not-waiting' | 'not-unique' | 'privileged' | 'gone' | 'conflict' | 'failed';
}

/** The sentences (locale keys) for pairs that were not linked. */
export const REFUSED_SENTENCES: Readonly<Record<RefusedPair['reason'], string>> = {
  'not-waiting': 'This member does not wait any more. Please read the list again.',
  'not-unique': 'It is not certain who is meant. Please confirm this one by itself.',
  privileged: 'Only somebody who manages users and roles may do this for an administrator.',
  gone: 'WeCom does not know this member any more, or the app may not see the member.',
  conflict: 'This WeCom account or this user is linked already. Please ask the administrator to separate them first.',
  failed: 'Something went wrong here. Please try again in a minute.',
};

export interface Confirming {
  accounts: Accounts;
  settingsOf: (authenticator: string) => Promise<WeComSettings>;
  client: (settings: WeComSettings) => WeComClient;
  byUserId: string;
  /** Whether whoever confirms may decide about privileged users (S-52). */
  mayManagePrivileged: boolean;
}

/**
 * An administrator says who a member is. WeCom is asked about each. One pair may be anybody; of several only those are linked
 * for whom there is nothing to choose.
 */
export async function confirmPairs(pairs: Pair[], confirming: Confirming) {
  const refused: RefusedPair[] = [];
  const outcomes = await inTurns(pairs, (pair) => confirm(pair, pairs.length > 1, confirming));
  outcomes.forEach((reason, index) => {
    const { memberId, userId } = pairs[index] as Pair;
    if (reason) refused.push({ memberId, userId, reason });
  });
  return { confirmed: pairs.length - refused.length, refused };
}

async function confirm(
  { corpId, memberId, userId }: Pair,
  isOneOfMany: boolean,
  confirming: Confirming,
): Promise<RefusedPair['reason'] | undefined> {
  const { accounts, mayManagePrivileged } = confirming;
  const { db } = accounts.setting;
  const waiting = await findUnmatched(db, corpId, memberId.toLowerCase());
  if (!waiting) return 'not-waiting';
  if (isOneOfMany && !(waiting.isUnique && waiting.candidates[0] === userId)) return 'not-unique';
  const isPrivileged = (await privilegedUsers(db, [userId])).has(userId);
  if (isPrivileged && (isOneOfMany || !mayManagePrivileged)) return 'privileged';
  if ((await db.getModel('users').count({ where: { id: userId } })) === 0) return 'not-waiting';
  try {
    return await link(waiting, userId, confirming);
  } catch (error) {
    const { code } = error instanceof SignInError ? error : toSignInError(error);
    if (code === 'WECOM_LINK_CONFLICT' || code === 'WECOM_BLOCKED') return 'conflict';
    // WeCom that cannot be asked concerns all of them; one pair says so by itself.
    if (!isOneOfMany) throw error;
    return 'failed';
  }
}

async function link(waiting: Unmatched, userId: string, confirming: Confirming): Promise<'gone' | undefined> {
  const { accounts, settingsOf, client, byUserId } = confirming;
  const { corpId, wecomUserId } = waiting;
  const api = client(await settingsOf(waiting.authenticator));
  const { verdict, member } = await askAbout(api, wecomUserId, { pause: async () => {} });
  if (verdict !== 'present' || !member) return 'gone';
  const { name, phone, bizMail } = member;
  const identity = memberIdentity(corpId, member.userId);
  const made = await accounts.linkByProof({
    member: identity,
    profile: { name, phone, ...(bizMail && { bizMail }) },
    ...{ authenticator: waiting.authenticator, userId, byUserId, origin: 'administrator' },
    isGone: async (id) => (await askAbout(api, id, { pause: async () => {} })).verdict === 'left',
  });
  if (name && made.memberName !== name) await accounts.links.setName(made, name);
  await accounts.setting.waiting.remove(identity);
  await accounts.comeBack(made);
  return undefined;
}
