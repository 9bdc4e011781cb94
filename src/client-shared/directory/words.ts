/** What states, stages and numbers of the directory are called; the words are locale keys. */
import type { RunState, Stage, Trigger } from './requests';

export const STAGES: Record<Stage, string> = {
  reading: 'Reading the company from WeCom',
  planning: 'Comparing with NocoBase',
  departments: 'Writing departments',
  members: 'Writing users',
  leavers: 'Looking after people who have left',
  end: 'Done',
};

export const TRIGGERS: Record<Trigger, string> = {
  button: 'By hand',
  schedule: 'By schedule',
  event: 'By an event',
  leavers: 'Leavers confirmed',
};

/** Colours are antd's names, which go with dark themes. */
type Word = { label: string; color: string; preview?: string };

export const STATES: Record<RunState, Word> = {
  running: { label: 'Running', color: 'processing' },
  done: { label: 'Done', color: 'success' },
  failed: { label: 'Failed', color: 'error' },
  waiting: { label: 'Needs your decision', color: 'warning' },
};

/** Why a member is away, as far as WeCom says it. */
export const AWAY = {
  left: 'Left',
  disabled: 'Disabled in WeCom',
  'out-of-range': 'Out of the visible range',
};

/** Kinds of rows of the results, what needs attention first. */
export const KINDS: Record<string, Word> = {
  failed: { label: 'Failed', color: 'error' },
  waiting: { label: 'Needs a decision', color: 'warning' },
  leaving: { label: 'Would be marked as left', color: 'warning' },
  made: { label: 'Made', preview: 'Will be made', color: 'success' },
  linked: { label: 'Linked', preview: 'Will be linked', color: 'success' },
  changed: { label: 'Changed', preview: 'Will be changed', color: 'processing' },
  left: { label: 'Left', preview: 'Will be marked as left', color: 'orange' },
  disabled: { label: 'Disabled in WeCom', color: 'orange' },
  'out-of-range': { label: 'Out of the visible range', color: 'orange' },
  back: { label: 'Back', color: 'success' },
  renamed: { label: 'New userid', color: 'processing' },
  'kept-department': { label: 'Department kept', color: 'default' },
};
