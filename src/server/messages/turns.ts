import { Semaphore } from 'async-mutex';

/** How many messages of one authenticator are on their way at once. More would only take the server's time from others. */
const AT_ONCE = 4;

/** Lets messages take turns, each authenticator's by themselves: a company whose WeCom is slow holds up no other. */
export class Turns {
  private readonly waiting = new Map<string, { semaphore: Semaphore; users: number }>();

  async run<T>(authenticator: string, task: () => Promise<T>): Promise<T> {
    const place = this.waiting.get(authenticator) ?? { semaphore: new Semaphore(AT_ONCE), users: 0 };
    this.waiting.set(authenticator, place);
    place.users += 1;
    try {
      return await place.semaphore.runExclusive(task);
    } finally {
      place.users -= 1;
      if (place.users === 0) this.waiting.delete(authenticator);
    }
  }
}
