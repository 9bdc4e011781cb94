/** The members of a department, and the ids of all members. */
import type { Member } from '../corp';
import { memberView, seesDepartment, type Viewer } from '../directory/view';
import { ApiError } from '../errors';
import type { SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { CONTACT_SYNC } from '../state/tokens';
import { jsonBody, requireReader, requireToken } from './access';
import { visibleDepartment } from './departments';

const MOST_IDS = 10_000;

function members(request: SimRequest, state: SimulatorState, viewer: Viewer): Member[] {
  const { id } = visibleDepartment(state, viewer, request.query.get('department_id') ?? '');
  return state.corp.directory.membersOf(id);
}

/** `GET user/list?department_id=`: of this very department, as `fetch_child` is gone. @see document path 90201 */
export function listUsers(request: SimRequest, state: SimulatorState): object {
  const viewer = requireReader(request, state);
  return { userlist: members(request, state, viewer).map((member) => memberView(state.corp, viewer, member)) };
}

/** `GET user/simplelist?department_id=`. @see document path 90200 */
export function listUserNames(request: SimRequest, state: SimulatorState): object {
  const viewer = requireReader(request, state);
  return {
    userlist: members(request, state, viewer).map(({ userid, name, department }) => ({
      userid,
      name,
      department: department.filter((id) => seesDepartment(state.corp, viewer, id)),
    })),
  };
}

/**
 * `POST user/list_id {cursor, limit}`: all ids, one row for each department of a member. For the contact-sync secret
 * only, from any of its addresses. The cursor is where the next page begins, whatever changed in between.
 * @see document path 96067
 */
export function listUserIds(request: SimRequest, state: SimulatorState): object {
  if (requireToken(request, state) !== CONTACT_SYNC) throw new ApiError(48002);
  const { cursor = '', limit = MOST_IDS } = jsonBody(request);
  if (!Number.isInteger(limit) || (limit as number) < 1 || (limit as number) > MOST_IDS) throw new ApiError(40058);
  const from = readCursor(cursor);
  const rows = state.corp.directory
    .members()
    .flatMap(({ userid, department }) => department.map((id) => ({ userid, department: id })));
  const to = from + (limit as number);
  return { next_cursor: to < rows.length ? writeCursor(to) : '', dept_user: rows.slice(from, to) };
}

const writeCursor = (row: number): string => Buffer.from(`row ${row}`).toString('base64url');

/** @throws ApiError 40058 */
function readCursor(cursor: unknown): number {
  if (cursor === '') return 0;
  const row = /^row (\d+)$/.exec(Buffer.from(String(cursor), 'base64url').toString());
  if (!row) throw new ApiError(40058);
  return Number(row[1]);
}
