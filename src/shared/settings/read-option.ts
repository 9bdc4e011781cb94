import type { Option, ReadContext } from './option';
import { type OptionName, optionOf, pathOf } from './options';

/** Stored options, or those of a form. */
type Stored = Record<string, unknown>;

/**
 * Reads one option as the server uses it.
 *
 * @param stored - all options, with variables replaced
 * @returns its value, undefined where none is entered or needed, or what is wrong with it (a locale key)
 */
export function readOption(
  name: OptionName,
  stored: Stored,
): { value: string | boolean | undefined } | { problem: string } {
  const option: Option = optionOf(name);
  const raw = rawValue(name, stored);
  if (option.kind === 'switch') return { value: raw === true };
  const text = textOf(raw) ?? option.default;
  if (text === undefined) return option.required ? { problem: option.required } : { value: undefined };
  const reading = option.read?.(text, contextOf(stored)) ?? { value: text };
  return 'problem' in reading && option.harmless ? { value: text } : reading;
}

/** What is stored as an option: anything. */
export function rawValue(name: OptionName, stored: Stored): unknown {
  const [first, second] = pathOf(name);
  const value = stored[first];
  if (second === undefined) return value;
  return typeof value === 'object' && value !== null ? (value as Stored)[second] : undefined;
}

export function contextOf({ allowHttp }: Stored): ReadContext {
  return { allowHttp: allowHttp === true };
}

/** A text that is not empty, trimmed; numbers count as texts (an AgentId is often stored as a number). */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}
