import type { Company } from '../corp';
import { ApiError } from '../errors';
import type { Clock } from './clock';

const MINUTE_MS = 60_000;

interface Use {
  since: number;
  inMinute: number;
  closedUntil: number;
  atOnce: number;
}

/** How often and how many at once an endpoint may be called, where the company has such limits. @see document path 90312 */
export class Limits {
  private readonly uses = new Map<string, Use>();

  constructor(private readonly clock: Clock) {}

  /**
   * To be followed by {@link leave} when the answer is sent, also after a refusal.
   * @returns the refusal: 45009 for a minute, or 45033
   */
  enter(endpoint: string, { callsPerMinute, concurrentCalls }: Company): ApiError | undefined {
    const now = this.clock.now();
    const use = this.uses.get(endpoint) ?? { since: now, inMinute: 0, closedUntil: 0, atOnce: 0 };
    this.uses.set(endpoint, use);
    use.atOnce += 1;
    if (use.closedUntil > now) return new ApiError(45009);
    if (now - use.since >= MINUTE_MS) Object.assign(use, { since: now, inMinute: 0 });
    use.inMinute += 1;
    if (callsPerMinute > 0 && use.inMinute > callsPerMinute) {
      use.closedUntil = now + MINUTE_MS;
      return new ApiError(45009);
    }
    return concurrentCalls > 0 && use.atOnce > concurrentCalls ? new ApiError(45033) : undefined;
  }

  leave(endpoint: string): void {
    const use = this.uses.get(endpoint);
    if (use) use.atOnce -= 1;
  }
}
