import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SetIfAbsent } from '../set-if-absent';
import { ENDPOINTS, endpointUrl } from './endpoints';
import { meaningOf } from './errcodes';
import { WeComRefusal } from './errors';
import type { HttpClient } from './http';
import { optionalNumber, parseAnswer, requiredText } from './parse';

/** What a token belongs to. WeCom issues one token per corp and app secret. */
export interface Credentials {
  apiBaseUrl: string;
  corpId: string;
  secret: string;
}

/** The part of a cache that is needed here; `ttlMs` in milliseconds. NocoBase's cache has this form. */
export interface TokenCache {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, ttlMs: number): Promise<unknown>;
  del(key: string): Promise<unknown>;
}

const ENDPOINT = ENDPOINTS.token;
/** A token that expires within this time is not used any more. */
const MARGIN_MS = 5 * 60_000;
/** By then, in ms, the node whose turn it is has a token or has failed: its HTTP request ends after 5 s. */
const TURN_MS = 6_000;
const POLL_MS = 40;
/** WeCom says two hours. Longer than a day is not a plausible lifetime, and timers have their limits. */
const LONGEST_LIFE_MS = 24 * 3600_000;
/** How long credentials that WeCom refused are not tried again. WeCom locks the whole IP after too many (45009). */
const PAUSE_MS = 30_000;
const SHORT_PAUSE_MS = 5_000;

/**
 * Access tokens: cached, and fetched once for all who ask at the same time (S-24, S-25).
 *
 * @see WeCom document 91039: caching is mandatory, a repeated call inside the validity gives the same token.
 */
export class AccessTokens {
  private readonly fetching = new Map<string, Promise<string>>();
  private readonly refused = new Map<string, { error: WeComRefusal; since: number; pauseMs: number }>();

  /** @param setIfAbsent - lets one of several nodes fetch; without it each node fetches for itself */
  constructor(
    private readonly cache: TokenCache,
    private readonly setIfAbsent?: SetIfAbsent,
    /** ms from any point; not the clock of the day, which may be set back. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * @throws {WeComRefusal} with the first answer again, without a call, for 30 s after WeCom refused the credentials.
   * @throws {WeComUnreachable}
   */
  async get(credentials: Credentials, http: HttpClient): Promise<string> {
    const key = cacheKey(credentials);
    const cached = await this.cached(key);
    if (cached) return cached;

    const refusal = this.refused.get(key);
    if (refusal && this.pauses(refusal)) throw refusal.error;

    const running = this.fetching.get(key);
    if (running) return running;
    const fetching = this.fetchOnce(key, credentials, http).finally(() => this.fetching.delete(key));
    this.fetching.set(key, fetching);
    return fetching;
  }

  /** Forgets a token that WeCom did not accept, unless it was replaced already (S-26). */
  async drop(credentials: Credentials, staleToken: string): Promise<void> {
    const key = cacheKey(credentials);
    if ((await this.cache.get(key)) === staleToken) await this.cache.del(key);
  }

  /**
   * Ends the pause of refused credentials early, for an administrator who may have corrected something in WeCom's console
   * meanwhile: after 5 s at the earliest, and not while WeCom blocks this IP.
   */
  shortenPause(credentials: Credentials): void {
    const refusal = this.refused.get(cacheKey(credentials));
    if (!refusal || meaningOf(refusal.error.errcode).credentials === 'locked') return;
    refusal.pauseMs = SHORT_PAUSE_MS;
  }

  private async cached(key: string): Promise<string | undefined> {
    const token = await this.cache.get(key);
    return typeof token === 'string' && token !== '' ? token : undefined;
  }

  /** Of several nodes without a token, one fetches it; the others wait until it is in the shared cache. */
  private async fetchOnce(key: string, credentials: Credentials, http: HttpClient): Promise<string> {
    const turn = `${key}:turn`;
    for (let waited = 0; this.setIfAbsent && waited < TURN_MS; waited += POLL_MS) {
      // If nobody can tell whose turn it is, fetch without waiting.
      if (await this.setIfAbsent(turn, TURN_MS).catch(() => true)) {
        try {
          // The node whose turn it was before may just have finished.
          return (await this.cached(key)) ?? (await this.fetch(key, credentials, http));
        } finally {
          await this.cache.del(turn).catch(() => undefined);
        }
      }
      await sleep(POLL_MS);
      const token = await this.cached(key);
      if (token) return token;
    }
    return this.fetch(key, credentials, http);
  }

  private async fetch(key: string, { apiBaseUrl, corpId, secret }: Credentials, http: HttpClient): Promise<string> {
    const url = endpointUrl(apiBaseUrl, ENDPOINT, { corpid: corpId, corpsecret: secret });
    try {
      const { body } = await http.request({ endpoint: ENDPOINT, url });
      const fields = parseAnswer(ENDPOINT, body);
      const token = requiredText(ENDPOINT, fields, 'access_token', 2048);
      const lifeMs = Math.min((optionalNumber(fields.expires_in) ?? 0) * 1000, LONGEST_LIFE_MS);
      const ttlMs = lifeMs - Math.min(MARGIN_MS, lifeMs / 2);
      this.refused.delete(key);
      if (ttlMs >= 1000) await this.cache.set(key, token, Math.floor(ttlMs));
      return token;
    } catch (error) {
      if (error instanceof WeComRefusal && meaningOf(error.errcode).credentials) this.pause(key, error);
      throw error;
    }
  }

  private pause(key: string, error: WeComRefusal) {
    for (const [other, refusal] of this.refused) if (!this.pauses(refusal)) this.refused.delete(other);
    this.refused.set(key, { error, since: this.now(), pauseMs: PAUSE_MS });
  }

  private pauses({ since, pauseMs }: { since: number; pauseMs: number }): boolean {
    return this.now() - since < pauseMs;
  }
}

/** Base URL, corp and a digest of the secret: another secret is another entry, and the key tells no secret (S-24). */
function cacheKey({ apiBaseUrl, corpId, secret }: Credentials): string {
  const secretDigest = createHash('sha256').update(secret).digest('hex');
  return `access-token:${createHash('sha256')
    .update(JSON.stringify([apiBaseUrl, corpId, secretDigest]))
    .digest('hex')}`;
}
