import { z } from 'zod';
import { callbackSchema } from './callback';
import { ConfigError, check, filledText, given, host, id, ipAddress, personId, text, webAddress } from './check';
import { SENSITIVE_FIELDS } from './member';

/** `host[:port]`, exact. `null`: any loopback host, for a quick try. `''`: not set up, nothing matches. */
const domain = z.union([host, z.literal('')], 'a domain is wanted, as host[:port], or ""').nullable();

export const appSchema = z.strictObject({
  agentId: id,
  secret: filledText,
  name: filledText,
  description: text.default(''),
  /** True hides the seven sensitive fields in `user/get`, as WeCom does since that evening. */
  createdAfter20220620: z.boolean().default(true),
  visibleMembers: z.array(personId).default([]),
  visibleDepartments: z.array(id).default([1]),
  visibleTags: z.array(id).default([]),
  /** What the administrator selected for `auth/getuserdetail`; the member still has to consent. */
  sensitiveFields: z.array(z.enum(SENSITIVE_FIELDS)).default(['avatar', 'gender', 'mobile', 'email', 'biz_mail']),
  trustedDomain: domain.default(null),
  /** 授权回调域 of the web login; with `null` here and there any loopback host will do. */
  callbackDomain: domain.default(null),
  /** 企业可信IP; empty switches the gate off. */
  trustedIps: z.array(ipAddress).default([]),
  /** 接收消息 → 设置API接收: where events of the app go. */
  callback: callbackSchema.nullable().default(null),
  /** Disabled in the console. */
  closed: z.boolean().default(false),
  /** 应用主页, opened from the Workbench. */
  homeUrl: webAddress.nullable().default(null),
  /**
   * Where a plain browser that plays the client finds the application as the client sees it: an origin in front of the
   * home page's that puts WeCom's User-Agent into every request. `null`: nowhere but at its own address.
   */
  clientOrigin: webAddress.nullable().default(null),
});

export type App = z.output<typeof appSchema>;

/** The app with these changes, or a new one, which needs a secret. @throws ConfigError */
export function changeApp(known: App | undefined, agentId: number, patch: unknown): App {
  const what = `app ${agentId}`;
  const app = check(appSchema, what, { agentId, name: what, ...known, ...given(what, patch) });
  if (app.agentId !== agentId) throw new ConfigError(`${what}: an agentId cannot be changed`);
  return app;
}
