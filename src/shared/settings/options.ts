import { DEFAULT_REDIRECT } from '../constants';
import type { Option } from './option';
import {
  NOT_AN_ORIGIN,
  readAgentId,
  readBaseUrl,
  readCorpId,
  readOrigin,
  readPage,
  readProxyUrl,
  readSecret,
  readVerifyFile,
} from './rules';

/**
 * Every option of an authenticator, said once: the form of both clients, the parser of the server, the secrets that are
 * masked and sealed, and what everybody may know are made of these entries, in the order of the form. Names are public
 * interface; labels, helps and sentences are locale keys.
 *
 * A new option is an entry here, its sentences in `src/locale`, and a row in the table of both READMEs.
 */
export const OPTIONS = {
  corpId: {
    kind: 'text',
    group: 'app',
    label: 'Company ID',
    help: 'WeCom console > My company > Company information, at the bottom of the page.',
    placeholder: 'ww1234567890abcdef',
    required: 'Please enter the Company ID.',
    read: readCorpId,
  },
  agentId: {
    kind: 'text',
    group: 'app',
    label: 'AgentId',
    help: 'WeCom console > App management > Self-built > your app, at the top of the page.',
    placeholder: '1000002',
    required: 'Please enter the AgentId, a number.',
    read: readAgentId,
  },
  secret: {
    kind: 'text',
    group: 'app',
    label: 'Secret',
    help: 'On the same page below the AgentId; WeCom sends it to the administrator’s WeCom. It is stored encrypted.',
    required: 'Please enter the Secret.',
    secret: true,
    read: readSecret,
  },
  origin: {
    kind: 'text',
    group: 'app',
    label: 'Origin',
    help: 'The address at which people open NocoBase: scheme, domain and port, without a path.',
    placeholder: 'https://example.com',
    required: NOT_AN_ORIGIN,
    read: readOrigin,
  },
  verifyFile: {
    kind: 'text',
    group: 'domain',
    label: 'Domain verification file',
    help: 'Only the name of the file that WeCom offers for download when you set the trusted domain; its content is part of the name.',
    placeholder: 'WW_verify_a1B2c3D4e5F6g7H8.txt',
    harmless: true,
    read: readVerifyFile,
  },
  workbenchRedirect: {
    kind: 'text',
    group: 'sign-in',
    public: true,
    label: 'Workbench application redirect link',
    help: 'The page to open after a sign-in from the Workbench.',
    default: DEFAULT_REDIRECT,
    harmless: true,
    read: readPage,
  },
  autoLogin: {
    kind: 'switch',
    group: 'sign-in',
    public: true,
    label: 'Automatic login',
    help: 'Signs people in at once when they open the app in WeCom, once per session. Only one authenticator can have it.',
  },
  buttonText: {
    kind: 'plain',
    group: 'sign-in',
    public: true,
    label: 'Button text',
    placeholder: 'Sign in with WeCom',
  },
  tooltip: { kind: 'plain', group: 'sign-in', public: true, label: 'Button tooltip' },
  autoSignup: {
    kind: 'switch',
    group: 'accounts',
    public: true,
    label: 'Sign up automatically when the phone number matches no user',
    help: 'New users get the default role.',
  },
  signupWithoutPhone: {
    kind: 'switch',
    group: 'accounts',
    label: 'Sign up without a phone number too',
    help: 'Only with automatic sign-up, and for sign-ins outside WeCom, where no phone number is known. Off: people sign in from WeCom the first time. On: an account is created at once, which may duplicate an existing one.',
  },
  matchEmail: {
    kind: 'switch',
    group: 'accounts',
    label: 'Match by e-mail too',
    help: 'When the phone number matches no user, the e-mail address in WeCom decides; the corporate address first.',
  },
  linkPrivileged: {
    kind: 'switch',
    group: 'accounts',
    label: 'Link privileged (root) accounts by match',
    help: 'Off is safer: when it is on, anyone who can change a phone number in WeCom could take over a root account.',
  },
  apiBaseUrl: {
    kind: 'text',
    group: 'advanced',
    label: 'API base URL',
    help: 'For a private deployment of WeCom, a gateway of your own, or the simulator.',
    default: 'https://qyapi.weixin.qq.com',
    read: readBaseUrl,
  },
  oauthBaseUrl: {
    kind: 'text',
    group: 'advanced',
    label: 'OAuth base URL',
    help: 'Where people inside WeCom are sent.',
    default: 'https://open.weixin.qq.com',
    read: readBaseUrl,
  },
  loginBaseUrl: {
    kind: 'text',
    group: 'advanced',
    label: 'Web login base URL',
    help: 'Where people in other browsers are sent to scan the QR code.',
    default: 'https://login.work.weixin.qq.com',
    read: readBaseUrl,
  },
  proxyUrl: {
    kind: 'text',
    group: 'advanced',
    label: 'Outbound proxy',
    help: 'Use it when only a proxy has a fixed IP address that WeCom can trust.',
    placeholder: 'http://proxy.example.com:3128',
    read: readProxyUrl,
  },
  allowHttp: {
    kind: 'switch',
    group: 'advanced',
    label: 'Allow unencrypted http for the addresses above',
    help: 'Only inside a network that you trust: the Secret is sent unencrypted.',
  },
} as const satisfies Record<string, Option>;

type Options = typeof OPTIONS;
export type OptionName = keyof Options;

/** Names of the options that fit a pattern. */
type NameOf<Pattern> = { [Name in OptionName]: Options[Name] extends Pattern ? Name : never }[OptionName];
type SwitchName = NameOf<{ kind: 'switch' }>;
type CertainName = NameOf<{ required: string } | { default: string }>;
export type PublicName = NameOf<{ public: true }>;
export type SecretName = NameOf<{ secret: true }>;

/** The values that the server works with, one for each option. */
export type OptionValues = { [Name in SwitchName]: boolean } & { [Name in CertainName]: string } & {
  [Name in Exclude<OptionName, SwitchName | CertainName>]?: string;
};
/** What anybody may know of an authenticator. */
export type PublicValues = Pick<OptionValues, PublicName>;

export const OPTION_NAMES = Object.keys(OPTIONS) as OptionName[];
export const PUBLIC_NAMES = OPTION_NAMES.filter((name) => optionOf(name).public) as PublicName[];
export const SECRET_NAMES = OPTION_NAMES.filter((name) => isSecret(optionOf(name))) as SecretName[];

/** An option by its name, without the details of its type. */
export function optionOf(name: OptionName): Option {
  return OPTIONS[name];
}

/** Where an option is stored below `options`. */
export function pathOf(name: OptionName): [name: string] | ['public', name: string] {
  return optionOf(name).public ? ['public', name] : [name];
}

function isSecret(option: Option): boolean {
  return option.kind !== 'switch' && option.secret === true;
}
