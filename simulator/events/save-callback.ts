import { randomInt } from 'node:crypto';
import { type Callback, checkCallback } from '../config/callback';
import type { SimulatorState } from '../state';
import { CONTACT_SYNC, type TokenOwner } from '../state/tokens';
import { envelopeFor } from './announce';
import { verificationUrl } from './envelope';
import { reason, send } from './postman';

export interface Verdict {
  saved: boolean;
  /** Why not, in a sentence. */
  reason?: string;
}

/**
 * What the console does when the address for events is saved: it asks the address for the plain text of something
 * encrypted, and saves only when exactly that comes back within a second.
 * @throws ConfigError for a callback that cannot be
 * @see document path 90930
 */
export async function saveCallback(state: SimulatorState, receiver: TokenOwner, given: Callback): Promise<Verdict> {
  const callback = checkCallback(given);
  const plain = String(randomInt(1e12, 1e13)) + String(randomInt(1e5, 1e6));
  const url = verificationUrl(plain, envelopeFor(state, receiver, callback));
  try {
    const { status, text } = await send(url, { signal: AbortSignal.timeout(state.corp.verifyTimeoutMs) });
    if (status !== 200) return { saved: false, reason: `${callback.url} answers HTTP ${status}` };
    if (text !== plain) return { saved: false, reason: `${callback.url} does not answer the plain text of echostr` };
  } catch (error) {
    return { saved: false, reason: `${callback.url}: ${reason(error)}` };
  }
  const { corp } = state;
  if (receiver === CONTACT_SYNC) corp.contactSync = { ...corp.contactSync, callback };
  else corp.apps = corp.apps.map((app) => (app.agentId === receiver ? { ...app, callback } : app));
  return { saved: true };
}
