/** What the simulated company consists of. Fields of a member carry WeCom's own names, everything else is ours. */

/** 1 active, 2 disabled, 4 not activated, 5 left the company. */
type MemberStatus = 1 | 2 | 4 | 5;

/** The seven fields WeCom hides from `user/get` for apps created after 2022-06-20 20:00. */
export const SENSITIVE_FIELDS = ['avatar', 'gender', 'mobile', 'email', 'biz_mail', 'qr_code', 'address'] as const;
export type SensitiveField = (typeof SENSITIVE_FIELDS)[number];

export interface Department {
  id: number;
  name: string;
  /** 0 for the root department, whose id is 1. */
  parentid: number;
}

export interface Member {
  userid: string;
  name: string;
  department: number[];
  status: MemberStatus;
  /** `''` where the directory has none; every text field below likewise. */
  mobile: string;
  email: string;
  biz_mail: string;
  /** '1' male, '2' female, '0' unknown. */
  gender: string;
  position: string;
  alias: string;
  telephone: string;
  address: string;
  avatar: string;
  qr_code: string;
  direct_leader: string[];
  /** One number per department, 1 where the member leads it. */
  is_leader_in_dept: number[];
}

/** Somebody who can open a link with WeCom or WeChat but has no userid of this company. */
export interface Outsider {
  id: string;
  name: string;
  /** `external`: no member at all. `linked`: member of an upstream or downstream company, comes as `CorpId/userid`. */
  kind: 'external' | 'linked';
  openid: string;
  /** Only customers have one; `''` for others. */
  externalUserid: string;
  /** `CorpId/userid`, of a linked member only. */
  userid: string;
}

export interface App {
  agentId: number;
  secret: string;
  name: string;
  description: string;
  /** True hides the seven sensitive fields in `user/get`, as WeCom does since that evening. */
  createdAfter20220620: boolean;
  visibleMembers: string[];
  visibleDepartments: number[];
  /** What the administrator selected for `auth/getuserdetail`; the member still has to consent. */
  sensitiveFields: SensitiveField[];
  /** `host[:port]`, exact. `null`: any loopback host, for a quick try. `''`: not set up, nothing matches. */
  trustedDomain: string | null;
  /** 授权回调域 of the web login, same rules; with `null` here and there any loopback host will do. */
  callbackDomain: string | null;
  /** 企业可信IP; empty switches the gate off. */
  trustedIps: string[];
  /** Disabled in the console. */
  closed: boolean;
  /** 应用主页, opened from the Workbench. */
  homeUrl: string | null;
}

export interface Corp {
  corpId: string;
  name: string;
  departments: Department[];
  members: Member[];
  outsiders: Outsider[];
  apps: App[];
  /** Secret of 通讯录同步: its token is valid but cannot redeem login codes. */
  contactSyncSecret: string;
  /** Wrong secrets from one address before it is locked out for an hour. 0 switches the lock-out off. */
  wrongSecretLimit: number;
  /** Address to pretend all callers have; `null` takes the real one of the connection. */
  sourceIp: string | null;
  /** Length of a login code, 16 to 512 characters. */
  codeLength: number;
  /** What 取消 on the web-login page does: come back with the state only, or stay. Undocumented by WeCom. */
  webLoginCancel: 'redirect' | 'stay';
  /** A member outside the visible range on the web-login page: gets a code all the same, or is told off. */
  webLoginInvisible: 'code' | 'refuse';
  /** What refusing consent does. Undocumented by WeCom; reports say the page stays. */
  consentRefusal: 'stay' | 'redirect';
}

export const findApp = (corp: Corp, agentId: number): App | undefined =>
  corp.apps.find((app) => app.agentId === agentId);

/** userids are case-insensitive in WeCom. @see document path 90196 */
export function findMember(corp: Corp, userid: string): Member | undefined {
  const wanted = userid.toLowerCase();
  return corp.members.find((member) => member.userid.toLowerCase() === wanted);
}

export const findOutsider = (corp: Corp, id: string): Outsider | undefined =>
  corp.outsiders.find((outsider) => outsider.id === id);

/** A department and everything above it, up to the root; stands cycles and dangling parents. */
function withAncestors(corp: Corp, departmentId: number): number[] {
  const chain: number[] = [];
  let current: number | undefined = departmentId;
  while (current && !chain.includes(current)) {
    const id: number = current;
    chain.push(id);
    current = corp.departments.find((department) => department.id === id)?.parentid;
  }
  return chain;
}

export const isDepartmentVisible = (corp: Corp, app: App, departmentId: number): boolean =>
  withAncestors(corp, departmentId).some((id) => app.visibleDepartments.includes(id));

/** Is this member in the visible range (应用可见范围) of the app? */
export function isVisible(corp: Corp, app: App, member: Member): boolean {
  const wanted = member.userid.toLowerCase();
  return (
    app.visibleMembers.some((userid) => userid.toLowerCase() === wanted) ||
    member.department.some((id) => isDepartmentVisible(corp, app, id))
  );
}
