import type { Away, LinkState } from '../accounts/account-links';

/** The link of a member, as far as the plan needs it. */
export interface KnownLink {
  id: string;
  memberId: string;
  userId: string;
  state: LinkState;
  away?: Away;
  memberName?: string;
  phoneDigest?: string;
}

/** A member's place in a department, as the last run has recorded it. */
export interface RecordedPlace {
  uid: string;
  isOwner: boolean;
  isMain: boolean;
}

/** What the last run has recorded of a member. */
export interface MemberRecord {
  id: string;
  /** The user that the record belongs to. */
  userId?: string;
  name?: string;
  places: RecordedPlace[];
}

export interface KnownUser {
  nickname?: string;
  mainDepartmentId?: string;
  /** Ids of NocoBase's departments, those of other sources and by hand as well. */
  memberships: { departmentId: string; isOwner: boolean }[];
}

/** What the last run has recorded of a department, and what it is now. */
export interface KnownDepartment {
  recordId: string;
  title?: string;
  parentUid?: string;
  /** NocoBase's department; missing when somebody deleted it. */
  now?: { id: string; title?: string; parentId?: string; sort?: number };
}

/** A user who has a member's phone number. */
export interface PhoneCandidate {
  userId: string;
  trusted: boolean;
  /** Linked to a member of whatever company. */
  linked: boolean;
}

/** All that NocoBase has of the company, as a plan needs it. */
export interface Known {
  /** By userid in lower case. */
  links: Map<string, KnownLink>;
  records: Map<string, MemberRecord>;
  users: Map<string, KnownUser>;
  /** By WeCom's id, as a text. */
  departments: Map<string, KnownDepartment>;
  /** Users who were separated from a member, and whether a user of this member was deleted. */
  declined: Map<string, { users: string[]; wasDeleted: boolean }>;
  /** Users without a living link in this company, by `nameKey` of the nickname. */
  byName: Map<string, string[]>;
  /** The same, by the username in lower case. */
  byUsername: Map<string, string[]>;
  /** Users who have the phone number of a member without a link, by userid in lower case. */
  byPhone: Map<string, PhoneCandidate[]>;
  /** Users whom nothing but proof may link (S-44), as far as they were asked about. */
  privileged: Set<string>;
}
