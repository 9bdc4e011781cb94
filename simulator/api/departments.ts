/** Departments: those that the app may see; with the contact-sync secret all, from an old address with their names. */
import type { Department } from '../corp';
import { departmentView, seesDepartment, type Viewer } from '../directory/view';
import { ApiError } from '../errors';
import type { SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { requireReader, requireToken } from './access';

/** @throws ApiError 60123, 60003, 60011 */
export function visibleDepartment({ corp }: SimulatorState, viewer: Viewer, id: string): Department {
  if (!/^\d{1,10}$/.test(id)) throw new ApiError(60123);
  const department = corp.directory.department(Number(id));
  if (!department) throw new ApiError(60003);
  if (!seesDepartment(corp, viewer, department.id)) throw new ApiError(60011);
  return department;
}

/** All below `id`, that one included, or all that are to be seen. */
function wanted(request: SimRequest, state: SimulatorState, viewer: Viewer): Department[] {
  const { directory } = state.corp;
  const id = request.query.get('id');
  if (id) return directory.subtree(visibleDepartment(state, viewer, id).id);
  return directory.departments().filter((department) => seesDepartment(state.corp, viewer, department.id));
}

/** `GET department/list?id=`. @see document path 90208 */
export function listDepartments(request: SimRequest, state: SimulatorState): object {
  const viewer = requireReader(request, state);
  return { department: wanted(request, state, viewer).map((one) => departmentView(state.corp, viewer, one)) };
}

/** `GET department/simplelist?id=`: ids only, which the contact-sync secret gets from anywhere. @see document path 95406 */
export function listDepartmentIds(request: SimRequest, state: SimulatorState): object {
  const viewer = requireToken(request, state);
  return { department_id: wanted(request, state, viewer).map(({ id, parentid, order }) => ({ id, parentid, order })) };
}

/** `GET department/get?id=`. @see document path 95407 */
export function getDepartment(request: SimRequest, state: SimulatorState): object {
  const viewer = requireReader(request, state);
  const department = visibleDepartment(state, viewer, request.query.get('id') ?? '');
  return { department: departmentView(state.corp, viewer, department) };
}
