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

type Count = { name: string; label: string; preview?: string; always?: boolean; needsWork?: boolean };

/** What is counted, in the order in which it is shown; some is said otherwise of a preview. */
export const COUNTS: Count[] = [
  { name: 'members', label: 'Members in WeCom', always: true },
  { name: 'departments', label: 'Departments in WeCom', always: true },
  { name: 'known', label: 'Are users already', always: true },
  { name: 'made', label: 'Users made', preview: 'Users that will be made', always: true },
  { name: 'linked', label: 'Linked', preview: 'Will be linked' },
  { name: 'changed', label: 'Users changed', preview: 'Users that will change' },
  { name: 'unchanged', label: 'Unchanged' },
  { name: 'waiting', label: 'Need a decision', needsWork: true },
  { name: 'failed', label: 'Failed', needsWork: true },
  { name: 'left', label: 'Have left', preview: 'Will be marked as left' },
  { name: 'disabled', label: 'Disabled in WeCom' },
  { name: 'outOfRange', label: 'Out of the visible range' },
  { name: 'back', label: 'Are back' },
  { name: 'renamed', label: 'Have a new userid' },
  { name: 'departmentsMade', label: 'Departments made', preview: 'Departments that will be made' },
  { name: 'departmentsChanged', label: 'Departments changed', preview: 'Departments that will change' },
  { name: 'departmentsRemoved', label: 'Departments removed', preview: 'Departments that will go' },
  { name: 'departmentsKept', label: 'Departments kept' },
];
