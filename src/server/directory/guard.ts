/** Numbers of one company. */
export interface Numbers {
  /** How many would be shut out now. */
  ending: number;
  /** How many were shut out in the last hour: events and renewals are counted too. */
  endedLately: number;
  /** How many linked members may use the app at the moment. */
  present: number;
}

/** How long what ended before counts, in ms. */
export const GUARD_MS = 3600_000;

/**
 * Whether a wrong answer of WeCom could be behind it (S-63): more than five people and more than a tenth of all, or all of
 * them. A company with one linked person has no "all".
 */
export function isTooMany({ ending, endedLately, present }: Numbers): boolean {
  if (ending === 0) return false;
  const links = present + endedLately;
  const ended = ending + endedLately;
  return ended > Math.max(5, Math.floor(links / 10)) || (ended >= links && links > 1);
}
