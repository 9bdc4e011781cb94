import { randomBytes, randomInt } from 'node:crypto';
import type { Clock } from './clock';
import { forgetOldest } from './forget-oldest';

export const TICKET_LIFETIME_SECONDS = 1800;
const KEEP_AT_MOST = 100_000;

interface Ticket {
  userid: string;
  agentId: number;
  expiresAt: number;
}

/** user_ticket: 1800 s, may be used again within that time. @see document path 95833 */
export class Tickets {
  private readonly tickets = new Map<string, Ticket>();

  constructor(private readonly clock: Clock) {}

  issue(userid: string, agentId: number): string {
    forgetOldest(this.tickets, KEEP_AT_MOST);
    // Recorded ones have 86 to 107 characters.
    const value = randomBytes(randomInt(64, 81)).toString('base64url');
    this.tickets.set(value, { userid, agentId, expiresAt: this.clock.now() + TICKET_LIFETIME_SECONDS * 1000 });
    return value;
  }

  check(value: string): (Ticket & { state: 'valid' | 'expired' }) | { state: 'unknown' } {
    const ticket = this.tickets.get(value);
    if (!ticket) return { state: 'unknown' };
    return { ...ticket, state: ticket.expiresAt > this.clock.now() ? 'valid' : 'expired' };
  }
}
