import { OPTIONS } from '../../shared/options';
import { passwordOfProxy } from '../../shared/proxy-password';
import { NOT_A_BASE_URL, NOT_A_PROXY, NOT_AN_ORIGIN } from '../../shared/settings-checks';
import { AGENT_ID, CORP_ID, parseBaseUrl, parseOrigin, parseProxyUrl, SECRET } from '../../shared/settings-rules';
import { hasVariable } from '../../shared/variables';
import type { Deployment } from '../wecom-api/endpoints';
import { optionOf, type Switches, switchesOf, textOf } from './values';

/** Before a secret that is encrypted. */
export const SEALED = 'sealed:';
const SECRET_UNREADABLE =
  'The stored Secret cannot be opened here. Enter it again; on several nodes APP_AES_SECRET_KEY has to be the same.';

const PASSWORD_UNREADABLE =
  'The stored password of the proxy cannot be opened here. Enter it again; on several nodes APP_AES_SECRET_KEY has to be the same.';

/** The checked settings of one authenticator, variables rendered. */
export interface WeComSettings extends Switches {
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

/**
 * @param options - the stored options with `{{ $env.X }}` rendered; a variable that does not exist is missing
 */
export function parseSettings(authenticator: string, options: Options): ParsedSettings {
  const problems: SettingsProblem[] = [];
  const check = <T>(field: string, value: T | undefined, message: string): T => {
    if (value === undefined) problems.push({ field, message });
    return value as T;
  };
  const switches = switchesOf(options);
  const deployment = optionOf(options, 'deployment') === 'private' ? 'private' : 'cloud';
  const baseUrl = (field: 'apiBaseUrl' | 'oauthBaseUrl' | 'loginBaseUrl') =>
    check(
      field,
      // A private deployment is not at Tencent's addresses.
      complete(textOf(options[field]) ?? (deployment === 'cloud' ? OPTIONS[field].default : ''), (text) =>
        parseBaseUrl(text, switches.allowHttp),
      ),
      NOT_A_BASE_URL,
    );
  const proxy = optionOf(options, 'proxyUrl');

  const settings: WeComSettings = {
    authenticator,
    corpId: check('corpId', matching(options.corpId, CORP_ID), 'Please enter the Company ID.'),
    agentId: check('agentId', matching(options.agentId, AGENT_ID), 'Please enter the AgentId, a number.'),
    secret: check(
      'secret',
      parseSecret(options.secret),
      isSealed(options.secret) ? SECRET_UNREADABLE : 'Please enter the Secret.',
    ),
    origin: check('origin', parseOrigin(optionOf(options, 'origin') ?? ''), NOT_AN_ORIGIN),
    apiBaseUrl: baseUrl('apiBaseUrl'),
    oauthBaseUrl: baseUrl('oauthBaseUrl'),
    loginBaseUrl: baseUrl('loginBaseUrl'),
    ...(proxy && {
      proxyUrl: check(
        'proxyUrl',
        isSealed(passwordOfProxy(proxy)) ? undefined : complete(proxy, parseProxyUrl),
        isSealed(passwordOfProxy(proxy)) ? PASSWORD_UNREADABLE : NOT_A_PROXY,
      ),
    }),
    deployment,
    ...switches,
    workbenchRedirect: optionOf(options, 'workbenchRedirect'),
    verifyFile: optionOf(options, 'verifyFile'),
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

function matching(value: unknown, pattern: RegExp): string | undefined {
  const text = textOf(value);
  return text !== undefined && pattern.test(text) ? text : undefined;
}
