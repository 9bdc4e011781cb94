import { checkField } from '../client-shared/settings/check-field';
import type { Field, SettingsValues } from '../client-shared/settings/fields';
import type { Translate } from '../client-shared/translate';

export type Schema = { type: string; properties: Record<string, unknown> };

/** The fields in Formily's words; what is public lives in an object of its own. */
export function formilySchema(fields: Field[], t: Translate, options: () => SettingsValues | undefined): Schema {
  const schema: Schema = { type: 'object', properties: {} };
  for (const field of fields) {
    const [name, below] = field.path;
    const leaf = formilyField(field, t, options);
    if (below === undefined) {
      schema.properties[name] = leaf;
    } else {
      schema.properties[name] ??= { type: 'object', properties: {} };
      const parent = schema.properties[name] as Schema;
      parent.properties[below] = leaf;
    }
  }
  return schema;
}

/** Of an input of this plugin's own: what the schema calls it. */
export const ownName = ({ path }: Field): string => `Own_${path.join('_')}`;

const COMPONENTS = {
  text: 'TextAreaWithGlobalScope',
  secret: 'TextAreaWithGlobalScope',
  plain: 'Input',
  switch: 'Checkbox',
  choice: 'Select',
};

function formilyField(field: Field, t: Translate, options: () => SettingsValues | undefined) {
  const { kind, placeholder, required, choices } = field;
  const label = t(field.label);
  const isSwitch = kind === 'switch';
  return {
    type: isSwitch ? 'boolean' : 'string',
    ...(isSwitch ? { 'x-content': label } : { title: label }),
    description: field.help && t(field.help),
    required,
    ...(choices && {
      enum: choices.map(({ value, label }) => ({ value, label: t(label) })),
      default: choices[0]?.value,
    }),
    'x-decorator': 'FormItem',
    'x-component': kind === 'own' ? ownName(field) : COMPONENTS[kind],
    'x-component-props': {
      ...(kind === 'secret' && { password: true }),
      ...(placeholder && { placeholder: kind === 'plain' ? t(placeholder) : placeholder }),
      ...(!isSwitch && { 'aria-label': label }),
    },
    'x-validator': (value: unknown) => {
      const problem = checkField(field, value, options());
      return problem ? t(problem) : '';
    },
  };
}
