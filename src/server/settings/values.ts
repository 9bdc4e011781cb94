import { OPTION_NAMES, rawOption, traitsOf } from '../../shared/known-options';
import type { OPTIONS, OptionName } from '../../shared/options';

type Options = Record<string, unknown>;
type Traits<Name extends OptionName> = (typeof OPTIONS)[Name];

/** What an option is to the server: a switch is on or off, a text may be missing unless it has a default. */
type Value<Name extends OptionName> =
  Traits<Name> extends { kind: 'switch' }
    ? boolean
    : Traits<Name> extends { default: string }
      ? string
      : string | undefined;

type Named<Condition> = { [Name in OptionName]: Traits<Name> extends Condition ? Name : never }[OptionName];

/** All switches, each on only when it is stored as exactly `true`. */
export type Switches = Record<Named<{ kind: 'switch' }>, boolean>;

/** What anybody may know of an authenticator. */
export type PublicOptions = { [Name in Named<{ public: true }>]: Value<Name> };

/** @param options - with variables rendered */
export function optionOf<Name extends OptionName>(options: Options, name: Name): Value<Name> {
  const { kind, default: fallback } = traitsOf(name);
  const raw = rawOption(options, name);
  return (kind === 'switch' ? raw === true : (textOf(raw) ?? fallback)) as Value<Name>;
}

export function switchesOf(options: Options): Switches {
  return valuesOf(options, ({ kind }) => kind === 'switch') as Switches;
}

/** Exactly those that are public, whatever else an administrator's tool stored (S-30). */
export function publicOptions(options: Options | undefined): PublicOptions {
  return valuesOf(options ?? {}, (traits) => traits.public === true) as PublicOptions;
}

function valuesOf(options: Options, isMeant: (traits: ReturnType<typeof traitsOf>) => boolean): Options {
  return Object.fromEntries(
    OPTION_NAMES.filter((name) => isMeant(traitsOf(name))).map((name) => [name, optionOf(options, name)]),
  );
}

/** A text that is not empty, trimmed; numbers count as texts (an AgentId is often stored as a number). */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  // Web pages and chats put characters of no width into what is copied from them.
  return (
    String(value)
      .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
      .trim() || undefined
  );
}
