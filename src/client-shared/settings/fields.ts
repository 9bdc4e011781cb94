import {
  DEFAULT_API_BASE_URL,
  DEFAULT_LOGIN_BASE_URL,
  DEFAULT_OAUTH_BASE_URL,
  DEFAULT_REDIRECT,
} from '../../shared/constants';
import type { OwnInput } from './own-inputs';
import {
  type Check,
  checkAgentId,
  checkBaseUrl,
  checkCorpId,
  checkOrigin,
  checkPath,
  checkProxyUrl,
  checkSecret,
  checkVerifyFile,
} from './validate';

export type Field = {
  /** Where the value lives below `options`. */
  path: [name: string] | ['public', name: string];
  /** `text` and `secret` take variables, `plain` is for texts that people read, `switch` is a checkbox, `own` has an input of its own. */
  kind: 'text' | 'secret' | 'plain' | 'switch' | 'choice' | 'own';
  label: string;
  help?: string;
  placeholder?: string;
  required?: boolean;
  check?: Check;
  /** Of a `choice`; the first one counts while nothing is chosen. */
  choices?: { value: string; label: string }[];
  Input?: OwnInput;
  /** Shown, and not to be changed by this person. */
  locked?: true;
};

/** The settings form of both clients as data; labels and helps are locale keys. */
export const APP_FIELDS: Field[] = [
  {
    path: ['corpId'],
    kind: 'text',
    label: 'Company ID',
    help: 'WeCom console > My company > Company information, at the bottom of the page.',
    placeholder: 'ww1234567890abcdef',
    required: true,
    check: checkCorpId,
  },
  {
    path: ['agentId'],
    kind: 'text',
    label: 'AgentId',
    help: 'WeCom console > App management > Self-built > your app, at the top of the page.',
    placeholder: '1000002',
    required: true,
    check: checkAgentId,
  },
  {
    path: ['secret'],
    kind: 'secret',
    label: 'Secret',
    help: 'On the same page below the AgentId; WeCom sends it to the administrator’s WeCom. It is stored encrypted.',
    required: true,
    check: checkSecret,
  },
  {
    path: ['origin'],
    kind: 'text',
    label: 'Origin',
    help: 'The address at which people open NocoBase: scheme, domain and port, without a path.',
    placeholder: 'https://example.com',
    required: true,
    check: checkOrigin,
  },
];

export const DOMAIN_FIELDS: Field[] = [
  {
    path: ['verifyFile'],
    kind: 'text',
    label: 'Domain verification file',
    help: 'Only the name of the file that WeCom offers for download when you set the trusted domain; its content is part of the name.',
    placeholder: 'WW_verify_a1B2c3D4e5F6g7H8.txt',
    check: checkVerifyFile,
  },
];

export const SIGN_IN_FIELDS: Field[] = [
  {
    path: ['public', 'workbenchRedirect'],
    kind: 'text',
    label: 'Workbench application redirect link',
    help: 'The page to open after a sign-in from the Workbench.',
    placeholder: DEFAULT_REDIRECT,
    check: checkPath,
  },
  {
    path: ['public', 'autoLogin'],
    kind: 'switch',
    label: 'Automatic login',
    help: 'Signs people in at once when they open the app in WeCom, once per session. Only one authenticator can have it.',
  },
  {
    path: ['public', 'showQrCode'],
    kind: 'switch',
    label: 'Show the QR code on the sign-in page',
    help: 'In ordinary desktop browsers WeCom’s panel stands above the button. It needs the sign-in page to be opened at the origin.',
  },
  { path: ['public', 'buttonText'], kind: 'plain', label: 'Button text', placeholder: 'Sign in with WeCom' },
  { path: ['public', 'tooltip'], kind: 'plain', label: 'Button tooltip' },
];

export const ACCOUNT_FIELDS: Field[] = [
  {
    path: ['public', 'autoSignup'],
    kind: 'switch',
    label: 'Sign up automatically when the phone number matches no user',
    help: 'New users get the default role.',
  },
  {
    path: ['signupWithoutPhone'],
    kind: 'switch',
    label: 'Sign up without a phone number too',
    help: 'Only with automatic sign-up, and for sign-ins outside WeCom, where no phone number is known. Off: people sign in from WeCom the first time. On: an account is created at once, which may duplicate an existing one.',
  },
  {
    path: ['matchEmail'],
    kind: 'switch',
    label: 'Match by e-mail too',
    help: 'When the phone number matches no user, the e-mail address in WeCom decides; the corporate address first.',
  },
];

export const ADVANCED_FIELDS: Field[] = [
  {
    path: ['deployment'],
    kind: 'choice',
    label: 'Deployment of WeCom',
    help: 'A private deployment (企业微信本地版) has other names for some interfaces. Enter its three addresses below.',
    choices: [
      { value: 'cloud', label: 'WeCom (public cloud)' },
      { value: 'private', label: 'Private deployment' },
    ],
  },
  {
    path: ['apiBaseUrl'],
    kind: 'text',
    label: 'API base URL',
    help: 'For a private deployment of WeCom, a gateway of your own, or the simulator.',
    placeholder: DEFAULT_API_BASE_URL,
    check: checkBaseUrl,
  },
  {
    path: ['oauthBaseUrl'],
    kind: 'text',
    label: 'OAuth base URL',
    help: 'Where people inside WeCom are sent.',
    placeholder: DEFAULT_OAUTH_BASE_URL,
    check: checkBaseUrl,
  },
  {
    path: ['loginBaseUrl'],
    kind: 'text',
    label: 'Web login base URL',
    help: 'Where people in other browsers are sent to scan the QR code.',
    placeholder: DEFAULT_LOGIN_BASE_URL,
    check: checkBaseUrl,
  },
  {
    path: ['proxyUrl'],
    kind: 'text',
    label: 'Outbound proxy',
    help: 'Use it when only a proxy has a fixed IP address that WeCom can trust.',
    placeholder: 'http://proxy.example.com:3128',
    check: checkProxyUrl,
  },
  {
    path: ['allowHttp'],
    kind: 'switch',
    label: 'Allow unencrypted http for the addresses above',
    help: 'Only inside a network that you trust: the Secret is sent unencrypted.',
  },
];

export type SettingsValues = {
  origin?: string;
  verifyFile?: string;
  allowHttp?: boolean;
  public?: { autoLogin?: boolean; autoSignup?: boolean; workbenchRedirect?: string };
  [option: string]: unknown;
};
