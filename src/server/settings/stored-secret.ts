import { HALF_A_MASK, SECRET_MASK } from '../../shared/constants';
import { isVariable } from '../../shared/variables';
import { AUTHENTICATOR_SECRETS, type SecretPlace } from './secret-places';
import { SettingsRefused } from './settings-refused';

type Options = Record<string, unknown>;

/** Secrets as an administrator may see them: variables as they are, a mask for everything else (S-30). */
export function masked(options: Options, places: SecretPlace[] = AUTHENTICATOR_SECRETS): Options {
  return places.reduce((shown, place) => {
    const secret = place.read(options);
    return secret === undefined || isVariable(secret) ? shown : place.write(shown, SECRET_MASK);
  }, options);
}

/**
 * Puts stored secrets in the place of their masks. A mask that somebody has typed into stands for nothing.
 *
 * A secret goes to an address. Whoever changes that address has to know the secret: otherwise a mask and an address of one's
 * own would be enough to learn it (S-30).
 *
 * @throws {SettingsRefused}
 */
export function withStoredSecrets(
  submitted: Options,
  stored: Options | undefined,
  places: SecretPlace[] = AUTHENTICATOR_SECRETS,
): Options {
  return places.reduce((options, place) => {
    const text = place.read(submitted);
    if (text?.includes(SECRET_MASK) !== true) return options;
    const refused = (sentence: string) => new SettingsRefused(sentence, {}, place.field);
    if (text !== SECRET_MASK) throw refused(HALF_A_MASK);
    const secret = stored && place.read(stored);
    if (!stored || secret === undefined) return withoutMask(options, place);
    if (place.boundTo(submitted) !== place.boundTo(stored)) throw refused(place.moved);
    return place.write(options, secret);
  }, submitted);
}

/** A mask that stands for nothing stored, as in a new authenticator made from an old one's form, is left out. */
function withoutMask(options: Options, place: SecretPlace): Options {
  const left = place.write(options, '');
  if (left[place.field] !== '') return left;
  const { [place.field]: _mask, ...rest } = left;
  return rest;
}

/** Also of a mask that somebody has typed into. */
export function hasMask(options: Options, places: SecretPlace[] = AUTHENTICATOR_SECRETS): boolean {
  return places.some((place) => place.read(options)?.includes(SECRET_MASK));
}
