import { SECRET_MASK } from '../../shared/constants';
import { SECRET_NAMES, type SecretName } from '../../shared/settings/options';
import { HALF_A_MASK } from '../../shared/settings/rules';
import { destination } from './secret-at-rest';
import { SettingsRefused } from './settings-refused';

type Options = Record<string, unknown>;

/** The sentence (a locale key) for a mask that would send the secret to another server. */
export const SECRET_WOULD_MOVE =
  'The API base URL has changed. Please enter the Secret again, because it would be sent to another server.';

/**
 * Puts stored secrets in the place of their masks. A mask that somebody has typed into stands for nothing.
 *
 * The secret goes to the API base URL. Whoever changes that address has to know the secret: otherwise a mask and an
 * address of one's own would be enough to learn it (S-30).
 *
 * @throws {SettingsRefused}
 */
export function withStoredSecrets(submitted: Options, stored: Options = {}): Options {
  const masked = maskedSecrets(submitted);
  if (masked.length === 0) return submitted;
  if (masked.some((name) => submitted[name] !== SECRET_MASK)) throw new SettingsRefused(HALF_A_MASK);
  const options = withoutOptions(submitted, masked);
  const kept = masked.filter((name) => stored[name] !== undefined);
  if (kept.length > 0 && destination(options) !== destination(stored)) throw new SettingsRefused(SECRET_WOULD_MOVE);
  return { ...options, ...Object.fromEntries(kept.map((name) => [name, stored[name]])) };
}

/** Names of the secrets that hold a mask, also one that somebody has typed into. */
export function maskedSecrets(options: Options): SecretName[] {
  return SECRET_NAMES.filter((name) => {
    const secret = options[name];
    return typeof secret === 'string' && secret.includes(SECRET_MASK);
  });
}

export function withoutOptions(options: Options, names: readonly string[]): Options {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !names.includes(name)));
}
