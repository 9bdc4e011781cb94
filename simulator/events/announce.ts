/** Sends the events that a change causes to the app and to contact-sync, as far as they have an address for them. */
import type { Callback } from '../config/callback';
import type { SimulatorState } from '../state';
import { CONTACT_SYNC, type TokenOwner } from '../state/tokens';
import { type Envelope, eventRequest, newNonce } from './envelope';
import type { Delivery } from './postman';
import { reachEvents, reachOf } from './reach';
import { type EventFields, toXml } from './xml';

const callbackOf = ({ corp }: SimulatorState, receiver: TokenOwner): Callback | null | undefined =>
  receiver === CONTACT_SYNC
    ? corp.contactSync.callback
    : corp.apps.find(({ agentId }) => agentId === receiver)?.callback;

const seconds = (state: SimulatorState): number => Math.floor(state.clock.now() / 1000);

/** An envelope as WeCom makes it. */
export const envelopeFor = (state: SimulatorState, receiver: TokenOwner, callback: Callback): Envelope => ({
  ...callback,
  receiveId: state.corp.corpId,
  agentId: receiver === CONTACT_SYNC ? '' : String(receiver),
  timestamp: seconds(state),
  nonce: newNonce(),
});

/**
 * @param fields of the event; those that all events have are filled in
 * @param forged parts of the envelope that are to be wrong
 * @returns undefined where the receiver has no address for events
 */
export function sendEvent(
  state: SimulatorState,
  receiver: TokenOwner,
  fields: EventFields,
  forged: Partial<Envelope> = {},
): Promise<Delivery> | undefined {
  const callback = callbackOf(state, receiver);
  if (!callback) return undefined;
  const { corpId, eventTimeoutMs, eventRetryNonce } = state.corp;
  const { FromUserName = 'sys', ...rest } = fields;
  const base = { ToUserName: corpId, FromUserName, CreateTime: seconds(state), MsgType: 'event' };
  const xml = toXml({ ...base, ...rest });
  const request = () => eventRequest(xml, { ...envelopeFor(state, receiver, callback), ...forged });
  const first = request();
  return state.postman.post({
    receiver,
    time: state.clock.now(),
    xml,
    request: eventRetryNonce === 'same' ? () => first : request,
    timeoutMs: eventTimeoutMs,
  });
}

function sendAll(state: SimulatorState, receiver: TokenOwner, events: EventFields[]): void {
  // What becomes of it is in the list of deliveries.
  for (const event of events) sendEvent(state, receiver, event)?.catch(() => undefined);
}

/**
 * Makes a change and tells everybody about it.
 * @param userids whom it can bring into the reach of an app or out of it; everybody when left out
 * @param change returns what contact-sync is told
 */
export function announcing(state: SimulatorState, userids: string[] | undefined, change: () => EventFields[]): void {
  const listening = state.corp.apps.filter(({ callback }) => callback);
  const before = listening.map((app) => reachOf(state.corp, app, userids));
  const events = change();
  sendAll(state, CONTACT_SYNC, events);
  listening.forEach(({ agentId }, index) => {
    const app = state.corp.apps.find((one) => one.agentId === agentId);
    const after = app ? reachOf(state.corp, app, userids) : new Map<string, string>();
    sendAll(state, agentId, reachEvents(agentId, before[index] ?? new Map(), after));
  });
}
