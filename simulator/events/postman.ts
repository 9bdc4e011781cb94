import type { TokenOwner } from '../state/tokens';

const TRIES = 3;
const KEEP = 1000;

/** One attempt to deliver. */
export interface Try {
  /** Of the answer; undefined where none came. */
  status?: number;
  error?: string;
  ms: number;
}

export interface Delivery {
  receiver: TokenOwner;
  /** Milliseconds of the simulator's clock. */
  time: number;
  /** What was encrypted. */
  xml: string;
  /** As last sent; an event can be repeated with them. */
  url: string;
  body: string;
  tries: Try[];
  state: 'waiting' | 'delivered' | 'lost';
}

interface Letter {
  receiver: TokenOwner;
  time: number;
  xml: string;
  /** Called for each try. */
  request(): { url: string; body: string };
  timeoutMs: number;
}

/**
 * Delivers events, one after the other to each receiver. Only HTTP 200 counts, and after three tries an event is lost.
 * @see document path 90930
 */
export class Postman {
  /** Oldest first. */
  readonly deliveries: Delivery[] = [];
  private readonly queues = new Map<TokenOwner, Promise<unknown>>();
  private readonly stopping = new AbortController();

  /** @returns what became of it, when that is known */
  post(letter: Letter): Promise<Delivery> {
    const { receiver, time, xml } = letter;
    const delivery: Delivery = { receiver, time, xml, url: '', body: '', tries: [], state: 'waiting' };
    this.deliveries.push(delivery);
    if (this.deliveries.length > KEEP) this.deliveries.shift();
    const done = (this.queues.get(receiver) ?? Promise.resolve()).then(() => this.deliver(delivery, letter));
    this.queues.set(receiver, done);
    return done;
  }

  /** Resolves when nothing is on its way. */
  async settled(): Promise<void> {
    while (this.deliveries.some(({ state }) => state === 'waiting')) await Promise.all(this.queues.values());
  }

  /** Ends at once; what is on its way is lost. */
  stop(): void {
    this.stopping.abort();
  }

  private async deliver(delivery: Delivery, { request, timeoutMs }: Letter): Promise<Delivery> {
    while (delivery.state === 'waiting') {
      Object.assign(delivery, request());
      const attempt = await this.attempt(delivery, timeoutMs);
      delivery.tries.push(attempt);
      if (attempt.status === 200) delivery.state = 'delivered';
      else if (delivery.tries.length === TRIES || this.stopping.signal.aborted) delivery.state = 'lost';
    }
    return delivery;
  }

  private async attempt({ url, body }: Delivery, timeoutMs: number): Promise<Try> {
    const start = performance.now();
    const ms = () => Math.round(performance.now() - start);
    try {
      const { status } = await send(url, { method: 'POST', body, signal: this.signal(timeoutMs) });
      return { status, ms: ms() };
    } catch (error) {
      return { error: reason(error), ms: ms() };
    }
  }

  private signal(timeoutMs: number): AbortSignal {
    return AbortSignal.any([this.stopping.signal, AbortSignal.timeout(timeoutMs)]);
  }
}

const HEADERS = { 'Content-Type': 'text/xml' };

/** The whole answer counts towards the time. @throws Error when there is none in time */
export async function send(url: string, init: RequestInit): Promise<{ status: number; text: string }> {
  const response = await fetch(url, { redirect: 'manual', headers: init.body ? HEADERS : {}, ...init });
  return { status: response.status, text: await response.text() };
}

/** What fetch hides in `cause`. */
export function reason(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code || message : message;
}
