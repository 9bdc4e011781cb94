import type { WeComClient } from './client';
import { ENDPOINTS } from './endpoints';
import { WeComRefusal } from './errors';
import { LONG_ANSWER, listOf, positiveId, rowOf } from './lists';
import { optionalNumber, optionalText } from './parse';

/** A department of the company, as far as the app sees it. */
export interface Department {
  id: number;
  name: string;
  /** May be a department that the app does not see. */
  parentId?: number;
  /** The larger stands first. */
  order: number;
}

/** WeCom: the answer would be too large. */
const TOO_LARGE = 45029;

/**
 * All departments that the app sees, or those below one, that one included.
 *
 * @see WeCom document 90208
 * @throws {WeComRefusal} @throws {WeComUnreachable}
 */
export async function listDepartments(client: WeComClient, below?: number): Promise<Department[]> {
  const params: Record<string, string> = below === undefined ? {} : { id: String(below) };
  try {
    const fields = await client.call(ENDPOINTS.departments, params, undefined, LONG_ANSWER);
    return listOf(ENDPOINTS.departments, fields, 'department').map((row) =>
      parseDepartment(ENDPOINTS.departments, row),
    );
  } catch (error) {
    if (!(error instanceof WeComRefusal) || error.errcode !== TOO_LARGE) throw error;
    return oneByOne(client, params);
  }
}

/** @see WeCom documents 95406, 95407 */
async function oneByOne(client: WeComClient, params: Record<string, string>): Promise<Department[]> {
  const fields = await client.call(ENDPOINTS.departmentIds, params, undefined, LONG_ANSWER);
  const departments: Department[] = [];
  for (const row of listOf(ENDPOINTS.departmentIds, fields, 'department_id')) {
    const { id } = rowOf(ENDPOINTS.departmentIds, row, 'department_id');
    const answer = await client.call(ENDPOINTS.department, {
      id: String(positiveId(ENDPOINTS.departmentIds, id, 'id')),
    });
    departments.push(parseDepartment(ENDPOINTS.department, answer.department));
  }
  return departments;
}

/** @throws {WeComUnreachable} without an id; a department without a name is called by its id */
function parseDepartment(endpoint: string, row: unknown): Department {
  const { id, name, parentid, order } = rowOf(endpoint, row, 'department');
  const ownId = positiveId(endpoint, id, 'id');
  const parentId = optionalNumber(parentid);
  return {
    id: ownId,
    name: optionalText(name, 255) ?? String(ownId),
    ...(parentId !== undefined && parentId > 0 && { parentId }),
    order: optionalNumber(order) ?? 0,
  };
}
