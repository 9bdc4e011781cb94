import fs from 'node:fs';
import path from 'node:path';
import { type CorpConfig, type Member, SAMPLE, sampleCorp } from '../../simulator';

/** The members of the sample company that browser tests play. */
const ROLES = ['manager', 'mixedCase', 'outsideRange', 'newcomer', 'secondNewcomer'] as const;

export type Role = (typeof ROLES)[number];

/** A member of WeCom, and the NocoBase user that a sign-in makes of it: nickname, phone. */
export type Person = Pick<Member, 'userid' | 'name' | 'mobile'>;

/** What one scene calls its own: a name for its authenticator, a company, and people whom no other scene knows. */
export interface Company {
  key: string;
  corp: CorpConfig & { corpId: string };
  people: Record<Role, Person>;
}

/**
 * The sample company in small, with a corp id, userids, names and phone numbers of its own. NocoBase keeps users, links
 * and settings from one test file to the next; so no test can depend on what another has left.
 *
 * @param testFile path of the test file
 * @param scene number of the scene in its file, from 0 to 9
 */
export function companyOf(testFile: string, scene: number): Company {
  const file = path.basename(testFile);
  const files = fs.readdirSync(path.dirname(testFile)).sort();
  const number = files.indexOf(file) * 10 + scene;
  const key = file.replace('.e2e.ts', '') + (scene === 0 ? '' : `-${scene + 1}`);
  const own = (role: Role, index: number): Member => {
    const member = sampleCorp().members.find(({ userid }) => userid === SAMPLE.members[role]) as Member;
    const digits = (value: number) => String(value).padStart(4, '0');
    return {
      ...member,
      userid: `${member.userid}-${key}`,
      name: `${member.name}·${key}`,
      // The sample's own numbers begin with 1380000.
      mobile: `139${digits(number)}${digits(index)}`,
      email: '',
      biz_mail: '',
      direct_leader: [],
    };
  };
  const people = Object.fromEntries(ROLES.map((role, index) => [role, own(role, index)])) as Record<Role, Member>;
  return {
    key,
    corp: { corpId: `ww${String(number).padStart(16, '0')}`, members: Object.values(people) },
    people,
  };
}
