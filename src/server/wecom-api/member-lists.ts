import type { WeComClient } from './client';
import { ENDPOINTS } from './endpoints';
import { WeComRefusal, WeComUnreachable } from './errors';
import { LONG_ANSWER, listOf, memberIdOf, rowOf } from './lists';
import { contactsOf } from './member';
import { optionalNumber, optionalText } from './parse';

/** A member's place in one department. */
interface Place {
  id: number;
  isLeader: boolean;
}

/** A member as the directory lists one. */
export interface ListedMember {
  /** As WeCom writes it. */
  userId: string;
  name?: string;
  /** Departments that the app sees. */
  places: Place[];
  mainDepartment?: number;
  /** `unknown`: the answer does not tell, as the short list. */
  status: 'active' | 'disabled' | 'not-activated' | 'left' | 'unknown';
  phone?: string;
  bizMail?: string;
}

const STATUS: Readonly<Record<number, ListedMember['status']>> = {
  1: 'active',
  2: 'disabled',
  4: 'not-activated',
  5: 'left',
};
const TOO_LARGE = 45029;
const IDS_A_PAGE = 10_000;
/** More pages than this are not of a company: the cursor goes round in circles. */
const MOST_PAGES = 500;

/**
 * The members of one department, without those below it.
 *
 * @see WeCom documents 90201, 90200 (for a department that is too large for the former)
 * @throws {WeComRefusal} @throws {WeComUnreachable}
 */
export async function listMembers(client: WeComClient, departmentId: number): Promise<ListedMember[]> {
  const params = { department_id: String(departmentId) };
  try {
    return parseMembers(ENDPOINTS.members, await client.call(ENDPOINTS.members, params, undefined, LONG_ANSWER));
  } catch (error) {
    if (!(error instanceof WeComRefusal) || error.errcode !== TOO_LARGE) throw error;
    return parseMembers(
      ENDPOINTS.memberNames,
      await client.call(ENDPOINTS.memberNames, params, undefined, LONG_ANSWER),
    );
  }
}

/** One member who is in the range by himself or herself. @see WeCom document 90196 */
export async function getListedMember(client: WeComClient, userId: string): Promise<ListedMember> {
  const member = parseListedMember(ENDPOINTS.member, await client.call(ENDPOINTS.member, { userid: userId }));
  // The answer about somebody else would be taken for this one (S-16).
  if (member.userId.toLowerCase() !== userId.toLowerCase()) {
    throw new WeComUnreachable(ENDPOINTS.member, 'malformed', 'userid');
  }
  return member;
}

/** @throws {WeComUnreachable} */
function parseMembers(endpoint: string, fields: Record<string, unknown>): ListedMember[] {
  return listOf(endpoint, fields, 'userlist').map((row) => parseListedMember(endpoint, row));
}

/** `order` and `is_leader_in_dept` are parallel to `department`. */
function parseListedMember(endpoint: string, row: unknown): ListedMember {
  const fields = rowOf(endpoint, row, 'userlist');
  const { department, is_leader_in_dept: leads, main_department: main, status, enable } = fields;
  const ids = Array.isArray(department) ? department.map((id) => optionalNumber(id)) : [];
  const leaders = Array.isArray(leads) ? leads : [];
  const known = optionalNumber(status);
  const mainDepartment = optionalNumber(main);
  const name = optionalText(fields.name, 255);
  const { phone, bizMail } = contactsOf(fields);
  return {
    userId: memberIdOf(fields),
    ...(name && { name }),
    places: ids.flatMap((id, index) =>
      id === undefined || id < 1 ? [] : { id, isLeader: optionalNumber(leaders[index]) === 1 },
    ),
    ...(mainDepartment !== undefined && mainDepartment > 0 && { mainDepartment }),
    status:
      known === undefined ? (optionalNumber(enable) === 0 ? 'disabled' : 'unknown') : (STATUS[known] ?? 'disabled'),
    ...(phone && { phone }),
    ...(bizMail && { bizMail }),
  };
}

/**
 * The ids of all members of the company, in lower case: only the secret of contact synchronisation gets them.
 *
 * @see WeCom document 96067
 * @throws {WeComRefusal} 48002 for the secret of an app. @throws {WeComUnreachable}
 */
export async function listMemberIds(client: WeComClient): Promise<Set<string>> {
  const ids = new Set<string>();
  let cursor = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const fields = await client.call(ENDPOINTS.memberIds, {}, { cursor, limit: IDS_A_PAGE }, LONG_ANSWER);
    for (const row of listOf(ENDPOINTS.memberIds, fields, 'dept_user')) ids.add(memberIdOf(row).toLowerCase());
    const next = fields.next_cursor;
    if (typeof next !== 'string' || next === '') return ids;
    cursor = next;
  }
  throw new WeComUnreachable(ENDPOINTS.memberIds, 'malformed', 'next_cursor');
}

/** Whether a secret is that of contact synchronisation. @throws {WeComRefusal} 48002 when not. @throws {WeComUnreachable} */
export async function probeMemberIds(client: WeComClient): Promise<void> {
  await client.call(ENDPOINTS.memberIds, {}, { cursor: '', limit: 1 });
}
