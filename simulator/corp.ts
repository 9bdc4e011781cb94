/** Looks things up in the simulated company. */
import type { App } from './config/app';
import type { Company } from './config/corp';
import type { Member } from './config/member';
import type { Outsider } from './config/outsider';

export type { App } from './config/app';
export type { Company } from './config/corp';
export type { Department, Tag } from './config/department';
export { type Member, SENSITIVE_FIELDS, type SensitiveField } from './config/member';
export type { Outsider } from './config/outsider';
export { isVisible } from './directory/range';

export const findApp = (corp: Company, agentId: number): App | undefined =>
  corp.apps.find((app) => app.agentId === agentId);

/** userids are the same in any case. */
export const findMember = (corp: Company, userid: string): Member | undefined => corp.directory.member(userid);

export const findOutsider = (corp: Company, id: string): Outsider | undefined =>
  corp.outsiders.find((outsider) => outsider.id === id);
