/** The part of a database transaction that is needed here. */
interface Committing {
  afterCommit(run: () => void): void;
}

/**
 * A value that is believed for some time after it was read, and read again when it is asked for later. Whoever asks
 * while it is being read gets the same reading.
 */
export class Fresh<T> {
  private reading: Promise<T> | undefined;
  private readAt = Number.NEGATIVE_INFINITY;

  /**
   * @param freshMs - how long a reading is believed, in ms
   * @param now - ms from any point; not the clock of the day, which may be set back
   */
  constructor(
    private readonly read: () => Promise<T>,
    private readonly freshMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get(): Promise<T> {
    if (this.reading && this.now() - this.readAt < this.freshMs) return this.reading;
    this.readAt = this.now();
    const reading = this.read();
    this.reading = reading;
    // A failed reading is not kept.
    reading.catch(() => {
      if (this.reading === reading) this.reading = undefined;
    });
    return reading;
  }

  /**
   * What was read so far, or is being read, serves nobody who asks from now on.
   *
   * @param transaction - of the change: until it ends, a reading still finds what was there before
   */
  forget(transaction?: Committing): void {
    this.reading = undefined;
    transaction?.afterCommit(() => this.forget());
  }
}
