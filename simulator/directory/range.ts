/** What an app may see of the company (应用可见范围): members, departments with all below them, and tags. */
import type { App } from '../config/app';
import type { Company } from '../config/corp';
import type { Member } from '../config/member';

export type Range = Pick<App, 'visibleMembers' | 'visibleDepartments' | 'visibleTags'>;

const isNamed = (userids: string[], member: Member): boolean =>
  userids.some((userid) => userid.toLowerCase() === member.userid.toLowerCase());

export function isDepartmentVisible({ directory }: Company, range: Range, departmentId: number): boolean {
  const path = directory.path(departmentId);
  return (
    path.some((id) => range.visibleDepartments.includes(id)) ||
    range.visibleTags.some((tagid) => directory.tag(tagid)?.partylist.some((id) => path.includes(id)))
  );
}

export const isVisible = (company: Company, range: Range, member: Member): boolean =>
  isNamed(range.visibleMembers, member) ||
  range.visibleTags.some((tagid) => isNamed(company.directory.tag(tagid)?.userlist ?? [], member)) ||
  member.department.some((id) => isDepartmentVisible(company, range, id));
