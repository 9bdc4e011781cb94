import { checkSchedule, checkSecret } from '../../shared/settings-checks';
import { EVENT_FIELDS, type Field } from '../settings/fields';
import { AuthenticatorInput, DepartmentsInput, ScheduleInput } from './source-inputs';

/** The settings of a source, as data; labels and helps are locale keys. */
export const COMPANY_FIELDS: Field[] = [
  {
    path: ['authenticator'],
    kind: 'own',
    label: 'WeCom authenticator',
    help: 'Its app reads the members and departments that it may see in WeCom.',
    required: true,
    Input: AuthenticatorInput,
  },
];

export const SCOPE_FIELDS: Field[] = [
  {
    path: ['departments'],
    kind: 'switch',
    label: 'Synchronise departments',
    help: 'Needs the plugin “Departments”. Departments and memberships that were made by hand stay.',
  },
  {
    path: ['onlyDepartments'],
    kind: 'own',
    label: 'Only these departments (IDs in WeCom)',
    help: 'With everything below them. Empty: everything that the app may see.',
    Input: DepartmentsInput,
  },
  {
    path: ['createUsers'],
    kind: 'switch',
    label: 'Make users for members who have none',
    help: 'Whoever looks like a user without a link is not made, but listed on the page “WeCom” for a decision.',
  },
  {
    path: ['overwriteNames'],
    kind: 'switch',
    label: 'Overwrite names that were changed in NocoBase',
  },
];

export const LEAVE_FIELDS: Field[] = [
  {
    path: ['onLeave'],
    kind: 'choice',
    label: 'When somebody leaves',
    help: 'Taking roles and API keys never touches people who can manage NocoBase; the page “WeCom” names them.',
    choices: [
      { value: 'sessions', label: 'End the sessions that WeCom began' },
      { value: 'lockout', label: 'End sessions, take all roles, delete API keys' },
    ],
  },
  {
    path: ['schedule'],
    kind: 'own',
    label: 'Schedule',
    help: 'A cron expression: minute, hour, day, month, day of the week. Empty: only by hand and by events.',
    check: checkSchedule,
    Input: ScheduleInput,
  },
];

/** Token and EncodingAESKey look as those of an app do. */
const [TOKEN, AES_KEY] = EVENT_FIELDS as [Field, Field];
export const CONTACT_KEYS = { token: 'contactToken', aesKey: 'contactAesKey' };

/** Of contact synchronisation (通讯录同步) in WeCom's console. */
export const CONTACT_FIELDS: Field[] = [
  {
    path: ['contactSecret'],
    kind: 'secret',
    label: 'Secret of contact synchronisation',
    help: 'Tells who is hidden from the app and who has left. It has trusted IPs of its own.',
    check: checkSecret,
  },
  { ...TOKEN, path: [CONTACT_KEYS.token] },
  { ...AES_KEY, path: [CONTACT_KEYS.aesKey] },
];

/** What a new source begins with. */
export const SOURCE_DEFAULTS: Record<string, unknown> = {
  departments: true,
  onlyDepartments: [],
  createUsers: true,
  overwriteNames: false,
  onLeave: 'sessions',
  schedule: '',
};
