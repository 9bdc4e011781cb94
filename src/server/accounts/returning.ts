import type { Linked } from './account-links';
import type { MemberIdentity, MemberProfile } from './member-identity';
import { type AccountsSetting, withoutCost } from './setting';
import { fillEmptyFields } from './sign-up';

export interface Returning {
  linked: Linked;
  member: MemberIdentity;
  profile: MemberProfile;
  /** Name of the authenticator in use. */
  authenticator: string;
}

/** What a returning member's sign-in brings along: the link as NocoBase shows it, and empty fields of the user. */
export async function refreshAccount(
  { db, links, writes, log }: AccountsSetting,
  { linked: { user, isShown }, member, profile, authenticator }: Returning,
): Promise<void> {
  const userId = String(user.get('id'));
  await withoutCost(log, 'a signed-in user could not be completed', userId, async () => {
    if (!isShown) {
      await writes.run(() => links.show(member, { userId, authenticator, name: profile.name }));
    }
    await fillEmptyFields(db, user, profile, (write) => writes.run(write));
  });
}
