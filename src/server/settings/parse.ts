import {
  OPTION_NAMES,
  type OptionName,
  type OptionValues,
  PUBLIC_NAMES,
  type PublicValues,
  SECRET_NAMES,
} from '../../shared/settings/options';
import { rawValue, readOption } from '../../shared/settings/read-option';

/** Before a secret that is encrypted. */
export const SEALED = 'sealed:';
const SECRET_UNREADABLE =
  'The stored Secret cannot be opened here. Enter it again; on several nodes APP_AES_SECRET_KEY has to be the same.';

/** The checked settings of one authenticator, variables rendered. */
export interface WeComSettings extends OptionValues {
  /** Name of the authenticator. */
  authenticator: string;
}

/** A setting that cannot be used, with a sentence that is a locale key. */
export interface SettingsProblem {
  field: OptionName;
  message: string;
}

/** With problems, `usable` holds what is right all the same; only the check of the settings wants that. */
export type ParsedSettings =
  | { settings: WeComSettings }
  | { problems: SettingsProblem[]; usable: Partial<WeComSettings> };

type Options = Record<string, unknown>;

/** What anybody may know of an authenticator: exactly these, whatever else an administrator's tool stored (S-30). */
export function publicOptions(options: Options | undefined): PublicValues {
  return valuesOf(PUBLIC_NAMES, options ?? {}) as PublicValues;
}

/**
 * @param options - the stored options with variables replaced; an option whose variable does not exist is missing
 */
export function parseSettings(authenticator: string, options: Options): ParsedSettings {
  const problems = OPTION_NAMES.flatMap((field) => {
    const reading = read(field, options);
    return 'problem' in reading ? [{ field, message: reading.problem }] : [];
  });
  const settings = { authenticator, ...(valuesOf(OPTION_NAMES, options) as OptionValues) };
  return problems.length > 0 ? { problems, usable: settings } : { settings };
}

/** Whether a secret is still as the database has it: it was stored with another key, or for another server. */
export function isSealed(secret: unknown): boolean {
  return typeof secret === 'string' && secret.startsWith(SEALED);
}

function valuesOf(names: OptionName[], options: Options) {
  return Object.fromEntries(
    names.map((name) => {
      const reading = read(name, options);
      return [name, 'problem' in reading ? undefined : reading.value];
    }),
  );
}

function read(name: OptionName, options: Options) {
  const isSecret = (SECRET_NAMES as OptionName[]).includes(name);
  if (isSecret && isSealed(rawValue(name, options))) return { problem: SECRET_UNREADABLE };
  return readOption(name, options);
}
