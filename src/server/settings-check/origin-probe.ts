import { randomBytes } from 'node:crypto';
import { CLOCK_SKEW_MS, type Seal } from '../seal';
import { WeComUnreachable } from '../wecom-api/errors';
import type { HttpClient } from '../wecom-api/http';

/** Carries the question to `wecom:authorize`, which is public anyway: no further public endpoint is needed (S-35). */
export const PROBE_HEADER = 'x-wecom-origin-check';

const LABEL = 'origin-check';
const LIFE_MS = 60_000;

/** How a request came in, as the NocoBase that got it sees it. */
export interface Arrival {
  /** Scheme and host that NocoBase takes for its own address. */
  seen?: string;
  /** Whether a sign-in from a page of the origin would be accepted. */
  trusted: boolean;
  /** Whether a sign-in that begins there is led to the origin first, since nothing says that it is there. */
  detour: boolean;
}

/** What asking the origin showed. */
export type RoundTrip =
  | ({ kind: 'home' } & Arrival)
  /** Something else answered. */
  | { kind: 'stranger'; reason: string; detail?: string }
  | { kind: 'unreachable'; reason: string; detail?: string };

interface ProbeContent {
  nonce: string;
  origin: string;
  askedAt: number;
}

/**
 * Asks for `url` whether it leads to this NocoBase. The question holds a fresh nonce, sealed with the secret that all
 * nodes of this application share, so only they can answer with the nonce, and nothing has to be stored.
 *
 * @param url - the `wecom:authorize` address below the origin
 */
export async function askOrigin(seal: Seal, http: HttpClient, url: URL, signal: AbortSignal): Promise<RoundTrip> {
  const content: ProbeContent = { nonce: randomBytes(16).toString('hex'), origin: url.origin, askedAt: Date.now() };
  try {
    const headers = { [PROBE_HEADER]: seal.close(content, LABEL) };
    const { body } = await http.request({ endpoint: 'origin', url, headers, signal });
    const { nonce, seen, trusted, detour } = (body ?? {}) as Record<string, unknown>;
    if (nonce !== content.nonce) return { kind: 'stranger', reason: 'not-json' };
    return {
      kind: 'home',
      trusted: trusted === true,
      detour: detour === true,
      ...(typeof seen === 'string' && { seen: seen.slice(0, 300) }),
    };
  } catch (error) {
    if (!(error instanceof WeComUnreachable)) throw error;
    const { reason, detail } = error;
    const kind = reason === 'network' || reason === 'timeout' ? 'unreachable' : 'stranger';
    return { kind, reason, ...(detail && { detail }) };
  }
}

/**
 * Answers {@link askOrigin}, when the header is a question of this application and fresh. An answer tells the asker only
 * what it knows already or sent itself.
 *
 * @param arrival - for the origin that the question is about
 */
export function answerProbe(
  seal: Seal,
  header: string,
  arrival: (origin: string) => Arrival,
  now: number,
): ({ nonce: string } & Arrival) | undefined {
  if (header === '' || header.length > 1024) return undefined;
  const content = seal.open(header, LABEL) as ProbeContent | undefined;
  if (!content) return undefined;
  const age = now - content.askedAt;
  if (!(age <= LIFE_MS + CLOCK_SKEW_MS && age >= -CLOCK_SKEW_MS)) return undefined;
  return { nonce: content.nonce, ...arrival(content.origin) };
}
