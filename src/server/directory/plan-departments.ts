import type { Department } from '../wecom-api/departments';
import type { KnownDepartment } from './known';

/** A department as it shall be. */
export interface WantedDepartment {
  /** WeCom's id, as a text. */
  uid: string;
  title: string;
  parentUid?: string;
  /** From 1 among its siblings; NocoBase sorts upwards. */
  sort: number;
}

export type DepartmentDecision =
  | { do: 'make'; wanted: WantedDepartment }
  | { do: 'keep'; wanted: WantedDepartment; id: string; changes: DepartmentChanges; isRecorded: boolean }
  /** WeCom does not show it any more. */
  | { do: 'vanish'; uid: string; id?: string };

interface DepartmentChanges {
  title?: string;
  /** The parent is another one; undefined in `wanted.parentUid` makes it a root. */
  parent?: true;
  sort?: number;
}

export interface DepartmentOptions {
  /** Names that an administrator has changed are changed back. */
  overwriteNames: boolean;
}

/**
 * What happens to each department, parents before their children, and those that have vanished at the end.
 *
 * @param departments - parents before their children
 */
export function planDepartments(
  departments: readonly Department[],
  known: ReadonlyMap<string, KnownDepartment>,
  options: DepartmentOptions,
): DepartmentDecision[] {
  const wanted = ranked(departments);
  const seen = new Set(wanted.map(({ uid }) => uid));
  const vanished = [...known].filter(([uid]) => !seen.has(uid));
  return [
    ...wanted.map((one) => decide(one, known, options)),
    ...vanished.map(([uid, { now }]) => ({ do: 'vanish', uid, ...(now && { id: now.id }) }) as const),
  ];
}

function decide(
  wanted: WantedDepartment,
  known: ReadonlyMap<string, KnownDepartment>,
  { overwriteNames }: DepartmentOptions,
): DepartmentDecision {
  const before = known.get(wanted.uid);
  if (!before?.now) return { do: 'make', wanted };
  const { now } = before;
  const changes: DepartmentChanges = {};
  // A title that is not the one that the last run wrote is an administrator's.
  if (now.title !== wanted.title && (overwriteNames || now.title === before.title)) changes.title = wanted.title;
  if (now.sort !== wanted.sort) changes.sort = wanted.sort;
  if (hasMoved(wanted, before, known)) changes.parent = true;
  const isRecorded = before.title === wanted.title && before.parentUid === wanted.parentUid;
  return { do: 'keep', wanted, id: now.id, changes, isRecorded };
}

/** What WeCom shows as a root may stand below a department of NocoBase's own, where somebody has put it. */
function hasMoved(
  { parentUid }: WantedDepartment,
  before: KnownDepartment,
  known: ReadonlyMap<string, KnownDepartment>,
) {
  if (parentUid === undefined) return before.parentUid !== undefined && before.now?.parentId !== undefined;
  return known.get(parentUid)?.now?.id !== before.now?.parentId;
}

/** WeCom: the larger `order` stands first, then the smaller id. */
function ranked(departments: readonly Department[]): WantedDepartment[] {
  const siblings = new Map<number | undefined, Department[]>();
  for (const one of departments) {
    const group = siblings.get(one.parentId);
    if (group) group.push(one);
    else siblings.set(one.parentId, [one]);
  }
  const ranks = new Map<number, number>();
  for (const group of siblings.values()) {
    group.sort((a, b) => b.order - a.order || a.id - b.id);
    for (const [index, { id }] of group.entries()) ranks.set(id, index + 1);
  }
  return departments.map(({ id, name, parentId }) => ({
    uid: String(id),
    title: name,
    ...(parentId !== undefined && { parentUid: String(parentId) }),
    sort: ranks.get(id) ?? 1,
  }));
}
