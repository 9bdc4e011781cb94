import { SECRET_MASK } from '../../shared/constants';
import type { Group, Option } from '../../shared/settings/option';
import { OPTION_NAMES, type OptionName, optionOf, pathOf } from '../../shared/settings/options';
import { contextOf } from '../../shared/settings/read-option';
import { hasVariable } from '../../shared/variables';

/** An option as the form shows it. */
export type Field = Option & {
  name: OptionName;
  /** Where the value lives below `options`. */
  path: ReturnType<typeof pathOf>;
};

/** What is entered in the form. */
export type SettingsValues = {
  origin?: string;
  verifyFile?: string;
  public?: { autoLogin?: boolean; workbenchRedirect?: string };
  [option: string]: unknown;
};

const FIELDS: Field[] = OPTION_NAMES.map((name) => ({ ...optionOf(name), name, path: pathOf(name) }));

/** The fields of one group of the form; always the same list, so that a client need not render it again. */
const GROUPS = Object.fromEntries(
  FIELDS.map(({ group }) => [group, FIELDS.filter((field) => field.group === group)]),
) as Record<Group, Field[]>;

export function fieldsOf(group: Group): Field[] {
  return GROUPS[group];
}

/** What is wrong with the value of a field, as a locale key. Variables are always accepted, and so is nothing. */
export function checkField(field: Field, value: unknown, options: SettingsValues | undefined): string | undefined {
  if (field.kind === 'switch' || !field.read || typeof value !== 'string') return undefined;
  const text = value.trim();
  if (!text || hasVariable(text) || (field.secret && text === SECRET_MASK)) return undefined;
  const reading = field.read(text, contextOf(options ?? {}));
  return 'problem' in reading ? reading.problem : undefined;
}
