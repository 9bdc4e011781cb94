import type { Choice, DoubtReason } from '../accounts/decide';
import type { RefusedPerson } from '../accounts/doubt';
import { CLOCK_SKEW_MS, type Seal, type SealedText } from '../seal';
import { isBrowser } from './browser-mark';
import type { CheckedPath } from './redirect';
import { newState } from './state';
import type { Cookie, CookieScope } from './state-cookie';

/** A member who was verified by WeCom, and whose account is still to be proved, waits so long, in ms (S-40). */
const PENDING_MEMBER_LIFE_MS = 10 * 60_000;

const LABEL = 'pending member';

/** What a browser keeps, sealed, between the word of WeCom and the person's click. One for a browser and application. */
export interface PendingMember {
  /** Makes it work once. */
  nonce: string;
  person: RefusedPerson;
  /** Began by signing in, or by linking from the profile of this user. */
  userId?: string;
  reason?: DoubtReason;
  choices: Choice[];
  /** Where the person wanted to go. */
  redirect?: CheckedPath;
  app: string;
  /** The browser that it is bound to (S-57); see `browserDigest`. */
  boundTo: string;
  /** When WeCom verified the member, in ms since 1970. */
  verifiedAt: number;
}

declare const opened: unique symbol;

/** One that this browser and application have, and that is fresh; made by {@link openPendingMember} only. */
export type OpenedMember = PendingMember & { [opened]: true };

/** @param now - ms since 1970 */
export function pendingMember(input: Omit<PendingMember, 'nonce' | 'verifiedAt'> & { now: number }): PendingMember {
  const { now, ...rest } = input;
  return { ...rest, nonce: newState(), verifiedAt: now };
}

export function sealPendingMember(seal: Seal, pending: PendingMember): SealedText {
  return seal.close(pending, `${LABEL} ${pending.app}`);
}

/** @returns the pending member of this browser, if it is of this application and fresh */
export function openPendingMember(
  seal: Seal,
  sealed: string | undefined,
  { app, browser, now }: { app: string; browser: string; now: number },
): OpenedMember | undefined {
  const pending = sealed === undefined ? undefined : (seal.open(sealed, `${LABEL} ${app}`) as OpenedMember | undefined);
  if (!pending || pending.app !== app || !isBrowser(pending.boundTo, browser)) return undefined;
  const age = now - pending.verifiedAt;
  return age <= PENDING_MEMBER_LIFE_MS && age >= -CLOCK_SKEW_MS ? pending : undefined;
}

export function pendingMemberCookieName(app: string): string {
  return `wecom_member_${app}`;
}

/** The newer replaces the older. */
export function pendingMemberCookie({ app, path, secure }: CookieScope, sealed: SealedText): Cookie {
  return { name: pendingMemberCookieName(app), value: sealed, path, secure, maxAge: PENDING_MEMBER_LIFE_MS };
}

export function removedMemberCookie({ app, path, secure }: CookieScope): Cookie {
  return { name: pendingMemberCookieName(app), value: '', path, secure, maxAge: 0 };
}
