import { z } from 'zod';
import { ERRMSG_TAILS } from '../errors';
import { SAMPLE, SAMPLE_COMPANY } from '../sample-corp';
import { appSchema } from './app';
import { check, filledText, given, id, ipAddress, listOf, text, wholeNumber } from './check';
import { memberSchema } from './member';
import { outsiderSchema } from './outsider';

const departmentSchema = z.strictObject({
  id,
  name: filledText,
  /** 0 for the root department, whose id is 1. */
  parentid: wholeNumber,
});

/** What the simulated company consists of. Fields of members and departments carry WeCom's own names. */
const corpFields = z.strictObject({
  /** 企业微信 itself, or one of its servers that a company runs (企业微信本地版), which is a generation behind. */
  deployment: z.enum(['cloud', 'private']).default('cloud'),
  corpId: filledText,
  name: filledText,
  departments: listOf(departmentSchema, (department) => department.id),
  members: listOf(memberSchema, ({ userid }) => userid.toLowerCase()),
  outsiders: listOf(outsiderSchema, (outsider) => outsider.id),
  apps: listOf(appSchema, ({ agentId }) => agentId),
  /** Secret of 通讯录同步: its token is valid but cannot redeem login codes. */
  contactSyncSecret: text,
  /** Wrong secrets from one address before it is locked out for an hour. 0 switches the lock-out off. */
  wrongSecretLimit: wholeNumber.default(100),
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
});

const corpSchema = corpFields.refine(
  ({ deployment, corpId }) => deployment === 'cloud' || /^wl[0-9a-f]{10}$/.test(corpId),
  { path: ['corpId'], message: 'a private deployment has wl and ten hexadecimal digits' },
);

export type Corp = z.output<typeof corpSchema>;
/** What a config file or `startSimulator({ corp })` may hold: what is left out comes from the sample company. */
export type CorpConfig = Partial<z.input<typeof corpSchema>>;

/** The company with these changes; a list replaces the whole list. @throws ConfigError */
export const changeCorp = (known: CorpConfig, patch: CorpConfig): Corp =>
  check(corpSchema, 'corp', { ...known, ...given('corp', patch) });

/** The company to simulate: the sample, with the given parts replaced. @throws ConfigError */
export const completeCorp = (config: CorpConfig = {}): Corp =>
  changeCorp({ ...SAMPLE_COMPANY, ...(config?.deployment === 'private' && { corpId: SAMPLE.privateCorpId }) }, config);

/** A fresh copy of the sample company. */
export const sampleCorp = (): Corp => completeCorp();
