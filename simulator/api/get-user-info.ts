import { createHash } from 'node:crypto';
import { type App, findMember, findOutsider, isVisible } from '../corp';
import { isTrustedDomain, isWebLoginDomain } from '../domains';
import { ApiError } from '../errors';
import type { SimRequest } from '../http';
import type { SimulatorState } from '../state';
import type { Code } from '../state/codes';
import { TICKET_LIFETIME_SECONDS } from '../state/tickets';
import { CONTACT_SYNC } from '../state/tokens';
import { requireToken } from './access';

interface Identity {
  userid?: string;
  openid?: string;
  externalUserid?: string;
  userTicket?: string;
  deviceId: string;
}

/** Of the phone that a person has; the web login knows none. 16 or 32 hex digits, as recorded. */
function deviceIdOf(code: Code): string {
  if (code.scope === 'web_login') return '';
  const hex = createHash('sha256').update(JSON.stringify(code.who)).digest('hex');
  return hex.slice(0, hex < '8' ? 16 : 32);
}

/** Was this code issued for this app, on a domain that the app still has? */
function belongsTo(app: App, code: Code): boolean {
  if (code.agentId !== null && code.agentId !== app.agentId) return false;
  if (code.redirectHost === null) return true;
  const isAllowed = code.scope === 'web_login' ? isWebLoginDomain : isTrustedDomain;
  return isAllowed(app, code.redirectHost);
}

/** @throws ApiError 41008, 40029, 50001 */
function redeem(request: SimRequest, state: SimulatorState): Identity {
  const app = requireToken(request, state);
  const value = request.query.get('code');
  if (!value) throw new ApiError(41008);
  const code = state.codes.peek(value);
  if (!code) throw new ApiError(40029);
  if (app === CONTACT_SYNC || !belongsTo(app, code)) throw new ApiError(50001);
  state.codes.consume(value);
  const deviceId = deviceIdOf(code);

  if ('outsider' in code.who) {
    const outsider = findOutsider(state.corp, code.who.outsider);
    if (!outsider) throw new ApiError(40029);
    if (outsider.kind === 'linked') return { userid: outsider.userid, deviceId };
    return { openid: outsider.openid, externalUserid: outsider.externalUserid, deviceId };
  }
  const { userid } = code.who;
  const member = findMember(state.corp, userid);
  // The userid comes whether or not the app may see the member; the ticket does not.
  const hasTicket = code.scope === 'snsapi_privateinfo' && member && isVisible(state.corp, app, member);
  return {
    userid: member?.userid ?? userid,
    deviceId,
    ...(hasTicket ? { userTicket: state.tickets.issue(member.userid, app.agentId) } : {}),
  };
}

/** `GET auth/getuserinfo?code=`: who confirmed. A person who is no member is a success without userid. @see 91023 */
export function getUserInfo(request: SimRequest, state: SimulatorState): object {
  const { userid, openid, externalUserid, userTicket } = redeem(request, state);
  return {
    ...(userid ? { userid } : { openid }),
    ...(externalUserid ? { external_userid: externalUserid } : {}),
    ...(userTicket ? { user_ticket: userTicket } : {}),
  };
}

/** `GET user/getuserinfo?code=`: the old name, with the old capital letters. */
export function getUserInfoOld(request: SimRequest, state: SimulatorState): object {
  const { userid, openid, externalUserid, userTicket, deviceId } = redeem(request, state);
  return {
    ...(userid ? { UserId: userid } : { OpenId: openid }),
    DeviceId: deviceId,
    ...(externalUserid ? { external_userid: externalUserid } : {}),
    ...(userTicket ? { user_ticket: userTicket, expires_in: TICKET_LIFETIME_SECONDS } : {}),
  };
}
