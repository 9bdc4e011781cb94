import { hasVariable } from '../../shared/variables';
import type { Field, SettingsValues } from './fields';

/** What is wrong with the value of a field, as a locale key; variables are always accepted. */
export function checkField(field: Field, value: unknown, options: SettingsValues | undefined): string | undefined {
  if (!field.check || typeof value !== 'string') return undefined;
  const text = value.trim();
  if (!text || hasVariable(text)) return undefined;
  return field.check(text, { allowHttp: options?.allowHttp === true });
}
