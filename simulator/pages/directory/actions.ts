/** What the forms do. Each returns the page that shows the result. */
import { ConfigError } from '../../config/check';
import { findMember } from '../../corp';
import * as changes from '../../directory/changes';
import { renameMember } from '../../directory/rename-member';
import { saveCallback } from '../../events/save-callback';
import type { SimulatorState } from '../../state';
import { CONTACT_SYNC } from '../../state/tokens';

export const memberPath = (userid: string): string => `/people/member?userid=${encodeURIComponent(userid)}`;
export const departmentPath = (id: number | string): string => `/people?department=${id}`;

type Action = (state: SimulatorState, form: URLSearchParams) => string | Promise<string>;

const value = (form: URLSearchParams, name: string): string => form.get(name)?.trim() ?? '';

/** Department ids, as a person writes them: `2, 5`. */
function departments(form: URLSearchParams, { corp }: SimulatorState): number[] {
  const ids = value(form, 'department')
    .split(/[\s,，、]+/)
    .filter(Boolean)
    .map(Number);
  for (const id of ids) {
    if (!corp.directory.department(id)) throw new ConfigError(`There is no department ${id}`);
  }
  if (ids.length === 0) throw new ConfigError('A member belongs to a department');
  return ids;
}

const hire: Action = (state, form) => {
  const userid = value(form, 'userid');
  if (findMember(state.corp, userid)) throw new ConfigError(`There is a member "${userid}" already`);
  const [name, mobile, position] = ['name', 'mobile', 'position'].map((field) => value(form, field));
  return memberPath(
    changes.putMember(state, { userid, name, mobile, position, department: departments(form, state) }).userid,
  );
};

/** Of a form, only what differs is a change; the same departments again would take away the main one. */
const change: Action = (state, form) => {
  const before = findMember(state.corp, value(form, 'userid'));
  if (!before) throw new ConfigError(`There is no member "${value(form, 'userid')}"`);
  const department = departments(form, state);
  const hasMoved = department.join() !== before.department.join();
  const [name, mobile, position] = ['name', 'mobile', 'position'].map((field) => value(form, field));
  const status = Number(value(form, 'status'));
  changes.putMember(state, { userid: before.userid, name, mobile, position, status, ...(hasMoved && { department }) });
  return memberPath(before.userid);
};

const rename: Action = (state, form) =>
  memberPath(renameMember(state, value(form, 'userid'), value(form, 'newUserid')).userid);

const dismiss: Action = (state, form) => {
  const [department = 1] = findMember(state.corp, value(form, 'userid'))?.department ?? [];
  changes.removeMember(state, value(form, 'userid'));
  return departmentPath(department);
};

const addDepartment: Action = (state, form) => {
  const id = Math.max(0, ...state.corp.directory.departments().map((one) => one.id)) + 1;
  const parentid = Number(value(form, 'parentid'));
  return departmentPath(changes.putDepartment(state, { id, name: value(form, 'name'), parentid }).id);
};

const changeDepartment: Action = (state, form) => {
  const patch = { id: Number(value(form, 'id')), name: value(form, 'name'), parentid: Number(value(form, 'parentid')) };
  if (patch.parentid !== 0 && !state.corp.directory.department(patch.parentid)) {
    throw new ConfigError(`There is no department ${patch.parentid}`);
  }
  return departmentPath(changes.putDepartment(state, patch).id);
};

const removeDepartment: Action = (state, form) => {
  const id = Number(value(form, 'id'));
  const parentid = state.corp.directory.department(id)?.parentid ?? 1;
  changes.removeDepartment(state, id);
  return departmentPath(parentid);
};

const saveAddress: Action = async (state, form) => {
  const written = value(form, 'receiver');
  const receiver = written === CONTACT_SYNC ? CONTACT_SYNC : Number(written);
  const [url = '', token = '', encodingAesKey = ''] = ['url', 'token', 'encodingAesKey'].map((name) =>
    value(form, name),
  );
  const { saved, reason } = await saveCallback(state, receiver, { url, token, encodingAesKey });
  if (!saved) throw new ConfigError(reason ?? 'The address was not saved');
  return '/events';
};

/** By path. */
export const ACTIONS = new Map<string, Action>([
  ['/people/hire', hire],
  ['/people/change', change],
  ['/people/rename', rename],
  ['/people/dismiss', dismiss],
  ['/people/department/add', addDepartment],
  ['/people/department/change', changeDepartment],
  ['/people/department/remove', removeDepartment],
  ['/events/save', saveAddress],
]);
