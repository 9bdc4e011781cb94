import { ConfigError, shown } from '../validation/fields';

/** Year 2286: the seconds at the start of a hint in errmsg have ten digits. */
const END_MS = 1e13;

/** The simulator's time: runs on by itself and can be moved, so that tests need not wait for a code to expire. */
export class Clock {
  private offsetMs = 0;

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.offsetMs;
  }

  /** @param ms negative goes back @throws ConfigError */
  advance(ms: number): void {
    refuseImpossible(this.now() + ms);
    this.offsetMs += ms;
  }

  /** Sets the time it is now, from where it runs on. @throws ConfigError */
  set(timeMs: number): void {
    refuseImpossible(timeMs);
    this.offsetMs = timeMs - Date.now();
  }

  reset(): void {
    this.offsetMs = 0;
  }
}

function refuseImpossible(timeMs: number): void {
  if (!(timeMs >= 0 && timeMs < END_MS)) {
    throw new ConfigError(`clock: ${shown(timeMs)} is no time between the years 1970 and 2286, in milliseconds.`);
  }
}
