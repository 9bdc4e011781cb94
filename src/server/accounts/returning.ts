import { isDoubtful } from './account-links';
import type { Linked } from './find-linked';
import type { MemberIdentity, MemberProfile } from './member-identity';
import { type AccountsSetting, withoutCost } from './setting';
import { fillEmptyFields } from './sign-up';

/** The last sign-in is written at most once in so long, in ms. */
const SEEN_AFTER_MS = 24 * 3600_000;

export interface Returning {
  linked: Linked;
  member: MemberIdentity;
  profile: MemberProfile;
  /** Name of the authenticator in use. */
  authenticator: string;
  now: number;
}

/** Whether the link still stands for the person who comes: the others are matched anew (S-42). */
export function isStillTheSame({ link }: Linked, name: string | undefined, now: number): boolean {
  return link.state === 'active' && !isDoubtful(link, name, now);
}

/** What a returning member's sign-in brings along: the link as NocoBase shows it, and empty fields of the user. */
export async function refreshAccount(
  { links, shown, contacts, writes, log }: AccountsSetting,
  { linked: { link, user, isShown }, member, profile, authenticator, now }: Returning,
): Promise<void> {
  const { userId } = link;
  await withoutCost(log, 'a signed-in user could not be completed', userId, async () => {
    if (!isShown) {
      await writes.run(() => shown.write(member, { userId, authenticator, name: profile.name }));
    }
    await fillEmptyFields({ contacts }, user, profile, (write) => writes.run(write));
  });
  const isNews = profile.name !== undefined && profile.name !== link.memberName;
  if (isNews || now - (link.lastSignInAt?.getTime() ?? 0) > SEEN_AFTER_MS) {
    // Not awaited: the answer does not wait for a note.
    withoutCost(log, 'the last sign-in could not be noted', userId, () =>
      writes.run(() => links.seen(link, { at: new Date(now), name: profile.name })),
    );
  }
}
