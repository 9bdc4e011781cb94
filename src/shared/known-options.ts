import { OPTIONS, type Option, type OptionName } from './options';

type Options = Record<string, unknown>;

/** Names of options are never data: nothing but these is saved, read, published or rendered (S-50). */
export const OPTION_NAMES = Object.keys(OPTIONS) as OptionName[];

export const GUARDED_NAMES = OPTION_NAMES.filter((name) => traitsOf(name).guarded);

export function traitsOf(name: OptionName): Option {
  return OPTIONS[name];
}

/** Where an option lives below `options`. */
export function pathOf(name: OptionName): [name: string] | ['public', name: string] {
  return traitsOf(name).public ? ['public', name] : [name];
}

/** What is stored as an option: anything. */
export function rawOption(options: Options, name: OptionName): unknown {
  const group = traitsOf(name).public ? options.public : options;
  return isGroup(group) && Object.hasOwn(group, name) ? group[name] : undefined;
}

/**
 * Makes other options out of these, one by one.
 *
 * @param change - gets each value that can be one of the option; what it answers takes its place, `undefined` leaves it out
 * @returns known names only, whatever else was there
 */
export function mapOptions(
  options: Options,
  change: (name: OptionName, value: string | number | boolean) => unknown,
): Options {
  const mapped: Options = {};
  const shown: Options = {};
  for (const name of OPTION_NAMES) {
    const raw = rawOption(options, name);
    const value = canBe(name, raw) ? change(name, raw) : undefined;
    if (value !== undefined) (traitsOf(name).public ? shown : mapped)[name] = value;
  }
  return isGroup(options.public) ? { ...mapped, public: shown } : mapped;
}

/** @returns a copy with the known options, and with values that they can have */
export function knownOptions(options: unknown): Options {
  return isGroup(options) ? mapOptions(options, (_name, value) => value) : {};
}

/** Numbers are texts here: an AgentId is often stored as one. */
function canBe(name: OptionName, value: unknown): value is string | number | boolean {
  const type = typeof value;
  return traitsOf(name).kind === 'switch' ? type === 'boolean' : type === 'string' || type === 'number';
}

function isGroup(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
