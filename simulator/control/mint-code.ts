import { z } from 'zod';
import { ConfigError, check, filledText, host, id, shown } from '../config/check';
import { type Company, type Outsider, SENSITIVE_FIELDS } from '../corp';
import type { SimulatorState } from '../state';
import { CODE_SCOPES } from '../state/codes';
import { knownApp } from './known';

const requestSchema = z
  .strictObject({
    /** A member, also one that is not in the directory (any more). */
    userid: filledText.optional(),
    /** Instead of a member: an outsider by id; `true` for the first who is no member. */
    external: z.union([z.literal(true), filledText], 'true or the id of an outsider is wanted').optional(),
    /** Default: the first app. `null`: a code from a link that named no app. */
    agentId: id.nullable().optional(),
    /** Default `web_login`. `snsapi_privateinfo` stands for a consent just given. */
    scope: z.enum(CODE_SCOPES).default('web_login'),
    /** host[:port] it is bound to; left out, it is bound to none. */
    redirectHost: host.optional(),
    /** With `snsapi_privateinfo`: what the member consents to. Default: all that the administrator selected. */
    fields: z.array(z.enum(SENSITIVE_FIELDS)).optional(),
  })
  .refine(({ userid, external }) => (userid === undefined) !== (external === undefined), {
    message: 'either "userid" or "external" is needed',
  });

export type MintCodeRequest = z.input<typeof requestSchema>;

function wantedOutsider(corp: Company, wanted: string | true): Outsider {
  const found = corp.outsiders.find((outsider) =>
    wanted === true ? outsider.kind === 'external' : outsider.id === wanted,
  );
  if (!found) throw new ConfigError(`code: there is no outsider ${shown(wanted)}`);
  return found;
}

/** A login code without a browser. @throws ConfigError when it says not who, or names nobody known */
export function mintCode(state: SimulatorState, wanted: MintCodeRequest): string {
  const { corp } = state;
  const {
    userid = '',
    external,
    scope,
    redirectHost = null,
    fields,
    ...request
  } = check(requestSchema, 'code', wanted);
  const { agentId = corp.apps[0]?.agentId ?? null } = request;
  const app = agentId === null ? undefined : knownApp(corp, agentId);
  if (external !== undefined) {
    return state.mintCode({ outsider: wantedOutsider(corp, external).id }, agentId, scope, redirectHost);
  }
  if (scope === 'snsapi_privateinfo' && app) {
    state.consents.give(userid, app.agentId, fields ?? app.sensitiveFields);
  }
  return state.mintCode({ userid }, agentId, scope, redirectHost);
}
