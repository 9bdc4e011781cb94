import {
  DEFAULT_API_BASE_URL,
  DEFAULT_LOGIN_BASE_URL,
  DEFAULT_OAUTH_BASE_URL,
  DEFAULT_REDIRECT,
} from '../../shared/constants';
import { passwordOfProxy } from '../../shared/proxy-password';
import { AGENT_ID, CORP_ID, parseBaseUrl, parseOrigin, parseProxyUrl, SECRET } from '../../shared/settings-rules';
import { hasVariable } from '../../shared/variables';
import type { Deployment } from '../wecom-api/endpoints';

/** Before a secret that is encrypted. */
export const SEALED = 'sealed:';
const SECRET_UNREADABLE =
  'The stored Secret cannot be opened here. Enter it again; on several nodes APP_AES_SECRET_KEY has to be the same.';

const PASSWORD_UNREADABLE =
  'The stored password of the proxy cannot be opened here. Enter it again; on several nodes APP_AES_SECRET_KEY has to be the same.';
const NOT_A_PROXY = 'Please enter a proxy address such as http://proxy.example.com:3128.';

/** The checked settings of one authenticator, variables rendered. */
export interface WeComSettings {
  /** Name of the authenticator. */
  authenticator: string;
  corpId: string;
  agentId: string;
  secret: string;
  /** Scheme, host and port of the application, such as `https://example.com`. */
  origin: string;
  apiBaseUrl: string;
  oauthBaseUrl: string;
  loginBaseUrl: string;
  proxyUrl?: string;
  deployment: Deployment;
  autoSignup: boolean;
  signupWithoutPhone: boolean;
  matchEmail: boolean;
  autoLogin: boolean;
  /** As typed; `checkRedirect` decides whether it is usable. */
  workbenchRedirect: string;
  /** Name of the domain verification file, if one is set. */
  verifyFile?: string;
}

/** A setting that cannot be used, by its option path, with a sentence that is a locale key. */
export interface SettingsProblem {
  field: string;
  message: string;
}

/** With problems, `usable` holds what is right all the same; only the check of the settings wants that. */
export type ParsedSettings =
  | { settings: WeComSettings }
  | { problems: SettingsProblem[]; usable: Partial<WeComSettings> };

type Options = Record<string, unknown>;

/** What anybody may know of an authenticator: exactly these, whatever else an administrator's tool stored (S-30). */
export function publicOptions(options: Options | undefined) {
  const shown = objectOf(options?.public);
  return {
    autoSignup: shown.autoSignup === true,
    autoLogin: shown.autoLogin === true,
    workbenchRedirect: textOf(shown.workbenchRedirect) ?? DEFAULT_REDIRECT,
    buttonText: textOf(shown.buttonText),
    tooltip: textOf(shown.tooltip),
    showQrCode: shown.showQrCode === true,
  };
}

/**
 * @param options - the stored options with `{{ $env.X }}` rendered; a variable that does not exist is missing
 */
export function parseSettings(authenticator: string, options: Options): ParsedSettings {
  const problems: SettingsProblem[] = [];
  const check = <T>(field: string, value: T | undefined, message: string): T => {
    if (value === undefined) problems.push({ field, message });
    return value as T;
  };
  const allowHttp = options.allowHttp === true;
  const deployment = options.deployment === 'private' ? 'private' : 'cloud';
  const baseUrl = (field: string, fallback: string) =>
    check(
      field,
      // A private deployment is not at Tencent's addresses.
      complete(textOf(options[field]) ?? (deployment === 'cloud' ? fallback : ''), (text) =>
        parseBaseUrl(text, allowHttp),
      ),
      'Please enter an https address without user name, query and fragment.',
    );
  const proxy = textOf(options.proxyUrl);
  const { autoSignup, autoLogin, workbenchRedirect } = publicOptions(options);

  const settings: WeComSettings = {
    authenticator,
    corpId: check('corpId', matching(options.corpId, CORP_ID), 'Please enter the Company ID.'),
    agentId: check('agentId', matching(options.agentId, AGENT_ID), 'Please enter the AgentId, a number.'),
    secret: check(
      'secret',
      parseSecret(options.secret),
      isSealed(options.secret) ? SECRET_UNREADABLE : 'Please enter the Secret.',
    ),
    origin: check(
      'origin',
      parseOrigin(textOf(options.origin) ?? ''),
      'Please enter an address such as https://example.com, without a path.',
    ),
    apiBaseUrl: baseUrl('apiBaseUrl', DEFAULT_API_BASE_URL),
    oauthBaseUrl: baseUrl('oauthBaseUrl', DEFAULT_OAUTH_BASE_URL),
    loginBaseUrl: baseUrl('loginBaseUrl', DEFAULT_LOGIN_BASE_URL),
    ...(proxy && {
      proxyUrl: check(
        'proxyUrl',
        isSealed(passwordOfProxy(proxy)) ? undefined : complete(proxy, parseProxyUrl),
        isSealed(passwordOfProxy(proxy)) ? PASSWORD_UNREADABLE : NOT_A_PROXY,
      ),
    }),
    deployment,
    autoSignup,
    signupWithoutPhone: options.signupWithoutPhone === true,
    matchEmail: options.matchEmail === true,
    autoLogin,
    workbenchRedirect,
    verifyFile: textOf(options.verifyFile),
  };
  return problems.length > 0 ? { problems, usable: settings } : { settings };
}

/** Whether a secret is still as the database has it: it was stored with another key, or for another server. */
export function isSealed(secret: unknown): secret is string {
  return typeof secret === 'string' && secret.startsWith(SEALED);
}

function parseSecret(value: unknown): string | undefined {
  // A mask stands for nothing here.
  return isSealed(value) ? undefined : matching(value, SECRET);
}

/** What is still a template after rendering has a variable that does not exist, or that this option may not have (S-51). */
function complete<T>(text: string, parse: (text: string) => T | undefined): T | undefined {
  return hasVariable(text) ? undefined : parse(text);
}

function objectOf(value: unknown): Options {
  return typeof value === 'object' && value !== null ? (value as Options) : {};
}

/** A text that is not empty, trimmed; numbers count as texts (an AgentId is often stored as a number). */
function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  // Web pages and chats put characters of no width into what is copied from them.
  return (
    String(value)
      .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
      .trim() || undefined
  );
}

function matching(value: unknown, pattern: RegExp): string | undefined {
  const text = textOf(value);
  return text !== undefined && pattern.test(text) ? text : undefined;
}
