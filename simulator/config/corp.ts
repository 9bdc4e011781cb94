import type { App, Corp, Member, Outsider } from '../corp';
import { sampleCorp } from '../sample-corp';
import { aList, filledText, ipAddress, oneOf, orNull, text, wholeNumber } from '../validation/checks';
import { type Checks, ConfigError, fieldsOf, shown } from '../validation/fields';
import { completeApp } from './app';
import { completeDepartment } from './department';
import { completeMember } from './member';
import { completeOutsider } from './outsider';

/** What a config file or `startSimulator({ corp })` may hold: what is left out comes from the sample company. */
export interface CorpConfig extends Partial<Omit<Corp, 'members' | 'outsiders' | 'apps'>> {
  members?: Array<Partial<Member> & { userid: string; name: string }>;
  outsiders?: Array<Partial<Outsider> & { id: string; name: string }>;
  apps?: Array<Partial<App> & { agentId: number; secret: string; name: string }>;
}

const CHECKS: Checks<Corp> = {
  corpId: filledText,
  name: filledText,
  // The entries of a list have checks of their own.
  departments: aList,
  members: aList,
  outsiders: aList,
  apps: aList,
  contactSyncSecret: text,
  wrongSecretLimit: wholeNumber(0),
  sourceIp: orNull(ipAddress),
  codeLength: wholeNumber(16, 512),
  webLoginCancel: oneOf('redirect', 'stay'),
  webLoginInvisible: oneOf('code', 'refuse'),
  consentRefusal: oneOf('stay', 'redirect'),
};

/** Of two entries with one id the second would never be found. */
function refuseDoubles({ departments, members, outsiders, apps }: Corp): void {
  const ids = {
    departments: departments.map(({ id }) => id),
    members: members.map(({ userid }) => userid.toLowerCase()),
    outsiders: outsiders.map(({ id }) => id),
    apps: apps.map(({ agentId }) => agentId),
  };
  for (const [list, all] of Object.entries(ids)) {
    const seen = new Set<string | number>();
    for (const id of all) {
      if (seen.has(id)) throw new ConfigError(`corp: ${shown(id)} is there twice in ${list}.`);
      seen.add(id);
    }
  }
}

/** The company to simulate: the sample, with the given parts replaced. @throws ConfigError */
export function completeCorp(given: CorpConfig = {}): Corp {
  const whole = { ...sampleCorp(), ...fieldsOf('corp', given, CHECKS) };
  const corp: Corp = {
    ...whole,
    departments: whole.departments.map(completeDepartment),
    members: whole.members.map(completeMember),
    outsiders: whole.outsiders.map(completeOutsider),
    apps: whole.apps.map(completeApp),
  };
  refuseDoubles(corp);
  return corp;
}

/** The company with these changes; a list replaces the whole list. @throws ConfigError */
export const changeCorp = (known: Corp, patch: unknown): Corp =>
  completeCorp({ ...known, ...fieldsOf('corp', patch, CHECKS) });
