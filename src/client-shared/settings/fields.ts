import { OPTION_NAMES, pathOf, traitsOf } from '../../shared/known-options';
import type { Option, OptionName } from '../../shared/options';
import type { Check } from '../../shared/settings-checks';
import type { OwnInput } from './own-inputs';

export type Field = {
  /** Where the value lives below `options`. */
  path: [name: string] | ['public', name: string];
  /** `text` and `secret` take variables, `plain` is for texts that people read, `switch` is a checkbox, `own` has an input of its own. */
  kind: 'text' | 'secret' | 'plain' | 'switch' | 'choice' | 'own';
  label: string;
  help?: string;
  placeholder?: string;
  required?: boolean;
  check?: Check;
  /** Of a `choice`; the first one counts while nothing is chosen. */
  choices?: { value: string; label: string }[];
  Input?: OwnInput;
  /** Shown, and not to be changed by this person. */
  locked?: true;
};

/** The settings form of both clients as data, a group each; labels and helps are locale keys. */
export const APP_FIELDS = fieldsOf('app');
export const DOMAIN_FIELDS = fieldsOf('domain');
export const SIGN_IN_FIELDS = fieldsOf('sign-in');
export const ACCOUNT_FIELDS = fieldsOf('accounts');
export const EVENT_FIELDS = fieldsOf('events');
export const ADVANCED_FIELDS = fieldsOf('advanced');

function fieldsOf(group: Option['group']): Field[] {
  return OPTION_NAMES.filter((name) => traitsOf(name).group === group).map(fieldOf);
}

function fieldOf(name: OptionName): Field {
  const { label, help, placeholder, default: fallback, required, check, choices } = traitsOf(name);
  const shown = placeholder ?? (choices ? undefined : fallback);
  return {
    path: pathOf(name),
    kind: kindOf(traitsOf(name)),
    label,
    ...(help && { help }),
    ...(shown && { placeholder: shown }),
    ...(required && { required }),
    ...(check && { check }),
    ...(choices && { choices }),
  };
}

function kindOf({ kind, plain, choices }: Option): Field['kind'] {
  if (choices) return 'choice';
  if (plain) return 'plain';
  return kind === 'address' ? 'text' : kind;
}

export type SettingsValues = {
  origin?: string;
  verifyFile?: string;
  allowHttp?: boolean;
  public?: { autoLogin?: boolean; autoSignup?: boolean; workbenchRedirect?: string };
  [option: string]: unknown;
};
