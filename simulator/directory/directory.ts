import type { Department, Tag } from '../config/department';
import type { Member } from '../config/member';

interface Lists {
  departments: Department[];
  members: Member[];
  tags: Tag[];
}

/** Who and what the company has, found by id at once: a company of 100,000 is walked department by department. */
export class Directory {
  private readonly people = new Map<string, Member>();
  private readonly staff = new Map<number, Map<string, Member>>();
  private readonly units = new Map<number, Department>();
  private readonly below = new Map<number, Set<number>>();
  private readonly labels = new Map<number, Tag>();

  constructor({ departments, members, tags }: Lists) {
    for (const department of departments) this.putDepartment(department);
    for (const member of members) this.putMember(member);
    for (const tag of tags) this.putTag(tag);
  }

  /** userids are the same in any case. @see document path 90196 */
  member(userid: string): Member | undefined {
    return this.people.get(userid.toLowerCase());
  }

  members(): Member[] {
    return [...this.people.values()];
  }

  /** Those of this very department, not of the ones below it. */
  membersOf(departmentId: number): Member[] {
    return [...(this.staff.get(departmentId)?.values() ?? [])];
  }

  get size(): number {
    return this.people.size;
  }

  department(id: number): Department | undefined {
    return this.units.get(id);
  }

  departments(): Department[] {
    return [...this.units.values()];
  }

  /** Departments right below this one; 0 gives the root. */
  children(id: number): Department[] {
    return [...(this.below.get(id) ?? [])].flatMap((child) => this.units.get(child) ?? []);
  }

  /** A department and everything below it, from the top down. Stands cycles. */
  subtree(id: number): Department[] {
    const found = new Set<Department>();
    const open = [this.units.get(id)];
    for (const department of open) {
      if (!department || found.has(department)) continue;
      found.add(department);
      open.push(...this.children(department.id));
    }
    return [...found];
  }

  /** A department id and those above it, up to the root. Stands cycles and parents that are missing. */
  path(id: number): number[] {
    const chain: number[] = [];
    for (
      let current = id;
      current !== 0 && !chain.includes(current);
      current = this.units.get(current)?.parentid ?? 0
    ) {
      chain.push(current);
    }
    return chain;
  }

  tag(id: number): Tag | undefined {
    return this.labels.get(id);
  }

  tags(): Tag[] {
    return [...this.labels.values()];
  }

  /** Adds the member or puts this one in the place of the one with the same userid. */
  putMember(member: Member): void {
    const key = member.userid.toLowerCase();
    for (const id of this.people.get(key)?.department ?? []) this.staff.get(id)?.delete(key);
    this.people.set(key, member);
    for (const id of member.department) {
      const staff = this.staff.get(id) ?? new Map<string, Member>();
      this.staff.set(id, staff.set(key, member));
    }
  }

  removeMember(userid: string): void {
    const key = userid.toLowerCase();
    for (const id of this.people.get(key)?.department ?? []) this.staff.get(id)?.delete(key);
    this.people.delete(key);
  }

  putDepartment(department: Department): void {
    this.below.get(this.units.get(department.id)?.parentid ?? -1)?.delete(department.id);
    this.units.set(department.id, department);
    const siblings = this.below.get(department.parentid) ?? new Set<number>();
    this.below.set(department.parentid, siblings.add(department.id));
  }

  removeDepartment(id: number): void {
    this.below.get(this.units.get(id)?.parentid ?? -1)?.delete(id);
    this.units.delete(id);
  }

  putTag(tag: Tag): void {
    this.labels.set(tag.tagid, tag);
  }

  removeTag(id: number): void {
    this.labels.delete(id);
  }
}
