import { DEFAULT_API_BASE_URL, DEFAULT_LOGIN_BASE_URL, DEFAULT_OAUTH_BASE_URL, DEFAULT_REDIRECT } from './constants';
import {
  type Check,
  checkAesKey,
  checkAgentId,
  checkBaseUrl,
  checkCorpId,
  checkEventToken,
  checkOrigin,
  checkPath,
  checkProxyUrl,
  checkSecret,
  checkVerifyFile,
} from './settings-checks';

/** What an option of an authenticator of WeCom is: to the server, and in the form. */
export interface Option {
  /**
   * - `text`: takes public variables, and is missing when one of them does not exist
   * - `address`: the same, but refused then, because leaving it out would send secrets another way
   * - `secret`: takes any variable; sealed, masked and bound (S-53)
   * - `switch`: on only when it is exactly `true`
   */
  kind: 'text' | 'address' | 'secret' | 'switch';
  /** Stored below `options.public`, and told to everybody who opens the sign-in page (S-30). */
  public?: true;
  /** Whoever changes it could become somebody else by it, so the page of authenticators is not enough (S-52). */
  guarded?: true;
  /** What counts while nothing is entered, where that is a value; the form shows it in the empty field. */
  default?: string;
  /** The group of the form. */
  group: 'app' | 'domain' | 'sign-in' | 'accounts' | 'events' | 'advanced';
  /** A locale key, as `help` is. */
  label: string;
  help?: string;
  placeholder?: string;
  required?: true;
  /** A text that people read: the form offers no variables. */
  plain?: true;
  check?: Check;
  /** The first one counts while nothing is chosen. */
  choices?: { value: string; label: string }[];
}

/** Every option there is, in the order of the form. */
export const OPTIONS = {
  corpId: {
    kind: 'text',
    guarded: true,
    group: 'app',
    label: 'Company ID',
    help: 'WeCom console > My company > Company information, at the bottom of the page.',
    placeholder: 'ww1234567890abcdef',
    required: true,
    check: checkCorpId,
  },
  agentId: {
    kind: 'text',
    guarded: true,
    group: 'app',
    label: 'AgentId',
    help: 'WeCom console > App management > Self-built > your app, at the top of the page.',
    placeholder: '1000002',
    required: true,
    check: checkAgentId,
  },
  secret: {
    kind: 'secret',
    guarded: true,
    group: 'app',
    label: 'Secret',
    help: 'On the same page below the AgentId; WeCom sends it to the administrator’s WeCom. It is stored encrypted.',
    required: true,
    check: checkSecret,
  },
  origin: {
    kind: 'text',
    group: 'app',
    label: 'Origin',
    help: 'The address at which people open NocoBase: scheme, domain and port, without a path.',
    placeholder: 'https://example.com',
    required: true,
    check: checkOrigin,
  },
  verifyFile: {
    kind: 'text',
    group: 'domain',
    label: 'Domain verification file',
    help: 'Only the name of the file that WeCom offers for download when you set the trusted domain; its content is part of the name.',
    placeholder: 'WW_verify_a1B2c3D4e5F6g7H8.txt',
    check: checkVerifyFile,
  },
  workbenchRedirect: {
    kind: 'text',
    public: true,
    group: 'sign-in',
    label: 'Workbench application redirect link',
    help: 'The page to open after a sign-in from the Workbench.',
    default: DEFAULT_REDIRECT,
    check: checkPath,
  },
  autoLogin: {
    kind: 'switch',
    public: true,
    group: 'sign-in',
    label: 'Automatic login',
    help: 'Signs people in at once when they open the app in WeCom, once per session. Only one authenticator can have it.',
  },
  showQrCode: {
    kind: 'switch',
    public: true,
    group: 'sign-in',
    label: 'Show the QR code on the sign-in page',
    help: 'In ordinary desktop browsers WeCom’s panel stands above the button. It needs the sign-in page to be opened at the origin.',
  },
  buttonText: {
    kind: 'text',
    public: true,
    plain: true,
    group: 'sign-in',
    label: 'Button text',
    placeholder: 'Sign in with WeCom',
  },
  tooltip: { kind: 'text', public: true, plain: true, group: 'sign-in', label: 'Button tooltip' },
  autoSignup: {
    kind: 'switch',
    public: true,
    guarded: true,
    group: 'accounts',
    label: 'Sign up automatically when the phone number matches no user',
    help: 'New users get the default role.',
  },
  signupWithoutPhone: {
    kind: 'switch',
    guarded: true,
    group: 'accounts',
    label: 'Sign up without a phone number too',
    help: 'Only with automatic sign-up, and for sign-ins outside WeCom, where no phone number is known. Off: people sign in from WeCom the first time. On: an account is created at once, which may duplicate an existing one.',
  },
  matchEmail: {
    kind: 'switch',
    guarded: true,
    group: 'accounts',
    label: 'Match by e-mail too',
    help: 'When the phone number matches no user, the corporate e-mail address in WeCom decides.',
  },
  eventToken: { kind: 'secret', guarded: true, group: 'events', label: 'Token', check: checkEventToken },
  eventAesKey: { kind: 'secret', guarded: true, group: 'events', label: 'EncodingAESKey', check: checkAesKey },
  deployment: {
    kind: 'text',
    guarded: true,
    default: 'cloud',
    group: 'advanced',
    label: 'Deployment of WeCom',
    help: 'A private deployment (企业微信本地版) has other names for some interfaces. Enter its three addresses below.',
    choices: [
      { value: 'cloud', label: 'WeCom (public cloud)' },
      { value: 'private', label: 'Private deployment' },
    ],
  },
  apiBaseUrl: {
    kind: 'address',
    guarded: true,
    default: DEFAULT_API_BASE_URL,
    group: 'advanced',
    label: 'API base URL',
    help: 'For a private deployment of WeCom, a gateway of your own, or the simulator.',
    check: checkBaseUrl,
  },
  oauthBaseUrl: {
    kind: 'address',
    default: DEFAULT_OAUTH_BASE_URL,
    group: 'advanced',
    label: 'OAuth base URL',
    help: 'Where people inside WeCom are sent.',
    check: checkBaseUrl,
  },
  loginBaseUrl: {
    kind: 'address',
    default: DEFAULT_LOGIN_BASE_URL,
    group: 'advanced',
    label: 'Web login base URL',
    help: 'Where people in other browsers are sent to scan the QR code.',
    check: checkBaseUrl,
  },
  proxyUrl: {
    kind: 'address',
    guarded: true,
    group: 'advanced',
    label: 'Outbound proxy',
    help: 'Use it when only a proxy has a fixed IP address that WeCom can trust.',
    placeholder: 'http://proxy.example.com:3128',
    check: checkProxyUrl,
  },
  allowHttp: {
    kind: 'switch',
    guarded: true,
    group: 'advanced',
    label: 'Allow unencrypted http for the addresses above',
    help: 'Only inside a network that you trust: the Secret is sent unencrypted.',
  },
} satisfies Record<string, Option>;

export type OptionName = keyof typeof OPTIONS;
