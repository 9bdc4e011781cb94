import type { Application } from '@nocobase/server';
import { isVariable } from '../../shared/variables';
import { Seal } from '../seal';
import { isSealed, SEALED } from './parse';
import { AUTHENTICATOR_SECRETS, type SecretPlace } from './secret-places';

type Options = Record<string, unknown>;

/**
 * Secrets as the database has them: encrypted with the key that NocoBase keeps for its own encrypted variables, and bound
 * to where they may be sent. So whatever answers the options of an authenticator, a query, an export, a dump of the
 * database, answers no secret (S-30, S-53), and a sealed secret that is moved to the options of another server cannot be
 * opened there.
 *
 * NocoBase's own backups have the key beside the database, unless it comes from `APP_AES_SECRET_KEY`.
 *
 * @see NocoBase core/server/src/aes-encryptor.ts; the key is in `APP_AES_SECRET_KEY` or below `storage/apps`
 * @see NocoBase plugin-backups/src/server/managers/backup.ts (`aes_key.dat`)
 */
export class SecretAtRest {
  private readonly seal: Seal;

  constructor(
    { aesEncryptor, name }: Application,
    private readonly places: SecretPlace[] = AUTHENTICATOR_SECRETS,
  ) {
    // NocoBase's own encryption does not notice changes, so only its key is used; its types hide it.
    const { key } = aesEncryptor as unknown as { key: Buffer };
    this.seal = new Seal(key, `secret ${name}`);
  }

  /** Seals secrets that were typed in. A variable stays readable, and what is sealed stays as it is. */
  close(options: Options): Options {
    return this.places.reduce((closed, place) => {
      const text = place.read(options);
      if (text === undefined || isVariable(text)) return closed;
      const secret = isSealed(text) ? this.openedAsBefore(place, options, text) : text;
      if (secret === undefined) return closed;
      return place.write(closed, SEALED + this.seal.close(secret, place.boundTo(options)));
    }, options);
  }

  /** @returns the options with secrets in clear; those that were sealed elsewhere or for another server as they are. */
  open(options: Options): Options {
    return this.places.reduce((opened, place) => {
      const text = place.read(options);
      if (!isSealed(text)) return opened;
      const secret = this.unseal(text, place.boundTo(options)) ?? this.openedAsBefore(place, options, text);
      return secret === undefined ? opened : place.write(opened, secret);
    }, options);
  }

  /** What only an earlier version has sealed in this way, so that it has to be sealed anew. */
  private openedAsBefore({ boundTo, wasBoundTo }: SecretPlace, options: Options, text: string): string | undefined {
    const before = wasBoundTo?.(options);
    return before === undefined || before === boundTo(options) ? undefined : this.unseal(text, before);
  }

  private unseal(text: string, label: string): string | undefined {
    const secret = this.seal.open(text.slice(SEALED.length), label);
    return typeof secret === 'string' ? secret : undefined;
  }
}
