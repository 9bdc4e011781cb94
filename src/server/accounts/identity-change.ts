import { keptName } from './storable-name';

/** What a link remembers of the person it was made for. */
export interface RememberedPerson {
  state: string;
  memberName?: string | null;
  /** ms since 1970; of the link itself while nobody has signed in with it. */
  lastSeenAt: number;
}

/** A link without a name is believed for so long without a sign-in, in ms. */
const NAMELESS_REST_MS = 30 * 24 * 3600_000;

/** How long after the last sign-in an old userid may be taken for the same person without equal names, in ms. */
export const RECENTLY_SEEN_MS = 30 * 24 * 3600_000;

/**
 * Whether the member who comes now may be another person than the one whom the link was made for. WeCom gives userids to
 * other people once they are free (S-42).
 *
 * @param name - what WeCom calls the member now
 * @param now - ms since 1970
 */
export function mayBeSomebodyElse(link: RememberedPerson, name: string | undefined, now: number): boolean {
  if (link.state === 'left') return true;
  if (link.memberName && name) return !namesAgree(link.memberName, name);
  return now - link.lastSeenAt > NAMELESS_REST_MS;
}

/** The same for two names that people would call the same, and for one as a database could keep it. */
export function nameKey(name: string): string {
  return keptName(name.normalize('NFKC').replace(/\s/g, '').toLowerCase());
}

/** Names change: a suffix is added, a marriage name. One contains the other, or they are of two people. */
export function namesAgree(a: string, b: string): boolean {
  const [one, other] = [nameKey(a), nameKey(b)];
  if (!one || !other) return false;
  return one.includes(other) || other.includes(one);
}
