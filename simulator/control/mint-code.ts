import { type Corp, type Outsider, SENSITIVE_FIELDS, type SensitiveField } from '../corp';
import type { SimulatorState } from '../state';
import { CODE_SCOPES, type CodeScope } from '../state/codes';
import { either, filledText, host, listOf, oneOf, orNull, wholeNumber } from '../validation/checks';
import { type Checks, ConfigError, fieldsOf, shown } from '../validation/fields';
import { knownApp } from './known';

export interface MintCodeRequest {
  /** A member, also one that is not in the directory (any more). */
  userid?: string;
  /** Instead of a member: an outsider by id; `true` for the first who is no member. */
  external?: string | true;
  /** Default: the first app. `null`: a code from a link that named no app. */
  agentId?: number | null;
  /** Default `web_login`. `snsapi_privateinfo` stands for a consent just given. */
  scope?: CodeScope;
  /** host[:port] it is bound to; left out, it is bound to none. */
  redirectHost?: string;
  /** With `snsapi_privateinfo`: what the member consents to. Default: all that the administrator selected. */
  fields?: SensitiveField[];
}

const CHECKS: Checks<MintCodeRequest> = {
  userid: filledText,
  external: either(oneOf(true), filledText),
  agentId: orNull(wholeNumber(1)),
  scope: oneOf(...CODE_SCOPES),
  redirectHost: host,
  fields: listOf(oneOf(...SENSITIVE_FIELDS)),
};

function wantedOutsider(corp: Corp, wanted: string | true): Outsider {
  const found = corp.outsiders.find(({ id, kind }) => (wanted === true ? kind === 'external' : id === wanted));
  if (!found) throw new ConfigError(`code: there is no outsider ${shown(wanted)}.`);
  return found;
}

/** A login code without a browser. @throws ConfigError when it says not who, or names nobody known */
export function mintCode(state: SimulatorState, wanted: MintCodeRequest): string {
  const { corp } = state;
  const {
    userid,
    external,
    agentId = corp.apps[0]?.agentId ?? null,
    scope = 'web_login',
    redirectHost = null,
    fields,
  } = fieldsOf('code', wanted, CHECKS);
  const app = agentId === null ? undefined : knownApp(corp, agentId);
  if (external !== undefined && userid === undefined) {
    return state.mintCode({ outsider: wantedOutsider(corp, external).id }, agentId, scope, redirectHost);
  }
  if (userid === undefined || external !== undefined) {
    throw new ConfigError('code: either "userid" or "external" is needed.');
  }
  if (scope === 'snsapi_privateinfo' && app) {
    state.consents.give(userid, app.agentId, fields ?? app.sensitiveFields);
  }
  return state.mintCode({ userid }, agentId, scope, redirectHost);
}
