import { COUNTS } from '../../shared/directory-counts';
import { PROBLEMS } from './fault';
import type { Result } from './outcome';
import type { Run } from './runs';
import { WAIT_SENTENCES } from './suggestions';

type Translate = (key: string, values: Record<string, unknown>) => string;

/** What a run has done, in a line for NocoBase's task, which is too short for more: the page “WeCom” has the rest. */
export function summaryOf(run: Pick<Run, 'problem' | 'values' | 'counts'>, t: Translate): string {
  const numbers = COUNTS.filter(({ name }) => run.counts[name as keyof Run['counts']]).map(
    ({ name, label }) => `${t(label, {})}: ${run.counts[name as keyof Run['counts']]}`,
  );
  return messageOf(run, t) ?? [t('Details are on the page “WeCom”.', {}), ...numbers].join(' · ');
}

/** The sentence for a run that stopped; nothing for one that did not. */
export function messageOf({ problem, values }: Pick<Run, 'problem' | 'values'>, t: Translate): string | undefined {
  if (!problem) return undefined;
  const { advice } = values;
  return t(PROBLEMS[problem], { ...values, ...(typeof advice === 'string' && { advice: t(advice, {}) }) });
}

/** The sentences (locale keys) for reasons of results that do not speak for themselves. */
export const REASONS: Readonly<Record<string, string>> = {
  ...WAIT_SENTENCES,
  taken: 'Another user has this username, phone number or e-mail address.',
  database: 'The database could not be reached.',
  privileged: 'The user may manage NocoBase: nothing was taken away. Please look at it yourself.',
  'api-keys': 'API keys of this user were destroyed.',
};

/** Why a row of the results is as it is; empty where there is nothing to say. */
export function reasonSentence({ kind, reason }: Pick<Result, 'kind' | 'reason'>): string {
  if (kind === 'kept-department')
    return 'WeCom does not show this department any more; it has members, departments or roles of NocoBase.';
  if (kind === 'waiting') return WAIT_SENTENCES[reason as keyof typeof WAIT_SENTENCES] ?? '';
  if (!reason) return '';
  return REASONS[reason] ?? (kind === 'failed' ? 'It could not be written; the log of the server has more.' : '');
}
