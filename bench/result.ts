/** One line of the table: what was measured, what it is compared with, and what was to be reached. */
export interface Result {
  what: string;
  ours: string;
  /** What it is compared with, with its name and value. */
  against: string;
  ratio?: number;
  goal?: string;
  /** Undefined where there is no goal, only a number to know. */
  reached?: boolean;
}

export interface MeasureOutcome {
  results: Result[];
  /** Raw numbers behind the lines. */
  data?: unknown;
}

export interface MeasureOptions {
  /** Few repetitions and small tables: shows that the measure works, its numbers mean nothing. */
  short: boolean;
  /** Tables of a million users, which take their time to fill. */
  full: boolean;
  /** Says what is going on. */
  say: (text: string) => void;
}

export interface Measure {
  name: string;
  title: string;
  run(options: MeasureOptions): Promise<MeasureOutcome>;
}

/** @returns the ratio as a person reads it, such as `2.53 x` */
export function times(ratio: number): string {
  return `${ratio < 0.1 ? ratio.toPrecision(1) : ratio.toFixed(2)} x`;
}

export function ms(value: number): string {
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`;
  return `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ms`;
}

export function perSecond(value: number): string {
  return `${value.toFixed(value < 100 ? 1 : 0)}/s`;
}
