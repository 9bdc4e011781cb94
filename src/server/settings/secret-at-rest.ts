import type { Application } from '@nocobase/server';
import { DEFAULT_API_BASE_URL } from '../../shared/constants';
import { isVariable } from '../../shared/variables';
import { Seal } from '../seal';
import { isSealed, SEALED } from './parse';

type Options = Record<string, unknown>;

/**
 * The secret as the database has it: encrypted with the key that NocoBase keeps for its own encrypted variables, and bound
 * to where it may be sent. So whatever answers the options of an authenticator, a query, an export, a dump of the database,
 * answers no secret (S-30), and a sealed secret that is moved to the options of another server cannot be opened there.
 *
 * NocoBase's own backups have the key beside the database, unless it comes from `APP_AES_SECRET_KEY`.
 *
 * @see NocoBase core/server/src/aes-encryptor.ts; the key is in `APP_AES_SECRET_KEY` or below `storage/apps`
 * @see NocoBase plugin-backups/src/server/managers/backup.ts (`aes_key.dat`)
 */
export class SecretAtRest {
  private readonly seal: Seal;

  constructor({ aesEncryptor, name }: Application) {
    // NocoBase's own encryption does not notice changes, so only its key is used; its types hide it.
    const { key } = aesEncryptor as unknown as { key: Buffer };
    this.seal = new Seal(key, `secret ${name}`);
  }

  /** Seals a secret that was typed in. A variable stays readable, and what is sealed stays as it is. */
  close(options: Options): Options {
    const { secret } = options;
    if (typeof secret !== 'string' || secret.trim() === '' || isSealed(secret) || isVariable(secret)) {
      return options;
    }
    return { ...options, secret: SEALED + this.seal.close(secret.trim(), destination(options)) };
  }

  /** @returns the options with the secret in clear; as they are when it was sealed elsewhere or for another server. */
  open(options: Options): Options {
    if (!isSealed(options.secret)) return options;
    const secret = this.seal.open(String(options.secret).slice(SEALED.length), destination(options));
    return typeof secret === 'string' ? { ...options, secret } : options;
  }
}

/**
 * Where the secret goes: the API base URL, and over plain http the proxy on the way, which can read it.
 *
 * @param options - as stored, with templates
 */
export function destination({ apiBaseUrl, proxyUrl }: Options): string {
  const url = textOf(apiBaseUrl).replace(/\/+$/, '') || DEFAULT_API_BASE_URL;
  return JSON.stringify(/^https:/i.test(url) ? [url] : [url, textOf(proxyUrl)]);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
