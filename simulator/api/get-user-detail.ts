import { findMember, isVisible } from '../corp';
import { ApiError } from '../errors';
import type { SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { CONTACT_SYNC } from '../state/tokens';
import { jsonBody, requireToken } from './access';

const DEFAULT_AVATAR = 'http://wework.simulator.invalid/avatar/default/0';

/**
 * `POST auth/getuserdetail {user_ticket}`: the sensitive fields that the administrator selected, the member consented
 * to and the directory has. Neither name nor department.
 * @see document path 95833
 */
export function getUserDetail(request: SimRequest, state: SimulatorState): object {
  const app = requireToken(request, state);
  const { user_ticket: value } = jsonBody(request);
  if (typeof value !== 'string' || value === '') throw new ApiError(84090);
  const ticket = state.tickets.check(value);
  if (ticket.state === 'unknown' || app === CONTACT_SYNC || ticket.agentId !== app.agentId) throw new ApiError(84015);
  if (ticket.state === 'expired') throw new ApiError(84014);
  const member = findMember(state.corp, ticket.userid);
  if (!member) throw new ApiError(60111);
  if (!isVisible(state.corp, app, member)) throw new ApiError(60011);
  const granted = state.grantedFields(member.userid, app).filter((field) => member[field] !== '');
  return {
    userid: member.userid,
    gender: '0',
    avatar: DEFAULT_AVATAR,
    ...Object.fromEntries(granted.map((field) => [field, member[field]])),
  };
}
