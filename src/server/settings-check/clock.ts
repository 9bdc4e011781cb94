import { type Finding, say } from './finding';

const TOLERATED_S = 60;

/**
 * Started sign-ins, tokens and TLS certificates all have times in them.
 *
 * @param theirs - WeCom's `Date` header, in ms since 1970, to the second
 * @param ours - the time at which it came, in ms since 1970
 */
export function checkClock(theirs: number, ours: number): Finding {
  const check = 'clock';
  const seconds = Math.round((ours - theirs) / 1000);
  const data = { seconds };
  if (Math.abs(seconds) <= TOLERATED_S) {
    return { check, status: 'ok', message: say('The clock of this server is right.'), data };
  }
  return {
    check,
    status: 'warning',
    message:
      seconds > 0
        ? say('The clock of this server is {{seconds}} s ahead of WeCom’s.', { seconds })
        : say('The clock of this server is {{seconds}} s behind WeCom’s.', { seconds: -seconds }),
    hint: say('Set it by NTP. With a wrong clock, sign-ins expire too early and certificates may be refused.'),
    data,
  };
}
