import { PROBLEMS } from './fault';
import type { Run } from './runs';

type Translate = (key: string, values: Record<string, unknown>) => string;

const COUNTED: [keyof Run['counts'], string][] = [
  ['made', 'made'],
  ['linked', 'linked'],
  ['changed', 'changed'],
  ['unchanged', 'unchanged'],
  ['waiting', 'waiting'],
  ['failed', 'failed'],
  ['left', 'left'],
];

const fill: Translate = (key, values) => key.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));

/**
 * What a run has done, in a line for NocoBase's task, which is too short for more: the page “WeCom” has the rest.
 *
 * @param t - translates; English without
 */
export function summaryOf({ problem, values, counts }: Pick<Run, 'problem' | 'values' | 'counts'>, t = fill): string {
  if (problem) return t(PROBLEMS[problem], values);
  const numbers = COUNTED.filter(([name]) => counts[name]).map(([name, word]) => `${word} ${counts[name]}`);
  return `${counts.members ?? 0} members: ${numbers.join(', ') || 'nothing new'}. Details: page “WeCom”.`;
}

/** The sentence for a run that stopped; nothing for one that did not. */
export function messageOf({ problem, values }: Pick<Run, 'problem' | 'values'>, t: Translate): string | undefined {
  if (!problem) return undefined;
  const { advice } = values;
  return t(PROBLEMS[problem], { ...values, ...(typeof advice === 'string' && { advice: t(advice, {}) }) });
}
