import type { Application } from '@nocobase/server';
import { OPTIONS, SECRET_NAMES, type SecretName } from '../../shared/settings/options';
import { textOf } from '../../shared/settings/read-option';
import { isVariable } from '../../shared/variables';
import { Seal } from '../seal';
import { isSealed, SEALED } from './parse';

type Options = Record<string, unknown>;

/**
 * Secrets as the database has them: encrypted with the key that NocoBase keeps for its own encrypted variables, and bound
 * to where they may be sent. So whatever answers the options of an authenticator, a query, an export, a backup, answers no
 * secret (S-30), and a sealed secret that is moved to the options of another server cannot be opened there.
 *
 * @see NocoBase core/server/src/aes-encryptor.ts; the key is in `APP_AES_SECRET_KEY` or below `storage/apps`
 */
export class SecretAtRest {
  private readonly seal: Seal;

  constructor({ aesEncryptor, name }: Application) {
    // NocoBase's own encryption does not notice changes, so only its key is used; its types hide it.
    const { key } = aesEncryptor as unknown as { key: Buffer };
    this.seal = new Seal(key, `secret ${name}`);
  }

  /** Seals secrets that were typed in. A variable stays readable, and what is sealed stays as it is. */
  close(options: Options): Options {
    return withSecrets(options, (name, typed) =>
      typed.trim() === '' || isSealed(typed) || isVariable(typed)
        ? typed
        : SEALED + this.seal.close(typed.trim(), labelOf(name, options)),
    );
  }

  /** @returns the options with secrets in clear; one that was sealed elsewhere or for another server stays sealed. */
  open(options: Options): Options {
    return withSecrets(options, (name, stored) => {
      const secret = isSealed(stored) && this.seal.open(stored.slice(SEALED.length), labelOf(name, options));
      return typeof secret === 'string' ? secret : stored;
    });
  }
}

function withSecrets(options: Options, change: (name: SecretName, secret: string) => string): Options {
  const changed = SECRET_NAMES.flatMap((name) => {
    const secret = options[name];
    return typeof secret === 'string' ? [[name, change(name, secret)] as const] : [];
  });
  return { ...options, ...Object.fromEntries(changed) };
}

/** What a sealed secret is bound to: where it goes, and which secret it is (the Secret was there before the others). */
function labelOf(name: SecretName, options: Options): string {
  return name === 'secret' ? destination(options) : `${name} ${destination(options)}`;
}

/**
 * Where the secret goes: the API base URL, and over plain http the proxy on the way, which can read it.
 *
 * @param options - as stored, with templates
 */
export function destination({ apiBaseUrl, proxyUrl }: Options): string {
  const url = textOf(apiBaseUrl)?.replace(/\/+$/, '') || OPTIONS.apiBaseUrl.default;
  return JSON.stringify(/^https:/i.test(url) ? [url] : [url, textOf(proxyUrl) ?? '']);
}
