/** The control functions over HTTP, JSON in and out, for this machine only. */
import { ConfigError } from '../complete';
import { jsonReply, notFoundReply, type Reply, type SimRequest } from '../http';
import type { Fault } from '../state/faults';
import type { TokenOwner } from '../state/tokens';
import type { Control, MintCodeRequest } from './index';

type Body = Record<string, unknown>;
type Route = (control: Control, body: Body, request: SimRequest) => unknown;

/** WeCom writes agentid, this project agentId: both are fine here. */
const agentIdOf = (body: Body): TokenOwner | undefined => (body.agentId ?? body.agentid) as TokenOwner | undefined;
const listOf = <T>(body: Body): T[] => (Array.isArray(body) ? body : [body]) as T[];

const ROUTES: Record<string, Route> = {
  'GET state': (control) => control.snapshot(),
  'POST reset': (control) => control.reset(),
  'POST members': (control, body) =>
    listOf<Body & { userid: string }>(body).map(({ delete: isGone, ...member }) =>
      isGone ? { userid: member.userid, deleted: control.deleteMember(member.userid) } : control.upsertMember(member),
    ),
  'POST corp': (control, body) => control.patchCorp(body),
  'POST faults': (control, body) => {
    control.setFault(...listOf<Fault & Body>(body));
    return control.faults();
  },
  'GET faults': (control) => control.faults(),
  'DELETE faults': (control) => control.clearFaults(),
  'POST clock': (control, body) => {
    if (body.set !== undefined) control.setClock(new Date(body.set as string | number).getTime());
    if (body.advanceMs !== undefined) control.advanceClock(Number(body.advanceMs));
    return { time: control.now() };
  },
  'GET calls': (control, _, { query }) =>
    control.calls({
      endpoint: query.get('endpoint') ?? undefined,
      last: query.has('last') ? Number(query.get('last')) : undefined,
    }),
  'DELETE calls': (control) => control.clearCalls(),
  'POST tokens/revoke': (control, body) => ({ count: control.revokeTokens(agentIdOf(body)) }),
  'POST tokens/expire': (control, body) => ({ count: control.expireTokens(agentIdOf(body)) }),
  'POST codes': (control, body) => {
    const wanted = 'agentId' in body || 'agentid' in body ? { ...body, agentId: agentIdOf(body) } : body;
    return { code: control.mintCode(wanted as MintCodeRequest) };
  },
  'DELETE consents': (control) => control.clearConsents(),
  'POST consents/clear': (control) => control.clearConsents(),
  'DELETE lockout': (control) => control.clearLockout(),
  'POST current-member': (control, body) => control.setCurrentMember((body.id ?? body.userid ?? null) as string | null),
  'POST verify-domain': (control, body) => control.verifyDomain(Number(agentIdOf(body))),
};

const LOOPBACK_ADDRESS = /^(127\.|::1$)/;
const LOOPBACK_HOST = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;
const LOOPBACK_ORIGIN = /^http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;

/** Neither another machine nor a web page open in a developer's browser may steer the simulator. */
function isAllowed({ remoteAddress, headers }: SimRequest): boolean {
  const isFromHere = LOOPBACK_ADDRESS.test(remoteAddress) && LOOPBACK_HOST.test(headers.host ?? '');
  return isFromHere && (headers.origin === undefined || LOOPBACK_ORIGIN.test(headers.origin));
}

export async function answerControl(request: SimRequest, control: Control): Promise<Reply> {
  if (!isAllowed(request)) return jsonReply({ error: 'the control API answers this machine only' }, 403);
  const name = request.path.replace(/^\/__control\/?/, '').replace(/\/$/, '');
  const method = request.method === 'PATCH' || request.method === 'PUT' ? 'POST' : request.method;
  const app = /^apps\/(\d+)$/.exec(name);
  const route: Route | undefined =
    app && method === 'POST' ? (_, body) => control.patchApp(Number(app[1]), body) : ROUTES[`${method} ${name}`];
  if (!route) return notFoundReply();
  try {
    const body = (request.body ? JSON.parse(request.body) : {}) as Body;
    return jsonReply((await route(control, body, request)) ?? { ok: true });
  } catch (error) {
    if (error instanceof ConfigError || error instanceof SyntaxError) return jsonReply({ error: error.message }, 400);
    throw error;
  }
}
