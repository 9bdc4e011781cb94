import type { Away, Link } from './account-links';
import { inTransaction } from './in-transaction';
import type { JournalEvent } from './journal';
import { giveBack, lockOut } from './lockout';
import type { AccountsSetting } from './setting';

export interface Departure {
  /** What WeCom says of the member. */
  verdict: 'left' | Away;
  /** Whether roles and keys are taken too (`onLeave: 'lockout'`); not for members who are only out of range. */
  lockOut: boolean;
  /** Whoever confirmed it. */
  byUserId?: string;
}

export interface Departed {
  /** Whether anything has changed: not when it was noted before. */
  isNews: boolean;
  lockout: 'done' | 'privileged' | 'none';
  /** Tokens to block. */
  apiKeys: string[];
}

/** Notes that a linked member may not use the app any more. The sessions must be ended before (S-61). */
export async function noteDeparture(setting: AccountsSetting, link: Link, departure: Departure): Promise<Departed> {
  const { db, links, journal } = setting;
  const { verdict, byUserId } = departure;
  const { corpId, memberId, memberName, userId } = link;
  const entry = { corpId, memberId, memberName, userId, ...(byUserId && { byUserId }) };
  return inTransaction(setting, keyOf(link), async (transaction): Promise<Departed> => {
    const now = await links.findById(link.id, transaction);
    const nothing: Departed = { isNews: false, lockout: 'none', apiKeys: [] };
    if (!now || now.memberId !== memberId || now.state !== 'active' || now.away === verdict) return nothing;
    if (verdict === 'left') await links.setState(now, 'left', transaction);
    else await links.setAway(now, verdict, transaction);
    await journal.write({ ...entry, event: verdict satisfies JournalEvent }, transaction);
    if (!departure.lockOut || verdict === 'out-of-range') return { ...nothing, isNews: true };
    const taken = await lockOut(db, { userId, corpId }, transaction);
    if (!taken) return { ...nothing, isNews: true, lockout: 'privileged' };
    const details = { apiKeys: taken.apiKeys.length };
    await journal.write({ ...entry, event: 'locked-out', details }, transaction);
    return { isNews: true, lockout: 'done', apiKeys: taken.apiKeys };
  });
}

/** The member is there again: what was taken is given back. @returns whether it is news */
export async function noteReturn(setting: AccountsSetting, link: Link): Promise<boolean> {
  const { db, links, journal } = setting;
  const { corpId, memberId, memberName, userId } = link;
  return inTransaction(setting, keyOf(link), async (transaction) => {
    const now = await links.findById(link.id, transaction);
    if (!now || now.memberId !== memberId || now.state === 'blocked') return false;
    const wasGone = now.state === 'left' || now.away !== undefined;
    if (wasGone) await links.setState(now, 'active', transaction);
    const given = await giveBack(db, userId, transaction);
    if (!wasGone && !given) return false;
    await journal.write({ event: 'returned', corpId, memberId, memberName, userId }, transaction);
    return true;
  });
}

const keyOf = ({ corpId, memberId }: Link) => `first-sign-in:${corpId}:${memberId}`;
