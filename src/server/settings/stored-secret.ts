import { HALF_A_MASK, SECRET_MASK } from '../../shared/constants';
import { destination } from './secret-at-rest';
import { SettingsRefused } from './settings-refused';

type Options = Record<string, unknown>;

/** The sentence (a locale key) for a mask that would send the secret to another server. */
export const SECRET_WOULD_MOVE =
  'The API base URL has changed. Please enter the Secret again, because it would be sent to another server.';

/**
 * Puts the stored secret in the place of its mask. A mask that somebody has typed into stands for nothing.
 *
 * The secret goes to the API base URL. Whoever changes that address has to know the secret: otherwise a mask and an
 * address of one's own would be enough to learn it (S-30).
 *
 * @throws {SettingsRefused}
 */
export function withStoredSecret(submitted: Options, stored: Options | undefined): Options {
  if (!hasMask(submitted)) return submitted;
  if (submitted.secret !== SECRET_MASK) throw new SettingsRefused(HALF_A_MASK);
  const { secret: _mask, ...options } = submitted;
  if (stored?.secret === undefined) return options;
  if (destination(options) !== destination(stored)) throw new SettingsRefused(SECRET_WOULD_MOVE);
  return { ...options, secret: stored.secret };
}

/** Also of a mask that somebody has typed into. */
export function hasMask({ secret }: Options): boolean {
  return typeof secret === 'string' && secret.includes(SECRET_MASK);
}
