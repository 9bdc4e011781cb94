import { browserMemory, sessionMemory } from '../browser-storage';
import { type Refusal, restoreRefusal } from './refusal';

/** How many finished sign-ins a browser knows again. */
const MOST_DONE = 20;
const DONE = 'wecom:done';
const CONSENT = 'wecom:consent';
const REFUSAL = 'wecom:refusal';

/** A short fingerprint (FNV-1a), so that a state or a token is recognised but not kept. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

const doneStates = () => (browserMemory.read(DONE) ?? '').split(' ').filter(Boolean);

/** Remembers a finished sign-in: the other tabs that it is one, this tab also where it led to. */
export function markDone(state: string, redirect: string): void {
  const mark = fingerprint(state);
  browserMemory.write(DONE, [mark, ...doneStates()].slice(0, MOST_DONE).join(' '));
  sessionMemory.write(`${DONE}:${mark}`, redirect);
}

/**
 * Whether this browser has finished the sign-in of this state before: a reload, the back button, a second tab. What the
 * server calls spent may just as well be somebody who comes too late, and must not end in another person's session (S-23).
 */
export function finishedBefore(state: string): { redirect?: string } | undefined {
  if (!state) return undefined;
  const mark = fingerprint(state);
  const redirect = sessionMemory.read(`${DONE}:${mark}`);
  if (redirect !== null) return { redirect };
  return doneStates().includes(mark) ? {} : undefined;
}

/** True the first time in this tab: consent is asked for by itself once, never in a loop. */
export function firstConsent(): boolean {
  return sessionMemory.read(CONSENT) === null && sessionMemory.write(CONSENT, '1');
}

export function forgetConsent(): void {
  sessionMemory.write(CONSENT, null);
}

/** Webviews reload a page that somebody comes back to, with the details for the administrator on it. */
export function rememberRefusal(authenticator: string, token: string | null, refusal: Refusal): void {
  sessionMemory.write(REFUSAL, JSON.stringify([authenticator, fingerprint(token ?? ''), refusal]));
}

export function forgetRefusal(): void {
  sessionMemory.write(REFUSAL, null);
}

/** @returns the last refusal of this authenticator, unless somebody has signed in since */
export function rememberedRefusal(authenticator: string, token: string | null): Refusal | undefined {
  try {
    const [whose, session, refusal] = JSON.parse(sessionMemory.read(REFUSAL) ?? '[]');
    return whose === authenticator && session === fingerprint(token ?? '') ? restoreRefusal(refusal) : undefined;
  } catch {
    return undefined;
  }
}
