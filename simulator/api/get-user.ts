import { findMember } from '../corp';
import { memberView, seesMember } from '../directory/view';
import { ApiError } from '../errors';
import type { SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { requireReader } from './access';

/** What the body has even when the call fails. */
export const EMPTY_USER_LISTS = { department: [], order: [], is_leader_in_dept: [], direct_leader: [] };

/** `GET user/get?userid=`. @see document path 90196 */
export function getUser(request: SimRequest, state: SimulatorState): object {
  const viewer = requireReader(request, state);
  const userid = request.query.get('userid');
  if (!userid) throw new ApiError(41009);
  if (Buffer.byteLength(userid) > 64) throw new ApiError(40003);
  const member = findMember(state.corp, userid);
  if (!member) throw new ApiError(60111);
  if (!seesMember(state.corp, viewer, member)) throw new ApiError(60011);
  return memberView(state.corp, viewer, member);
}
