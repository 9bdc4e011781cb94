import type { Away } from '../accounts/account-links';
import type { ListedMember } from '../wecom-api/member-lists';
import type { Known, KnownLink } from './known';

/** What WeCom says of a linked member. */
export type Verdict = 'present' | 'left' | Away;

/** A linked member who is not present any more. */
export interface Gone {
  link: KnownLink;
  verdict: Exclude<Verdict, 'present'>;
}

export interface Leaving {
  /** WeCom says so in the reading itself. */
  said: Gone[];
  /** Not in the reading: WeCom is asked about each. */
  absent: KnownLink[];
}

/**
 * Looks for linked members who are not there any more.
 *
 * @param isPartial - only chosen departments were read: a member counts as absent only if an earlier run has seen him
 */
export function planLeaving(
  members: ReadonlyMap<string, ListedMember>,
  { links, records }: Pick<Known, 'links' | 'records'>,
  isPartial: boolean,
): Leaving {
  const leaving: Leaving = { said: [], absent: [] };
  for (const [memberId, link] of links) {
    if (link.state !== 'active') continue;
    const member = members.get(memberId);
    if (!member) {
      if (!isPartial || records.has(memberId)) leaving.absent.push(link);
      continue;
    }
    if (member.status === 'left') leaving.said.push({ link, verdict: 'left' });
    if (member.status === 'disabled' && link.away !== 'disabled') leaving.said.push({ link, verdict: 'disabled' });
  }
  return leaving;
}

/** Whose access would end by it: nobody's who was shut out before. */
export function endsNow({ link }: Pick<Gone, 'link'>): boolean {
  return link.state === 'active' && link.away === undefined;
}
