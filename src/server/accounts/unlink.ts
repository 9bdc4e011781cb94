import type { Link } from './account-links';
import { inTransaction } from './in-transaction';
import type { AccountsSetting } from './setting';

export interface Unlinking {
  link: Link;
  /** The WeCom authenticators of the company. */
  authenticators: string[];
  byUserId: string;
}

/** Ends a link for good: the pair matches no more until somebody proves it again or an administrator links it (S-48). */
export async function removeLink(setting: AccountsSetting, { link, authenticators, byUserId }: Unlinking) {
  const { links, shown, declined, journal } = setting;
  const { corpId, memberId, memberName, userId } = link;
  await inTransaction(setting, `first-sign-in:${corpId}:${memberId}`, async (transaction) => {
    await links.remove(link, transaction);
    await shown.remove(userId, authenticators, transaction);
    await declined.add({ corpId, memberId, userId }, 'unlinked', transaction);
    await journal.write({ event: 'unlinked', corpId, memberId, memberName, userId, byUserId }, transaction);
  });
}
