import type { Application } from '@nocobase/server';
import { DEFAULT_API_BASE_URL } from '../../shared/constants';
import { isVariable } from '../../shared/variables';
import { Seal } from '../seal';
import { isSealed, SEALED } from './parse';

type Options = Record<string, unknown>;

/** Options of an authenticator that are kept secret, each with what it is bound to. */
const OF_AUTHENTICATOR: Record<string, (options: Options) => string> = {
  secret: destination,
  eventToken: () => 'eventToken',
  eventAesKey: () => 'eventAesKey',
};
/** Those of a sync source. The secret goes where the authenticator's goes. */
const OF_SOURCE: Record<string, (authenticator: Options) => string> = {
  contactSecret: (authenticator) => `contactSecret ${destination(authenticator)}`,
  contactToken: () => 'contactToken',
  contactAesKey: () => 'contactAesKey',
};

/** Secret options of an authenticator, and of a sync source of type `wecom`. */
export const AUTHENTICATOR_SECRETS = Object.keys(OF_AUTHENTICATOR);
export const SOURCE_SECRETS = Object.keys(OF_SOURCE);

/**
 * Secrets as the database has them: encrypted with the key that NocoBase keeps for its own encrypted variables, and bound
 * to where they may be sent. So whatever answers the options of an authenticator, a query, an export, a backup, answers no
 * secret (S-30, S-53), and a sealed secret that is moved to the options of another server cannot be opened there.
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
    return this.closeAll(options, OF_AUTHENTICATOR, options);
  }

  /** @returns the options with secrets in clear; as they are where one was sealed elsewhere or for another server. */
  open(options: Options): Options {
    return this.openAll(options, OF_AUTHENTICATOR, options);
  }

  /** The same for a sync source. @param authenticator - the stored options of the authenticator whose app it uses */
  closeSource(options: Options, authenticator: Options): Options {
    return this.closeAll(options, OF_SOURCE, authenticator);
  }

  openSource(options: Options, authenticator: Options): Options {
    return this.openAll(options, OF_SOURCE, authenticator);
  }

  private closeAll(options: Options, labels: typeof OF_SOURCE, bound: Options): Options {
    const closed = { ...options };
    for (const [name, labelOf] of Object.entries(labels)) {
      const value = options[name];
      if (typeof value !== 'string' || value.trim() === '' || isSealed(value) || isVariable(value)) continue;
      closed[name] = SEALED + this.seal.close(value.trim(), labelOf(bound));
    }
    return closed;
  }

  private openAll(options: Options, labels: typeof OF_SOURCE, bound: Options): Options {
    const opened = { ...options };
    for (const [name, labelOf] of Object.entries(labels)) {
      if (!isSealed(options[name])) continue;
      const value = this.seal.open(String(options[name]).slice(SEALED.length), labelOf(bound));
      if (typeof value === 'string') opened[name] = value;
    }
    return opened;
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
