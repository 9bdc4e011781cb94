import { createHash, randomBytes } from 'node:crypto';
import type { WeComBrowser } from '../../shared/wecom-browser';
import { CLOCK_SKEW_MS, type Seal, type SealedText } from '../seal';
import { isBrowser } from './browser-mark';
import type { CheckedPath } from './redirect';

/** A sign-in must end within this time after its start (S-02). */
export const STATE_LIFE_MS = 10 * 60_000;
/** How long a state that was used must be remembered: a node whose clock is behind believes in it for longer. */
export const USED_STATE_LIFE_MS = STATE_LIFE_MS + CLOCK_SKEW_MS;

/** What belongs to a started sign-in. It travels sealed in a cookie; the state itself is only a random name for it. */
export interface PendingSignIn {
  state: string;
  /** Flows of different purposes never complete each other (S-06). */
  purpose: 'sign-in' | 'link';
  /** Who links from the profile: the same user has to be signed in when WeCom comes back (S-06). */
  userId?: string;
  /** Authenticator and app that the sign-in began at (S-05). */
  authenticator: string;
  app: string;
  /** Where to go afterwards (S-07). */
  redirect: CheckedPath;
  /** Whether the person is asked to share phone and e-mail in this flow. */
  consent: boolean;
  /** Where it takes place: in the WeCom client, in plain WeChat, or through the web login page of other browsers. */
  browser: WeComBrowser['kind'];
  /** ms since 1970 */
  startedAt: number;
  /** The browser that it is bound to (S-57); see `browserDigest`. */
  boundTo: string;
}

/**
 * 192 random bits as 48 hex digits: WeCom takes letters and digits only, at most 128 bytes (S-01).
 *
 * @see WeCom document 91022
 */
export function newState(): string {
  return randomBytes(24).toString('hex');
}

/** Whether this can be a state of ours at all; nothing else is looked up. */
export function isState(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{48}$/.test(value);
}

/** A name for the state that does not tell it, for cookies and the list of used states. */
export function stateId(state: string): string {
  return createHash('sha256').update(state).digest('hex').slice(0, 16);
}

/** @returns what the cookie of this state holds; opened by {@link openPending} */
export function sealPending(seal: Seal, pending: PendingSignIn): SealedText {
  const { state, authenticator, redirect, consent, browser, startedAt, purpose, app, userId = '', boundTo } = pending;
  const values = [state, purpose, authenticator, app, redirect, consent, browser, startedAt, userId, boundTo];
  return seal.close(values, stateId(state));
}

declare const opened: unique symbol;
declare const spent: unique symbol;

/** A pending sign-in that this browser, authenticator and app have begun; made by {@link openPending} only. */
export type OpenedSignIn = PendingSignIn & { [opened]: true };

/** One that nobody can complete again; made by `UsedStates.spend` only. */
export type SpentSignIn = OpenedSignIn & { [spent]: true };

export interface Expected {
  state: string;
  purpose: PendingSignIn['purpose'];
  /** Where the request names it; a link is completed by the one that is sealed. */
  authenticator?: string;
  app: string;
  /** Of the session, where somebody links from the profile. */
  userId?: string;
  /** Digest of the mark that the browser has brought; empty without one. */
  browser: string;
  /** ms since 1970 */
  now: number;
}

/** Opens what {@link sealPending} made, if it is for exactly this state, authenticator, app and browser, and fresh. */
export function openPending(
  seal: Seal,
  sealed: string | undefined,
  { state, purpose, authenticator, app, userId = '', browser, now }: Expected,
): OpenedSignIn | undefined {
  const opened = sealed === undefined ? undefined : seal.open(sealed, stateId(state));
  if (!Array.isArray(opened) || opened.length !== 10) return undefined;
  const [sealedState, startedFor, startedBy, startedIn, redirect, consent, startedOn, startedAt, startedWith, boundTo] =
    opened;
  const isExpected =
    sealedState === state &&
    startedFor === purpose &&
    (authenticator === undefined || startedBy === authenticator) &&
    startedIn === app &&
    startedWith === userId &&
    isBrowser(boundTo, browser);
  if (!isExpected) return undefined;
  const age = now - startedAt;
  if (!(age <= STATE_LIFE_MS && age >= -CLOCK_SKEW_MS)) return undefined;
  const pending: PendingSignIn = {
    ...{ state, purpose, authenticator: startedBy, app, redirect, consent, startedAt, boundTo },
    browser: startedOn,
    ...(userId && { userId }),
  };
  return pending as OpenedSignIn;
}
