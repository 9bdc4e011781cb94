import { randomBytes } from 'node:crypto';
import type { Clock } from './clock';
import { forgetOldest } from './forget-oldest';

const CODE_LIFETIME_MS = 300_000;
const KEEP_AT_MOST = 100_000;

export const CODE_SCOPES = ['snsapi_base', 'snsapi_privateinfo', 'web_login'] as const;
export type CodeScope = (typeof CODE_SCOPES)[number];

/** Who confirmed: a member of the company, or one of its outsiders by id. */
export type Who = { userid: string } | { outsider: string };

export interface Code {
  who: Who;
  /** `null` when the OAuth link named no app: any app with a matching domain may redeem it. */
  agentId: number | null;
  scope: CodeScope;
  /** host[:port] the browser was sent to; `null` for one that `control.mintCode` made without. */
  redirectHost: string | null;
  expiresAt: number;
}

/** Login codes: random, five minutes, single use. @see document path 91023 */
export class Codes {
  private readonly codes = new Map<string, Code>();

  constructor(private readonly clock: Clock) {}

  mint(code: Omit<Code, 'expiresAt'>, length: number): string {
    forgetOldest(this.codes, KEEP_AT_MOST);
    const value = randomBytes(length).toString('base64url').slice(0, length);
    this.codes.set(value, { ...code, expiresAt: this.clock.now() + CODE_LIFETIME_MS });
    return value;
  }

  /** The code without using it up; undefined when it is unknown, used or too old. */
  peek(value: string): Code | undefined {
    const code = this.codes.get(value);
    return code && code.expiresAt > this.clock.now() ? code : undefined;
  }

  consume(value: string): void {
    this.codes.delete(value);
  }
}
