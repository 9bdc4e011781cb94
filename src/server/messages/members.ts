import type { AccountLinks } from '../accounts/account-links';

/** A member of the company, and whose user it is. */
export interface Addressee {
  memberId: string;
  userId: string;
}

export interface AddresseeBatch {
  /** Linked users, at most as many as one call may name. */
  members: Addressee[];
  /** Users of the same stretch who have no link in this company. */
  unlinked: string[];
}

/**
 * Turns users into members of one company, in their order, and fills each batch: 10,000 linked users are ten calls, however
 * many others stand between them.
 *
 * @param size - how many members make a batch
 */
export async function* addressees(
  links: Pick<AccountLinks, 'activeMembers'>,
  corpId: string,
  userIds: AsyncIterable<string[]>,
  size: number,
): AsyncGenerator<AddresseeBatch> {
  let members: Addressee[] = [];
  let unlinked: string[] = [];
  for await (const ids of userIds) {
    const linked = await links.activeMembers(corpId, ids);
    for (const userId of ids) {
      const memberId = linked.get(userId);
      if (memberId === undefined) unlinked.push(userId);
      else members.push({ memberId, userId });
      if (members.length < size) continue;
      yield { members, unlinked };
      members = [];
      unlinked = [];
    }
    // Users without links must not gather either.
    if (unlinked.length > 0) {
      yield { members: [], unlinked };
      unlinked = [];
    }
  }
  if (members.length > 0) yield { members, unlinked: [] };
}
