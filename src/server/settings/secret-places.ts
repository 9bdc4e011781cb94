import { DEFAULT_API_BASE_URL } from '../../shared/constants';
import type { OptionName } from '../../shared/options';
import { passwordOfProxy, withoutProxyPassword, withProxyPassword } from '../../shared/proxy-password';

type Options = Record<string, unknown>;

/** A secret among options: where it stands, and where it may go (S-53). */
export interface SecretPlace {
  /** The option that it is, or is a part of. */
  field: string;
  /** @returns undefined where there is none */
  read(options: Options): string | undefined;
  write(options: Options, secret: string): Options;
  /**
   * What it is bound to, of the options as stored: sealed for one, it cannot be opened for another, and a mask stands only
   * for the same.
   */
  boundTo(options: Options): string;
  /** What earlier versions have bound it to. */
  wasBoundTo?(options: Options): string;
  /** What to say when what it is bound to has changed (a locale key). */
  moved: string;
}

/** A secret that is an option of its own. */
function secretOption(
  field: string,
  { boundTo, moved, wasBoundTo }: Pick<SecretPlace, 'boundTo' | 'moved' | 'wasBoundTo'>,
): SecretPlace {
  return {
    field,
    boundTo,
    moved,
    ...(wasBoundTo && { wasBoundTo }),
    read: ({ [field]: value }) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined),
    write: (options, secret) => ({ ...options, [field]: secret }),
  };
}

const secretOf = (name: OptionName, how: Parameters<typeof secretOption>[1]) => secretOption(name, how);

/** The secrets of an authenticator. */
export const AUTHENTICATOR_SECRETS: SecretPlace[] = [
  secretOf('secret', {
    boundTo: (options) => destination(options, withoutProxyPassword(textOf(options.proxyUrl))),
    wasBoundTo: (options) => destination(options, textOf(options.proxyUrl)),
    moved: 'The API base URL has changed. Please enter the Secret again, because it would be sent to another server.',
  }),
  {
    field: 'proxyUrl',
    read: ({ proxyUrl }) => passwordOfProxy(textOf(proxyUrl)) || undefined,
    write: (options, secret) => ({ ...options, proxyUrl: withProxyPassword(textOf(options.proxyUrl), secret) }),
    boundTo: ({ proxyUrl }) => withoutProxyPassword(textOf(proxyUrl)),
    moved:
      'The outbound proxy has changed. Please enter its password again, because it would be sent to another server.',
  },
  ...(['eventToken', 'eventAesKey'] as const).map((name) =>
    secretOf(name, {
      boundTo: ({ corpId }) => `${name} ${textOf(corpId)}`,
      moved: 'The Company ID has changed. Please enter Token and EncodingAESKey again.',
    }),
  ),
];

/** The secrets of a source of NocoBase's synchronisation. The secret goes where the authenticator's goes. */
export const SOURCE_SECRETS: SecretPlace[] = [
  secretOption('contactSecret', {
    boundTo: ({ authenticator }) => `contactSecret ${textOf(authenticator)}`,
    moved: 'The authenticator has changed. Please enter the secret of contact synchronisation again.',
  }),
  ...['contactToken', 'contactAesKey'].map((name) =>
    secretOption(name, {
      boundTo: ({ authenticator }) => `${name} ${textOf(authenticator)}`,
      moved: 'The authenticator has changed. Please enter Token and EncodingAESKey again.',
    }),
  ),
];

/** The API base URL, and over plain http the proxy on the way, which can read what is sent. */
function destination({ apiBaseUrl }: Options, proxyUrl: string): string {
  const url = textOf(apiBaseUrl).replace(/\/+$/, '') || DEFAULT_API_BASE_URL;
  return JSON.stringify(/^https:/i.test(url) ? [url] : [url, proxyUrl]);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
