import { findMember, isDepartmentVisible, isVisible } from '../corp';
import { ApiError } from '../errors';
import type { SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { CONTACT_SYNC } from '../state/tokens';
import { requireToken } from './access';

/** What the body has even when the call fails. */
export const EMPTY_USER_LISTS = { department: [], order: [], is_leader_in_dept: [], direct_leader: [] };

/**
 * `GET user/get?userid=`. Departments the app may not see are left out; an app created after 2022-06-20 gets none of
 * the seven sensitive fields, nor the thumbnail of one. A private deployment hides none and has no main department.
 * @see document path 90196
 */
export function getUser(request: SimRequest, state: SimulatorState): object {
  const app = requireToken(request, state);
  const userid = request.query.get('userid');
  if (!userid) throw new ApiError(41009);
  if (Buffer.byteLength(userid) > 64) throw new ApiError(40003);
  // Since 2022-08-15 the contact-sync secret reads no details from an address it was not used from before.
  if (app === CONTACT_SYNC) throw new ApiError(48009);
  const member = findMember(state.corp, userid);
  if (!member) throw new ApiError(60111);
  if (!isVisible(state.corp, app, member)) throw new ApiError(60011);

  const isPrivate = state.corp.deployment === 'private';
  const seen = member.department.map((id) => isDepartmentVisible(state.corp, app, id));
  const department = member.department.filter((_, index) => seen[index]);
  const leader = member.is_leader_in_dept.filter((_, index) => seen[index]);
  const visible = {
    userid: member.userid,
    name: member.name,
    department,
    order: department.map(() => 0),
    position: member.position,
    is_leader_in_dept: leader,
    isleader: leader.includes(1) ? 1 : 0,
    direct_leader: member.direct_leader,
    telephone: member.telephone,
    alias: member.alias,
    // 0 stands for one that the app may not see.
    ...(isPrivate ? {} : { main_department: department.includes(member.main_department) ? member.main_department : 0 }),
    status: member.status,
    enable: member.status === 2 ? 0 : 1,
    hide_mobile: 0,
    english_name: member.english_name,
    extattr: { attrs: member.extattr },
    ...(member.external_profile ? { external_profile: member.external_profile } : {}),
  };
  if (app.createdAfter20220620 && !isPrivate) return visible;
  const { avatar, gender, mobile, email, biz_mail, qr_code, address } = member;
  return {
    ...visible,
    mobile,
    gender,
    email,
    biz_mail,
    avatar,
    thumb_avatar: avatar.replace(/0$/, '100'),
    qr_code,
    ...(address ? { address } : {}),
  };
}
