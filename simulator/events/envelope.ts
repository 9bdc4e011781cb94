/** Signed and encrypted requests to a callback. */
import { randomInt } from 'node:crypto';
import type { Callback } from '../config/callback';
import { encrypt, getSignature } from './crypto';
import { toXml } from './xml';

/** Everything that goes into a request; a forged one has some of it wrong. */
export interface Envelope extends Callback {
  /** Corp id. */
  receiveId: string;
  /** Of the app, or `''`. */
  agentId: string;
  /** Seconds. */
  timestamp: number;
  nonce: string;
  /** Default: the right one. */
  signature?: string;
}

export const newNonce = (): string => String(randomInt(1e9, 1e10));

function address({ url, token, timestamp, nonce, signature }: Envelope, encrypted: string, more: object = {}): string {
  const msg_signature = signature ?? getSignature(token, timestamp, nonce, encrypted);
  const query = new URLSearchParams({ msg_signature, timestamp: String(timestamp), nonce, ...more });
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

/** @see document path 90930 */
export function eventRequest(xml: string, envelope: Envelope): { url: string; body: string } {
  const { encodingAesKey, receiveId, agentId } = envelope;
  const encrypted = encrypt(encodingAesKey, xml, receiveId);
  const body = toXml({ ToUserName: receiveId, AgentID: agentId, Encrypt: encrypted });
  return { url: address(envelope, encrypted), body };
}

/** The check that the console makes when the address of a callback is saved: it wants `plain` back. */
export function verificationUrl(plain: string, envelope: Envelope): string {
  const echostr = encrypt(envelope.encodingAesKey, plain, envelope.receiveId);
  return address(envelope, echostr, { echostr });
}
