import type { Clock } from './clock';

const WINDOW_MS = 3600 * 1000;

/** Too many wrong secrets from one address lock it out of the whole API for an hour. @see document path 90313, 45009 */
export class Lockout {
  private readonly wrong = new Map<string, { count: number; since: number; lockedUntil: number }>();

  constructor(private readonly clock: Clock) {}

  isLocked(ip: string): boolean {
    return (this.wrong.get(ip)?.lockedUntil ?? 0) > this.clock.now();
  }

  /** @param limit wrong secrets within an hour that lock the address; 0 for never */
  noteWrongSecret(ip: string, limit: number): void {
    const now = this.clock.now();
    let entry = this.wrong.get(ip);
    if (!entry || now - entry.since >= WINDOW_MS) entry = { count: 0, since: now, lockedUntil: 0 };
    entry.count += 1;
    if (limit > 0 && entry.count >= limit) entry.lockedUntil = now + WINDOW_MS;
    this.wrong.set(ip, entry);
  }
}
