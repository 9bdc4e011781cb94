/** Looks things up in the simulated company. */
import type { App } from './config/app';
import type { Corp } from './config/corp';
import type { Member } from './config/member';
import type { Outsider } from './config/outsider';

export type { App } from './config/app';
export type { Corp } from './config/corp';
export { type Member, SENSITIVE_FIELDS, type SensitiveField } from './config/member';
export type { Outsider } from './config/outsider';

export const findApp = (corp: Corp, agentId: number): App | undefined =>
  corp.apps.find((app) => app.agentId === agentId);

/** userids are case-insensitive in WeCom. @see document path 90196 */
export function findMember(corp: Corp, userid: string): Member | undefined {
  const wanted = userid.toLowerCase();
  return corp.members.find((member) => member.userid.toLowerCase() === wanted);
}

export const findOutsider = (corp: Corp, id: string): Outsider | undefined =>
  corp.outsiders.find((outsider) => outsider.id === id);

/** A department and everything above it, up to the root; stands cycles and dangling parents. */
function withAncestors(corp: Corp, departmentId: number): number[] {
  const chain: number[] = [];
  let current: number | undefined = departmentId;
  while (current && !chain.includes(current)) {
    const id: number = current;
    chain.push(id);
    current = corp.departments.find((department) => department.id === id)?.parentid;
  }
  return chain;
}

export const isDepartmentVisible = (corp: Corp, app: App, departmentId: number): boolean =>
  withAncestors(corp, departmentId).some((id) => app.visibleDepartments.includes(id));

/** Is this member in the visible range (应用可见范围) of the app? */
export function isVisible(corp: Corp, app: App, member: Member): boolean {
  const wanted = member.userid.toLowerCase();
  return (
    app.visibleMembers.some((userid) => userid.toLowerCase() === wanted) ||
    member.department.some((id) => isDepartmentVisible(corp, app, id))
  );
}
