import { checkField, type Field, type SettingsValues } from '../client-shared/settings/fields';
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

const COMPONENTS = {
  text: 'TextAreaWithGlobalScope',
  plain: 'Input',
  switch: 'Checkbox',
};

function formilyField(field: Field, t: Translate, options: () => SettingsValues | undefined) {
  const label = t(field.label);
  const common = {
    description: field.help && t(field.help),
    'x-decorator': 'FormItem',
    'x-component': COMPONENTS[field.kind],
  };
  if (field.kind === 'switch') return { ...common, type: 'boolean', 'x-content': label };
  const example = field.placeholder ?? field.default;
  return {
    ...common,
    type: 'string',
    title: label,
    required: field.required !== undefined,
    'x-component-props': {
      ...(field.secret && { password: true }),
      ...(example && { placeholder: field.kind === 'plain' ? t(example) : example }),
      'aria-label': label,
    },
    'x-validator': (value: unknown) => {
      const problem = checkField(field, value, options());
      return problem ? t(problem) : '';
    },
  };
}
