import type { WeComClient } from '../wecom-api/client';
import { type Department, listDepartments } from '../wecom-api/departments';
import { isOutOfSight } from '../wecom-api/errors';
import { getListedMember, type ListedMember, listMemberIds, listMembers } from '../wecom-api/member-lists';
import { getTag, getVisibleRange, type VisibleRange } from '../wecom-api/visible-range';
import { DirectoryFault } from './fault';
import { inTurns, patiently, type Sleep } from './turns';

/** What WeCom shows of the company, complete: a reading that failed in part is thrown away (S-63). */
export interface Company {
  /** Parents before their children; without circles. */
  departments: Department[];
  /** By userid in lower case. */
  members: Map<string, ListedMember>;
  /** All ids of the company, in lower case, where contact synchronisation tells them. */
  listed?: Set<string>;
}

export interface Reading {
  client: WeComClient;
  agentId: string;
  /** With the secret of contact synchronisation. */
  contactClient?: WeComClient;
  /** Only these departments and what lies below; all when empty. */
  only?: readonly number[];
  onProgress?: (done: number, total: number) => void;
  pause?: Sleep;
}

/**
 * Reads the visible range of an app, whatever it is made of. One call for each department, and a handful more.
 *
 * @throws {DirectoryFault} `closed`, `empty`. @throws the errors of `wecom-api`
 */
export async function readCompany(reading: Reading): Promise<Company> {
  const { client, agentId, contactClient, only = [], onProgress = () => {}, pause } = reading;
  const ask = <T>(run: () => Promise<T>) => patiently(run, pause);
  const range = await ask(() => getVisibleRange(client, agentId));
  if (range.closed) throw new DirectoryFault('closed');
  const tags = await inTurns(range.tags, (tag) => ask(() => getTag(client, tag)));
  const seen = await readDepartments(client, { ...range, departments: addTagged(range, tags) }, ask);
  const departments = inTree(only.length > 0 ? below(seen, only) : seen);

  let done = 0;
  const members = new Map<string, ListedMember>();
  await inTurns(departments, async ({ id }) => {
    for (const member of await ask(() => listMembers(client, id))) merge(members, member);
    done += 1;
    onProgress(done, departments.length);
  });
  const single = [...range.members, ...tags.flatMap((tag) => tag.members)];
  // With chosen departments, single people belong to the synchronisation only as members of these.
  if (only.length === 0) await readSingle(client, single, members, ask);
  if (members.size === 0) throw new DirectoryFault('empty');
  const listed = contactClient && (await ask(() => listMemberIds(contactClient)));
  if (listed?.size === 0) throw new DirectoryFault('empty');
  return { departments, members, ...(listed && { listed }) };
}

type Ask = <T>(run: () => Promise<T>) => Promise<T>;

function addTagged(range: VisibleRange, tags: { departments: number[] }[]): number[] {
  return [...new Set([...range.departments, ...tags.flatMap(({ departments }) => departments)])];
}

/** Where the range is a tag or single people, the list of departments may be empty, or lack some. */
async function readDepartments(client: WeComClient, range: VisibleRange, ask: Ask): Promise<Department[]> {
  const departments = new Map((await ask(() => listDepartments(client))).map((one) => [one.id, one]));
  const missing = range.departments.filter((id) => !departments.has(id));
  await inTurns(missing, async (id) => {
    for (const one of await ask(() => listDepartments(client, id))) departments.set(one.id, one);
  });
  return [...departments.values()];
}

async function readSingle(client: WeComClient, ids: string[], members: Map<string, ListedMember>, ask: Ask) {
  const missing = new Map(ids.map((id) => [id.toLowerCase(), id]));
  for (const id of members.keys()) missing.delete(id);
  await inTurns([...missing.values()], async (id) => {
    try {
      merge(members, await ask(() => getListedMember(client, id)));
    } catch (error) {
      // Gone or out of range since the range was read: then this one is absent, which is asked about later.
      if (!isOutOfSight(error)) throw error;
    }
  });
}

/** A member of several departments comes several times. */
function merge(members: Map<string, ListedMember>, member: ListedMember): void {
  const key = member.userId.toLowerCase();
  const known = members.get(key);
  if (!known) {
    members.set(key, member);
    return;
  }
  for (const place of member.places) {
    if (!known.places.some(({ id }) => id === place.id)) known.places.push(place);
  }
  if (known.status === 'unknown') known.status = member.status;
}

/** These departments and what lies below them. */
function below(departments: Department[], only: readonly number[]): Department[] {
  const parents = new Map(departments.map(({ id, parentId }) => [id, parentId]));
  const wanted = new Set(only);
  const isWanted = (id: number) => {
    const passed = new Set<number>();
    for (let at: number | undefined = id; at !== undefined && !passed.has(at); at = parents.get(at)) {
      if (wanted.has(at)) return true;
      passed.add(at);
    }
    return false;
  };
  return departments.filter(({ id }) => isWanted(id));
}

/** Parents first. A parent that is not seen makes a root, and so does a circle, where it is entered first. */
export function inTree(departments: Department[]): Department[] {
  const byId = new Map(departments.map((one) => [one.id, one]));
  const sorted: Department[] = [];
  const state = new Map<number, 'open' | 'done'>();
  for (const start of departments) {
    const path: Department[] = [];
    let at: Department | undefined = start;
    while (at && !state.has(at.id)) {
      state.set(at.id, 'open');
      path.push(at);
      at = at.parentId === undefined ? undefined : byId.get(at.parentId);
    }
    const closesCircle = at !== undefined && state.get(at.id) === 'open';
    path.reverse().forEach((department, index) => {
      const { parentId, ...root } = department;
      const isRoot = parentId === undefined || !byId.has(parentId) || (index === 0 && closesCircle);
      sorted.push(isRoot ? root : department);
      state.set(department.id, 'done');
    });
  }
  return sorted;
}
