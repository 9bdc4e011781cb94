import { COUNTS } from '../../shared/directory-counts';
import type { Run } from './requests';

export type Shown = { name: string; label: string; value: number; needsWork: boolean };

/** The counts of a run that say something; a run that looked at single members has read no company. */
export function shownCounts({ kind, counts, trigger }: Pick<Run, 'kind' | 'counts' | 'trigger'>): Shown[] {
  const isWhole = trigger === 'button' || trigger === 'schedule';
  return COUNTS.flatMap(({ name, label, preview, always, needsWork = false }) => {
    const value = counts[name] ?? 0;
    if (value === 0 && !(always && isWhole)) return [];
    return [{ name, label: (kind === 'preview' && preview) || label, value, needsWork }];
  });
}

/** Which part of a whole run a stage is, in percent. */
const STAGES = {
  reading: [0, 40],
  planning: [40, 50],
  departments: [50, 60],
  members: [60, 95],
  leavers: [95, 100],
  end: [100, 100],
} as const;

/** How far a run has come, 0 to 100. A preview ends with its plan. */
export function percentOf({ kind, stage, done, total }: Pick<Run, 'kind' | 'stage' | 'done' | 'total'>): number {
  const [from, to] = STAGES[stage] ?? STAGES.reading;
  const percent = from + (to - from) * (total > 0 ? Math.min(1, done / total) : 0);
  return Math.floor(kind === 'preview' ? Math.min(100, percent * 2) : percent);
}
