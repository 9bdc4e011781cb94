/** What a synchronisation of the directory counts: for the page “WeCom” and for the line of NocoBase's task. */

export interface Count {
  name: string;
  /** A locale key, as `preview` is. */
  label: string;
  preview?: string;
  /** Shown also where it is none. */
  always?: boolean;
  needsWork?: boolean;
}

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
