import { HALF_A_MASK, SECRET_MASK } from '../../shared/constants';
import { AUTHENTICATOR_SECRETS, destination, SOURCE_SECRETS } from './secret-at-rest';
import { SettingsRefused } from './settings-refused';

type Options = Record<string, unknown>;

/** The sentence (a locale key) for a mask that would send the secret to another server. */
export const SECRET_WOULD_MOVE =
  'The API base URL has changed. Please enter the Secret again, because it would be sent to another server.';

/** All options that a browser gets a mask of. */
const SECRETS = [...AUTHENTICATOR_SECRETS, ...SOURCE_SECRETS];

/**
 * Puts stored secrets in the place of their masks. A mask that somebody has typed into stands for nothing.
 *
 * The secret goes to the API base URL. Whoever changes that address has to know the secret: otherwise a mask and an
 * address of one's own would be enough to learn it (S-30).
 *
 * @throws {SettingsRefused}
 */
export function withStoredSecret(submitted: Options, stored: Options | undefined): Options {
  const options = { ...submitted };
  for (const name of SECRETS.filter((one) => isMasked(submitted[one]))) {
    if (submitted[name] !== SECRET_MASK) throw new SettingsRefused(HALF_A_MASK);
    delete options[name];
    if (stored?.[name] === undefined) continue;
    // What is sealed for an authenticator's server cannot be opened for another one: that is looked at there.
    if (name === 'secret' && destination(options) !== destination(stored)) throw new SettingsRefused(SECRET_WOULD_MOVE);
    options[name] = stored[name];
  }
  return options;
}

/** Also of a mask that somebody has typed into. */
export function hasMask(options: Options): boolean {
  return SECRETS.some((name) => isMasked(options[name]));
}

function isMasked(value: unknown): boolean {
  return typeof value === 'string' && value.includes(SECRET_MASK);
}
