import { type App, SENSITIVE_FIELDS } from '../corp';
import {
  either,
  filledText,
  host,
  ipAddress,
  listOf,
  oneOf,
  orNull,
  text,
  trueOrFalse,
  webAddress,
  wholeNumber,
} from '../validation/checks';
import { type Checks, ConfigError, fieldsOf, nameOf, requireFields } from '../validation/fields';
import { personId } from './person-id';

const DEFAULTS: Omit<App, 'agentId' | 'secret' | 'name'> = {
  description: '',
  createdAfter20220620: true,
  visibleMembers: [],
  visibleDepartments: [1],
  sensitiveFields: ['avatar', 'gender', 'mobile', 'email', 'biz_mail'],
  trustedDomain: null,
  callbackDomain: null,
  trustedIps: [],
  closed: false,
  homeUrl: null,
};

const domain = orNull(either(host, oneOf('')));

const CHECKS: Checks<App> = {
  agentId: wholeNumber(1),
  secret: filledText,
  name: filledText,
  description: text,
  createdAfter20220620: trueOrFalse,
  visibleMembers: listOf(personId),
  visibleDepartments: listOf(wholeNumber(1)),
  sensitiveFields: listOf(oneOf(...SENSITIVE_FIELDS)),
  trustedDomain: domain,
  callbackDomain: domain,
  trustedIps: listOf(ipAddress),
  closed: trueOrFalse,
  homeUrl: orNull(webAddress),
};

/** @throws ConfigError */
export function completeApp(given: unknown): App {
  const what = nameOf('app', given, 'agentId');
  const fields = fieldsOf(what, given, CHECKS);
  requireFields(what, fields, 'agentId', 'secret', 'name');
  return structuredClone({ ...DEFAULTS, ...fields });
}

/** The app with these changes, or a new one, which needs a secret. @throws ConfigError */
export function changeApp(known: App | undefined, agentId: number, patch: unknown): App {
  const what = `app ${agentId}`;
  const changes = fieldsOf(what, patch, CHECKS);
  if (changes.agentId !== undefined && changes.agentId !== agentId) {
    throw new ConfigError(`${what}: an agentId cannot be changed.`);
  }
  return completeApp({ name: what, ...known, ...changes, agentId });
}
