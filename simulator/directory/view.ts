/** The company as the owner of a token sees it. */
import type { App } from '../config/app';
import type { Company } from '../config/corp';
import type { Department } from '../config/department';
import type { Member } from '../config/member';
import { CONTACT_SYNC } from '../state/tokens';
import { isDepartmentVisible, isVisible } from './range';

export type Viewer = App | typeof CONTACT_SYNC;

export const seesDepartment = (company: Company, viewer: Viewer, id: number): boolean =>
  viewer === CONTACT_SYNC || isDepartmentVisible(company, viewer, id);

export const seesMember = (company: Company, viewer: Viewer, member: Member): boolean =>
  viewer === CONTACT_SYNC || isVisible(company, viewer, member);

/** Those of these userids that are members and may be seen. */
const seen = (company: Company, viewer: Viewer, userids: string[]): string[] =>
  userids.flatMap((userid) => {
    const member = company.directory.member(userid);
    return member && seesMember(company, viewer, member) ? member.userid : [];
  });

/**
 * A member in user/get and user/list. Departments the app may not see are left out; an app created after 2022-06-20
 * gets none of the seven sensitive fields, nor the thumbnail of one. A private deployment hides none and has no main
 * department.
 * @see document path 90196
 */
export function memberView(company: Company, viewer: Viewer, member: Member): object {
  const isPrivate = company.deployment === 'private';
  const places = member.department
    .map((id, index) => ({ id, order: member.order[index] ?? 0, leads: member.is_leader_in_dept[index] ?? 0 }))
    .filter(({ id }) => seesDepartment(company, viewer, id));
  const { main_department } = member;
  const open = {
    userid: member.userid,
    name: member.name,
    department: places.map(({ id }) => id),
    order: places.map(({ order }) => order),
    position: member.position,
    is_leader_in_dept: places.map(({ leads }) => leads),
    isleader: places.some(({ leads }) => leads === 1) ? 1 : 0,
    direct_leader: seen(company, viewer, member.direct_leader),
    telephone: member.telephone,
    alias: member.alias,
    // 0 stands for one that the app may not see.
    ...(isPrivate ? {} : { main_department: places.some(({ id }) => id === main_department) ? main_department : 0 }),
    status: member.status,
    enable: member.status === 2 ? 0 : 1,
    hide_mobile: 0,
    english_name: member.english_name,
    extattr: { attrs: member.extattr },
    ...(member.external_profile ? { external_profile: member.external_profile } : {}),
  };
  if (viewer !== CONTACT_SYNC && viewer.createdAfter20220620 && !isPrivate) return open;
  const { avatar, gender, mobile, email, biz_mail, qr_code, address } = member;
  return {
    ...open,
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

/** A department in department/get and department/list, with those leaders that may be seen. @see document path 90208 */
export function departmentView(company: Company, viewer: Viewer, department: Department): object {
  const { id, name, name_en, parentid, order } = department;
  const leaders = company.directory
    .membersOf(id)
    .filter((member) => member.is_leader_in_dept[member.department.indexOf(id)] === 1);
  const department_leader = seen(
    company,
    viewer,
    leaders.map(({ userid }) => userid),
  );
  return { id, name, name_en, department_leader, parentid, order };
}
