/** Checks what a person wrote about a member, an outsider or an app, and fills in what they left out. */
import { type App, type Member, type Outsider, SENSITIVE_FIELDS } from './corp';

/** Says in one sentence what is wrong with a config file or a control call. */
export class ConfigError extends Error {}

const DEFAULT_MEMBER: Omit<Member, 'userid' | 'name'> = {
  department: [1],
  status: 1,
  mobile: '',
  email: '',
  biz_mail: '',
  gender: '0',
  position: '',
  alias: '',
  telephone: '',
  address: '',
  avatar: '',
  qr_code: '',
  direct_leader: [],
  is_leader_in_dept: [],
};

const DEFAULT_APP: Omit<App, 'agentId' | 'secret' | 'name'> = {
  description: '',
  createdAfter20220620: true,
  visibleMembers: [],
  visibleDepartments: [1],
  sensitiveFields: ['avatar', 'gender', 'mobile', 'email', 'biz_mail'],
  trustedDomain: null,
  callbackDomain: null,
  requireVerifyFile: null,
  trustedIps: [],
  closed: false,
  homeUrl: null,
};

export function refuseUnknownKeys(what: string, given: object, known: object): void {
  for (const key of Object.keys(given)) {
    if (!(key in known))
      throw new ConfigError(`${what}: unknown key "${key}". Known: ${Object.keys(known).join(', ')}.`);
  }
}

/** @throws ConfigError when the userid is one WeCom could not have. @see document path 90195 */
export function completeMember(given: Partial<Member> & { userid: string; name: string }): Member {
  const what = `member ${JSON.stringify(given.userid)}`;
  if (!/^[0-9A-Za-z][0-9A-Za-z_\-@.]{0,63}$/.test(given.userid ?? '')) {
    throw new ConfigError(
      `${what}: a userid is 1 to 64 characters of 0-9 A-Z a-z _ - @ . and starts with a letter or digit.`,
    );
  }
  if (!given.name) throw new ConfigError(`${what}: name is missing.`);
  const member: Member = { ...DEFAULT_MEMBER, ...given };
  refuseUnknownKeys(what, given, { userid: 0, name: 0, ...DEFAULT_MEMBER });
  if (![1, 2, 4, 5].includes(member.status)) throw new ConfigError(`${what}: status is 1, 2, 4 or 5.`);
  if (member.is_leader_in_dept.length !== member.department.length) {
    member.is_leader_in_dept = member.department.map(() => 0);
  }
  member.avatar ||= `http://wework.simulator.invalid/avatar/${given.userid}/0`;
  member.qr_code ||= `http://wework.simulator.invalid/userQRCode?vcode=vc${given.userid}`;
  return structuredClone(member);
}

export function completeOutsider(given: Partial<Outsider> & { id: string; name: string }): Outsider {
  if (!given.id || !given.name) throw new ConfigError('outsider: id and name are needed.');
  const kind = given.kind ?? 'external';
  if (kind === 'linked' && !given.userid?.includes('/')) {
    throw new ConfigError(`outsider "${given.id}": a linked member needs a userid of the form CorpId/userid.`);
  }
  const openid = given.openid ?? `oSim${Buffer.from(given.id).toString('base64url')}`;
  return {
    id: given.id,
    name: given.name,
    kind,
    openid,
    externalUserid: given.externalUserid ?? '',
    userid: given.userid ?? '',
  };
}

/** @throws ConfigError for a missing secret, a bad agentId or an unknown sensitive field. */
export function completeApp(given: Partial<App> & { agentId: number; secret: string; name: string }): App {
  const what = `app ${given.agentId}`;
  if (!Number.isInteger(given.agentId)) throw new ConfigError(`${what}: agentId is a whole number such as 1000002.`);
  if (!given.secret) throw new ConfigError(`${what}: secret is missing.`);
  refuseUnknownKeys(what, given, { agentId: 0, secret: 0, name: 0, ...DEFAULT_APP });
  const app: App = { ...DEFAULT_APP, ...given };
  for (const field of app.sensitiveFields) {
    if (!SENSITIVE_FIELDS.includes(field)) throw new ConfigError(`${what}: "${field}" is no sensitive field.`);
  }
  for (const domain of [app.trustedDomain, app.callbackDomain]) {
    if (domain && /[/*_]|^\w+:\/\//.test(domain)) {
      throw new ConfigError(
        `${what}: a domain is host[:port] with no scheme, path, wildcard or underscore, not "${domain}".`,
      );
    }
  }
  return structuredClone(app);
}
