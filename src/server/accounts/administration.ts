import { SignInError } from '../errors';
import type { Link, LinkState } from './account-links';
import { inTransaction } from './in-transaction';
import type { JournalEvent } from './journal';
import type { AccountsSetting } from './setting';

/** What an administrator decides about one link, with a line in the journal, in one transaction. */
export async function changeState(
  setting: AccountsSetting,
  link: Link,
  { state, byUserId }: { state: LinkState; byUserId: string },
): Promise<void> {
  const { links, journal, waiting } = setting;
  const { corpId, memberId, memberName, userId } = link;
  const event: JournalEvent = state === 'blocked' ? 'blocked' : state === 'left' ? 'left' : 'unblocked';
  await inTransaction(setting, keyOf(link), async (transaction) => {
    await links.setState(link, state, transaction);
    await journal.write({ event, corpId, memberId, memberName, userId, byUserId }, transaction);
    await waiting.remove(link, transaction);
  });
}

/**
 * Gives the member of a link another user. The user who had it keeps no link; the pair is declined, so that the next
 * sign-in does not go back.
 *
 * @throws {SignInError} WECOM_LINK_CONFLICT when the user is linked in this company already
 */
export async function moveLink(
  setting: AccountsSetting,
  link: Link,
  { userId, byUserId, authenticators }: { userId: string; byUserId: string; authenticators: string[] },
): Promise<void> {
  const { db, links, shown, declined, journal, waiting } = setting;
  const { corpId, memberId, memberName } = link;
  await inTransaction(setting, keyOf(link), async (transaction) => {
    const own = await links.ofUserInCorp(corpId, userId, transaction);
    const exists = await db.getModel('users').count({ where: { id: userId }, transaction });
    if (own?.id === link.id) return;
    if (own || !exists) {
      throw new SignInError('WECOM_LINK_CONFLICT', { operator: 'The user is linked already, or does not exist.' });
    }
    await links.remove(link, transaction);
    await links.create(
      { corpId, memberId, userId: memberId },
      userId,
      { origin: 'administrator', memberName, phoneDigest: link.phoneDigest },
      transaction,
    );
    await shown.remove(link.userId, authenticators, transaction);
    await declined.clear(link, transaction);
    await declined.add({ corpId, memberId, userId: link.userId }, 'unlinked', transaction);
    await waiting.remove(link, transaction);
    await journal.write({ event: 'moved', corpId, memberId, memberName, userId, byUserId }, transaction);
  });
}

const keyOf = ({ corpId, memberId }: Link) => `first-sign-in:${corpId}:${memberId}`;
