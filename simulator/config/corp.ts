import { z } from 'zod';
import { Directory } from '../directory/directory';
import { ERRMSG_TAILS } from '../errors';
import { SAMPLE, SAMPLE_COMPANY } from '../sample-corp';
import { appSchema } from './app';
import { check, filledText, given, ipAddress, listOf, wholeNumber } from './check';
import { contactSyncSchema } from './contact-sync';
import { departmentSchema, tagSchema } from './department';
import { memberSchema } from './member';
import { outsiderSchema } from './outsider';

/** The members and what they belong to, with WeCom's own names. */
const LISTS = {
  departments: listOf(departmentSchema, (department) => department.id),
  members: listOf(memberSchema, ({ userid }) => userid.toLowerCase()),
  tags: listOf(tagSchema, ({ tagid }) => tagid).default([]),
};

const SETTINGS = {
  /** 企业微信 itself, or one of its servers that a company runs (企业微信本地版), which is a generation behind. */
  deployment: z.enum(['cloud', 'private']).default('cloud'),
  corpId: filledText,
  name: filledText,
  outsiders: listOf(outsiderSchema, (outsider) => outsider.id),
  apps: listOf(appSchema, ({ agentId }) => agentId),
  contactSync: contactSyncSchema,
  /** Wrong secrets from one address before it is locked out for an hour. 0 switches the lock-out off. */
  wrongSecretLimit: wholeNumber.default(100),
  /** Calls of one endpoint in a minute, before it is closed for a minute (45009). 0: no limit; WeCom has 10,000. */
  callsPerMinute: wholeNumber.default(0),
  /** Calls of one endpoint at once (45033). 0: no limit. WeCom publishes none. */
  concurrentCalls: wholeNumber.default(0),
  /** How long the answer to an event may take, and to the check of an address for events. */
  eventTimeoutMs: wholeNumber.default(5000),
  verifyTimeoutMs: wholeNumber.default(1000),
  /** Is an event that is tried again signed anew? Not documented. */
  eventRetryNonce: z.enum(['same', 'new']).default('same'),
  /** Address to pretend all callers have; `null` takes the real one of the connection. */
  sourceIp: ipAddress.nullable().default(null),
  /** How errmsg of a refusal ends; older answers of WeCom had other forms. */
  errmsgTail: z.enum(ERRMSG_TAILS).default('full'),
  /** Writes control characters of texts into JSON as they are, which is seen at services of the same maker. */
  rawControlCharacters: z.boolean().default(false),
  /** Length of a login code. */
  codeLength: z.int().min(16).max(512).default(43),
  /** What 取消 on the web-login page does: come back with the state only, or stay. Undocumented by WeCom. */
  webLoginCancel: z.enum(['redirect', 'stay']).default('redirect'),
  /** A member outside the visible range on the web-login page is told off there, or gets a code. */
  webLoginInvisible: z.enum(['refuse', 'code']).default('refuse'),
  /** What refusing consent does. Undocumented by WeCom; reports say the page stays. */
  consentRefusal: z.enum(['stay', 'redirect']).default('stay'),
};

const hasFittingId = ({ deployment, corpId }: { deployment: string; corpId: string }): boolean =>
  deployment === 'cloud' || /^wl[0-9a-f]{10}$/.test(corpId);
const MISFIT = { path: ['corpId'], message: 'a private deployment has wl and ten hexadecimal digits' };

const settingsSchema = z.strictObject(SETTINGS).refine(hasFittingId, MISFIT);
const corpSchema = z.strictObject({ ...SETTINGS, ...LISTS }).refine(hasFittingId, MISFIT);

export type Corp = z.output<typeof corpSchema>;
/** What a config file or `startSimulator({ corp })` may hold: what is left out comes from the sample company. */
export type CorpConfig = Partial<z.input<typeof corpSchema>>;

/** The company while the simulator runs. */
export type Company = z.output<typeof settingsSchema> & { readonly directory: Directory };

/** The company to simulate: the sample, with the given parts replaced. @throws ConfigError */
export function completeCorp(config: CorpConfig = {}): Corp {
  const changes = given('corp', config);
  const corpId = config.deployment === 'private' ? SAMPLE.privateCorpId : SAMPLE.corpId;
  return check(corpSchema, 'corp', { ...SAMPLE_COMPANY, corpId, ...changes });
}

/** A fresh copy of the sample company. */
export const sampleCorp = (): Corp => completeCorp();

export function openCompany({ departments, members, tags, ...settings }: Corp): Company {
  return { ...settings, directory: new Directory({ departments, members, tags }) };
}

/** The company with these changes; a list replaces the whole list. @throws ConfigError */
export function changeCompany({ directory, ...settings }: Company, patch: CorpConfig): Company {
  const changes = given('corp', patch);
  if (!Object.keys(LISTS).some((list) => list in changes)) {
    return { ...check(settingsSchema, 'corp', { ...settings, ...changes }), directory };
  }
  const lists = { departments: directory.departments(), members: directory.members(), tags: directory.tags() };
  return openCompany(check(corpSchema, 'corp', { ...settings, ...lists, ...changes }));
}
