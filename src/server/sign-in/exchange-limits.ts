import { SignInError } from '../errors';
import { meaningOf } from '../wecom-api/errcodes';
import { WeComRefusal, WeComUnreachable } from '../wecom-api/errors';
import { FailureMeter, type MeterOptions } from './failure-meter';

const MINUTE = 60_000;

/** One address, which may be a whole office. Nobody types a code, so few ever fail. */
const OF_ADDRESS: MeterOptions = { most: 50, windowMs: 10 * MINUTE, mostAtOnce: 50 };
/** A network that one customer of a provider has, with very many addresses. */
const OF_NETWORK: MeterOptions = { most: 200, windowMs: 10 * MINUTE, mostAtOnce: 100 };
/** Somebody who has signed in here before. */
const OF_USER: MeterOptions = { most: 20, windowMs: 10 * MINUTE, mostAtOnce: 20 };
/**
 * WeCom takes 10,000 calls in a minute and 150,000 in an hour with codes that are none, then no call of the company for as
 * long. Not even with addresses by the hundred does one process get to a thousand in a minute and 20,000 in an hour.
 *
 * @see WeCom document 90312
 */
const OF_COMPANY: MeterOptions = { most: 100, windowMs: MINUTE, mostAtOnce: 200 };

/** Who wants to exchange a code. */
export interface Exchanger {
  /** The user who signed in with this browser before, if one did. */
  user?: string;
  /** Where the connection comes from: its address, then its network if it has one. Empty where many share one address. */
  addresses: string[];
  /** Whose limit at WeCom it is: API base URL and company. */
  company: string;
}

interface Gate {
  meter: FailureMeter;
  key: string;
  /** For the log. */
  what: string;
}

/**
 * How many codes may fail (S-56). Anybody can send codes that are none, each costs a call, and WeCom shuts a company out that
 * brings too many. A limit of ours must not shut people out in its place, so:
 *
 * - failures count for an address, and of one address no more than its limit counts for the company;
 * - a browser that has signed in before is counted by its user alone: whatever others do, it passes.
 */
export class ExchangeLimits {
  private readonly users: FailureMeter;
  private readonly addresses: FailureMeter[];
  private readonly companies: FailureMeter;

  /** @param now - ms from any point */
  constructor(now?: () => number) {
    this.users = new FailureMeter(OF_USER, now);
    this.addresses = [OF_ADDRESS, OF_NETWORK].map((options) => new FailureMeter(options, now));
    this.companies = new FailureMeter(OF_COMPANY, now);
  }

  /**
   * Runs an exchange, and counts it when its code fails.
   *
   * @param signal - how long to wait for a turn when very many come at once
   * @throws {SignInError} WECOM_TOO_MANY before anything was asked, and what `exchange` throws
   */
  async run<T>(who: Exchanger, signal: AbortSignal, exchange: () => Promise<T>): Promise<T> {
    const entered: Gate[] = [];
    const gates = this.gatesOf(who);
    try {
      for (const gate of gates) {
        const turn = gate.meter.enter(gate.key, signal);
        if (turn) await turn.catch(tooLate);
        entered.push(gate);
      }
      // Not before it is one's turn: those who went first may have failed.
      const closed = gates.find(({ meter, key }) => !meter.isOpen(key));
      if (closed) throw new SignInError('WECOM_TOO_MANY', { operator: `Too many codes failed ${closed.what}.` });
      return await exchange();
    } catch (error) {
      if (isFailedCode(error)) this.count(gates);
      throw error;
    } finally {
      for (const { meter, key } of entered) meter.leave(key);
    }
  }

  /** How many keys are remembered: bounded, whatever comes. */
  get size(): number {
    return [this.users, ...this.addresses, this.companies].reduce((sum, { size }) => sum + size, 0);
  }

  private count(gates: Gate[]) {
    // What was under way when an address reached its limit is no reason to close the company to others.
    const isWithin = gates.every(({ meter, key }) => meter === this.companies || meter.isOpen(key));
    for (const { meter, key } of gates) if (meter !== this.companies || isWithin) meter.fail(key);
  }

  private gatesOf({ user, addresses, company }: Exchanger): Gate[] {
    if (user !== undefined) return [{ meter: this.users, key: user, what: `in the browsers of user ${user}` }];
    const near = addresses.map((key, i) => ({ meter: this.addresses[i] as FailureMeter, key, what: `from ${key}` }));
    return [
      ...near,
      {
        meter: this.companies,
        key: company,
        what: `in browsers that are new here${addresses.length > 0 ? '' : UNTOLD}`,
      },
    ];
  }
}

/** What an administrator can do so that one address does not stand for everybody. */
const UNTOLD = ', whose addresses cannot be told apart: name your web servers in WECOM_TRUSTED_PROXIES';

function tooLate(): never {
  throw new WeComUnreachable('auth/getuserinfo', 'timeout', 'too many at once');
}

/** A code that is invalid, spent or too old, and nothing else: no fault of the settings, of the network, of WeCom. */
function isFailedCode(error: unknown): boolean {
  return error instanceof WeComRefusal && meaningOf(error.errcode).code === 'WECOM_CODE_EXPIRED';
}
