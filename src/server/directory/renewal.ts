import { AuthError, AuthErrorCode } from '@nocobase/auth';
import type { Database } from '@nocobase/database';
import type { Link } from '../accounts/account-links';
import type { Accounts } from '../accounts/accounts';
import type { WeComSettings } from '../settings/parse';
import type { WeComClient } from '../wecom-api/client';
import { askAbout } from './ask';
import type { Leavers } from './leavers';
import type { Verdict } from './plan-leaving';

/** The part of NocoBase's controller of tokens that is needed here. */
export interface TokenController {
  renew(jti: string): Promise<unknown>;
}

/** The part of a cache that is needed here; `ttlMs` in milliseconds. */
interface AnswerCache {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, ttlMs: number): Promise<unknown>;
}

export interface RenewalOptions {
  db: Database;
  accounts: Accounts;
  leavers: Leavers;
  /** Settings of an enabled WeCom authenticator; undefined for any other name. */
  settingsOf: (authenticator: string) => Promise<WeComSettings | undefined>;
  client: (settings: WeComSettings) => WeComClient;
  /** Nodes share it where NocoBase has Redis. */
  cache: AnswerCache;
  /** Whether roles are taken of people of this company who leave. */
  locksOut: (corpId: string) => Promise<boolean>;
  /** Too many are gone at once: an administrator is asked (S-63). */
  hold: (link: Link) => Promise<void>;
  log: { warn(message: string, meta?: object): void };
  /** How long a request waits for WeCom, in ms. */
  waitMs?: number;
}

/** WeCom is asked about one person at most so often, in ms; and so soon again when it could not say. */
const ASK_AGAIN_MS = 3600_000;
const UNKNOWN_AGAIN_MS = 60_000;
const WAIT_MS = 1_500;

/**
 * Asks WeCom about a linked member when NocoBase renews a session that WeCom began (S-61). Not in our class of
 * authentication: the client's header chooses the class, while the issued token says who began the session.
 *
 * @see NocoBase plugin-auth/src/server/token-controller.ts (`renew`)
 */
export class Renewal {
  private readonly asking = new Map<string, Promise<Verdict | 'unknown'>>();
  private readonly watched = new WeakSet<object>();

  constructor(private readonly options: RenewalOptions) {}

  /** Puts the question before the renewal. To be called whenever NocoBase may have made a new controller. */
  watch(controller: TokenController): void {
    if (this.watched.has(controller)) return;
    this.watched.add(controller);
    const renew = controller.renew.bind(controller);
    controller.renew = async (jti) => {
      await this.check(jti);
      return renew(jti);
    };
  }

  /** @throws {AuthError} when the member is gone; the clients know this code, and go to the sign-in page */
  private async check(jti: string): Promise<void> {
    const link = await this.linkOf(jti).catch((error) => this.unknown(error));
    if (!link) return;
    const verdict = await this.patience(this.ask(link.link, link.settings));
    if (verdict === 'unknown' || verdict === 'present') return;
    // Another request may have been held by the guard.
    if (!(await this.hasEnded(link.link))) return;
    const message = 'Your session has expired. Please sign in again.';
    throw new AuthError({ code: AuthErrorCode.EXPIRED_SESSION, message });
  }

  /** The link that began a session; nothing for a session of another way in, and for one that was renewed just now. */
  private async linkOf(jti: string): Promise<{ link: Link; settings: WeComSettings } | undefined> {
    const { db, accounts, settingsOf } = this.options;
    const issued = (await db.getModel('issuedTokens').findOne({
      where: { jti },
      attributes: ['userId', 'authenticator'],
      raw: true,
    })) as unknown as { userId: unknown; authenticator: string | null } | null;
    const settings = issued?.authenticator ? await settingsOf(issued.authenticator) : undefined;
    if (!issued || !settings) return undefined;
    const link = await accounts.links.ofUserInCorp(settings.corpId, String(issued.userId));
    return link && link.state !== 'blocked' ? { link, settings } : undefined;
  }

  /** What is found out after the wait ends the sessions all the same. */
  private async patience(answer: Promise<Verdict | 'unknown'>): Promise<Verdict | 'unknown'> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'unknown'>((resolve) => {
      timer = setTimeout(() => resolve('unknown'), this.options.waitMs ?? WAIT_MS);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** One question for all requests of a person; remembered for an hour. */
  private ask(link: Link, settings: WeComSettings): Promise<Verdict | 'unknown'> {
    const key = `presence:${link.corpId}:${link.memberId}`;
    const running = this.asking.get(key);
    if (running) return running;
    const asking = this.answer(key, link, settings).finally(() => this.asking.delete(key));
    this.asking.set(key, asking);
    return asking;
  }

  private async answer(key: string, link: Link, settings: WeComSettings): Promise<Verdict | 'unknown'> {
    const { cache, client } = this.options;
    try {
      const known = await cache.get(key);
      if (known === 'present' || known === 'unknown') return known;
      // No pauses: a request waits, and the next renewal asks again.
      const { verdict } = await askAbout(client(settings), link.memberId, { pause: async () => {} });
      if (verdict !== 'present') await this.end(link, verdict);
      else {
        if (link.away) await this.options.accounts.comeBack(link);
        await cache.set(key, verdict, ASK_AGAIN_MS);
      }
      return verdict;
    } catch (error) {
      await cache.set(key, 'unknown', UNKNOWN_AGAIN_MS).catch(() => {});
      this.unknown(error);
      return 'unknown';
    }
  }

  private async end(link: Link, verdict: Exclude<Verdict, 'present'>): Promise<void> {
    const { accounts, leavers, locksOut, hold } = this.options;
    const isNew = link.state === 'active' && link.away === undefined;
    if (isNew && (await leavers.isTooMany(link.corpId, 1))) return hold(link);
    await accounts.depart(link, { verdict, lockOut: await locksOut(link.corpId) });
  }

  private async hasEnded({ id }: Link): Promise<boolean> {
    const now = await this.options.accounts.links.findById(id);
    return now === undefined || now.state !== 'active' || now.away !== undefined;
  }

  /** Not being able to ask ends nobody's session. */
  private unknown(error: unknown): undefined {
    const name = error instanceof Error ? error.name : typeof error;
    this.options.log.warn('wecom: at the renewal of a session WeCom could not be asked about the member', {
      error: name,
    });
    return undefined;
  }
}
