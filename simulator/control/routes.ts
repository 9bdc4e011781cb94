/** The control calls by method and path. */
import type { App, Corp } from '../corp';
import type { Fault } from '../state/fault';
import {
  agentIdToVerify,
  callFilter,
  clockMove,
  codeRequest,
  currentId,
  expectNothing,
  oneOrMore,
  tokenOwner,
  useridToDelete,
} from './bodies';
import type { Control, MemberPatch } from './index';

type Route = (control: Control, body: unknown, query: URLSearchParams) => unknown;

const bare =
  (run: (control: Control) => unknown): Route =>
  (control, body) => {
    expectNothing(body);
    return run(control);
  };

function changeMember(control: Control, change: unknown): unknown {
  const userid = useridToDelete(change);
  if (userid !== undefined) return { userid, deleted: control.deleteMember(userid) };
  return control.upsertMember(change as MemberPatch);
}

function addFaults(control: Control, body: unknown): unknown {
  control.setFault(...(oneOrMore(body) as Fault[]));
  return control.faults();
}

function moveClock(control: Control, body: unknown): unknown {
  const move = clockMove(body);
  if ('timeMs' in move) control.setClock(move.timeMs);
  else control.advanceClock(move.byMs);
  return { time: control.now() };
}

export const patchApp =
  (agentId: number): Route =>
  (control, body) =>
    control.patchApp(agentId, body as Partial<App>);

export const ROUTES = new Map<string, Route>([
  ['GET state', (control) => control.snapshot()],
  ['POST reset', bare((control) => control.reset())],
  ['POST members', (control, body) => oneOrMore(body).map((change) => changeMember(control, change))],
  ['POST corp', (control, body) => control.patchCorp(body as Partial<Corp>)],
  ['POST faults', addFaults],
  ['GET faults', (control) => control.faults()],
  ['DELETE faults', bare((control) => control.clearFaults())],
  ['POST clock', moveClock],
  ['GET calls', (control, _, query) => control.calls(callFilter(query))],
  ['DELETE calls', bare((control) => control.clearCalls())],
  ['POST tokens/revoke', (control, body) => ({ count: control.revokeTokens(tokenOwner(body)) })],
  ['POST tokens/expire', (control, body) => ({ count: control.expireTokens(tokenOwner(body)) })],
  ['POST codes', (control, body) => ({ code: control.mintCode(codeRequest(body)) })],
  ['POST consents/clear', bare((control) => control.clearConsents())],
  ['DELETE lockout', bare((control) => control.clearLockout())],
  ['POST current-member', (control, body) => control.setCurrentMember(currentId(body))],
  ['POST verify-domain', (control, body) => control.verifyDomain(agentIdToVerify(body))],
]);
