/** Changes of people and departments, as the administrator makes them in the console, with the events they cause. */
import { changeApp } from '../config/app';
import { ConfigError, check, given, nameOf, shown } from '../config/check';
import { type Department, departmentSchema, type Tag, tagSchema } from '../config/department';
import { changeMember, useridOf } from '../config/member';
import { type App, findApp, findMember, type Member } from '../corp';
import { announcing } from '../events/announce';
import { departmentEvents, memberEvents, tagEvents } from '../events/contact-events';
import type { SimulatorState } from '../state';

/** Changes a member, or adds one. @throws ConfigError */
export function putMember(state: SimulatorState, patch: object): Member {
  const { directory } = state.corp;
  const before = directory.member(useridOf(patch));
  const after = changeMember(before, patch);
  announcing(state, [after.userid], () => {
    directory.putMember(after);
    return memberEvents(before, after);
  });
  return after;
}

/** @returns whether there was such a member */
export function removeMember(state: SimulatorState, userid: string): boolean {
  const before = findMember(state.corp, userid);
  announcing(state, [userid], () => {
    state.corp.directory.removeMember(userid);
    return memberEvents(before, undefined);
  });
  return before !== undefined;
}

/** The department with these changes, or a new one. @throws ConfigError */
export function putDepartment(state: SimulatorState, patch: object): Department {
  const { directory } = state.corp;
  const what = nameOf('department', patch, 'id');
  const changes: Partial<Department> = given(what, patch);
  const before = directory.department(changes.id ?? 0);
  const after = check(departmentSchema, what, { ...before, ...changes });
  if (before && directory.subtree(before.id).some(({ id }) => id === after.parentid)) {
    throw new ConfigError(`${what}: a department cannot be moved below itself`);
  }
  announcing(state, before?.parentid === after.parentid ? [] : undefined, () => {
    directory.putDepartment(after);
    return departmentEvents(before, after);
  });
  return after;
}

/** @throws ConfigError for one that has members or departments below it, as in WeCom (60005, 60006) */
export function removeDepartment(state: SimulatorState, id: number): void {
  const { directory } = state.corp;
  const before = directory.department(id);
  if (!before) throw new ConfigError(`There is no department ${shown(id)}`);
  if (directory.membersOf(id).length > 0) throw new ConfigError(`department ${id}: there are members in it`);
  if (directory.children(id).length > 0) throw new ConfigError(`department ${id}: there are departments below it`);
  announcing(state, [], () => {
    directory.removeDepartment(id);
    return departmentEvents(before, undefined);
  });
}

/** Changes a tag, or adds one. @throws ConfigError */
export function putTag(state: SimulatorState, patch: object): Tag {
  const { directory } = state.corp;
  const what = nameOf('tag', patch, 'tagid');
  const changes: Partial<Tag> = given(what, patch);
  const before = directory.tag(changes.tagid ?? 0);
  const after = check(tagSchema, what, { ...before, ...changes });
  announcing(state, undefined, () => {
    directory.putTag(after);
    return tagEvents(after.tagid, before, after);
  });
  return after;
}

export function removeTag(state: SimulatorState, tagid: number): void {
  announcing(state, undefined, () => {
    const before = state.corp.directory.tag(tagid);
    state.corp.directory.removeTag(tagid);
    return tagEvents(tagid, before, undefined);
  });
}

/** Changes an app, its visible range included, or adds one. A new secret ends the tokens of the old one. @throws ConfigError */
export function putApp(state: SimulatorState, agentId: number, patch: object): App {
  const before = findApp(state.corp, agentId);
  const after = changeApp(before, agentId, patch);
  announcing(state, undefined, () => {
    const { apps } = state.corp;
    state.corp.apps = before ? apps.map((app) => (app === before ? after : app)) : [...apps, after];
    return [];
  });
  if (before && before.secret !== after.secret) state.tokens.revoke(agentId);
  return after;
}
