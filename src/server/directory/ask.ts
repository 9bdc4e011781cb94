import type { WeComClient } from '../wecom-api/client';
import { isOutOfSight } from '../wecom-api/errors';
import { isUnknownMember } from '../wecom-api/member';
import { getListedMember, type ListedMember } from '../wecom-api/member-lists';
import type { Verdict } from './plan-leaving';
import { patiently, type Sleep } from './turns';

/** What WeCom says of one member, with what it tells of one who is there. */
export type Answer = { verdict: Verdict; member?: ListedMember };

export interface AskOptions {
  /** All ids of the company, where contact synchronisation tells them: who is in it has not left. */
  listed?: ReadonlySet<string>;
  pause?: Sleep;
}

/**
 * Asks WeCom about one member.
 *
 * @throws what says nothing about this member: WeCom cannot be reached, the app is disabled, the address is not trusted
 */
export async function askAbout(client: WeComClient, memberId: string, options: AskOptions = {}): Promise<Answer> {
  const { listed, pause } = options;
  try {
    const member = await patiently(() => getListedMember(client, memberId), pause);
    if (member.status === 'left' || member.status === 'disabled') return { verdict: member.status, member };
    return { verdict: 'present', member };
  } catch (error) {
    if (isUnknownMember(error)) return { verdict: listed?.has(memberId) ? 'out-of-range' : 'left' };
    if (isOutOfSight(error)) return { verdict: 'out-of-range' };
    throw error;
  }
}
