import { randomBytes } from 'node:crypto';
import type { Clock } from './clock';

const TOKEN_LIFETIME_SECONDS = 7200;
/** 214 characters, as every recorded token has. */
const TOKEN_BYTES = 160;
/** Stands in place of an agentId for the token of 通讯录同步. */
export const CONTACT_SYNC = 'contact-sync';
export type TokenOwner = number | typeof CONTACT_SYNC;

interface Token {
  value: string;
  owner: TokenOwner;
  expiresAt: number;
}

/**
 * Access tokens. WeCom gives the same token to everybody who asks within its validity.
 * @see document path 91039
 */
export class Tokens {
  private readonly current = new Map<TokenOwner, Token>();
  private readonly all = new Map<string, Token>();

  constructor(private readonly clock: Clock) {}

  /** The valid token of this app, a new one if there is none. */
  issue(owner: TokenOwner): { value: string; expiresIn: number } {
    const now = this.clock.now();
    let token = this.current.get(owner);
    if (!token || token.expiresAt <= now) {
      token = {
        value: randomBytes(TOKEN_BYTES).toString('base64url'),
        owner,
        expiresAt: now + TOKEN_LIFETIME_SECONDS * 1000,
      };
      this.current.set(owner, token);
      this.all.set(token.value, token);
    }
    return { value: token.value, expiresIn: Math.ceil((token.expiresAt - now) / 1000) };
  }

  check(value: string): { state: 'valid'; owner: TokenOwner } | { state: 'unknown' } | { state: 'expired' } {
    const token = this.all.get(value);
    if (!token) return { state: 'unknown' };
    if (token.expiresAt <= this.clock.now()) return { state: 'expired' };
    return { state: 'valid', owner: token.owner };
  }

  /** From now on WeCom does not know them: 40014. No owner means all. @returns how many */
  revoke(owner?: TokenOwner): number {
    const chosen = this.list().filter((token) => owner === undefined || token.owner === owner);
    for (const token of chosen) {
      this.all.delete(token.value);
      this.current.delete(token.owner);
    }
    return chosen.length;
  }

  list(): Token[] {
    return [...this.all.values()];
  }
}
