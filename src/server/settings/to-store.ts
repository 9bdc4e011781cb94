import { knownOptions, mapOptions } from '../../shared/known-options';
import { freezesRenderer } from '../../shared/variables';
import type { SecretAtRest } from './secret-at-rest';
import { SettingsRefused } from './settings-refused';

type Options = Record<string, unknown>;

/** Longer than any option has to be, in characters; what is sealed is not counted. */
const MOST_CHARACTERS = 2_048;

/** The sentences (locale keys) for texts that are not stored. */
export const TOO_LONG = 'A text of the settings is too long.';
export const NO_VARIABLE = 'Double braces are for variables. Please choose one from the list, or use other characters.';

/**
 * What the database gets of the options that somebody saves: known names only (S-50), nothing that NocoBase's renderer would
 * take for ever to read (S-55), and secrets sealed (S-30, S-53).
 *
 * @throws {SettingsRefused}
 */
export function optionsToStore(options: unknown, secrets: Pick<SecretAtRest, 'close'>): Options {
  const known = knownOptions(options);
  mapOptions(known, (name, value) => {
    if (typeof value !== 'string') return value;
    if (value.length > MOST_CHARACTERS) throw new SettingsRefused(TOO_LONG, {}, name);
    if (freezesRenderer(value)) throw new SettingsRefused(NO_VARIABLE, {}, name);
    return value;
  });
  return secrets.close(known);
}
