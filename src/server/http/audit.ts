import type { Context } from '@nocobase/actions';
import type { Application } from '@nocobase/server';

type AuditManager = Application['auditManager'];
type Registered = Exclude<Parameters<AuditManager['registerAction']>[0], string>;

const SIGN_IN = 'auth:signIn';

/**
 * Keeps the session token out of the audit log (S-11). NocoBase makes a body without it and then does not hand it over, so
 * that an audit logger, where one is installed, writes down the token of everybody who signs in, with whatever authenticator.
 *
 * @see NocoBase plugin-auth/src/server/plugin.ts (`getMetaData` of `auth:signIn`), whose plugin has been loaded before this
 * @see NocoBase core/server/src/audit-manager/index.ts (what an action hands over takes the place of the default)
 */
export function keepTokensFromAudit(auditManager: AuditManager): void {
  const known = auditManager.getAction('signIn', 'auth');
  const registered: Registered = typeof known === 'object' && known?.name === SIGN_IN ? known : { name: SIGN_IN };
  auditManager.registerAction({
    ...registered,
    async getMetaData(ctx: Context) {
      const metaData = await registered.getMetaData?.(ctx as never);
      return { ...metaData, response: { ...metaData?.response, body: withoutToken(ctx.body) } };
    },
  } as Registered);
}

/** What is decided about links, in the words of the actions (S-47). */
const DECISIONS = [
  'wecom:unlink',
  ...['create', 'move', 'destroy', 'block', 'unblock'].map((action) => `wecomLinks:${action}`),
];
/** Those whose bodies hold codes or phone numbers. */
const WITHOUT_BODY = ['wecom:link', 'wecomLinks:accept'];

/** Has NocoBase's audit logger, where one is installed, write down who decided what about a link. */
export function auditLinks(auditManager: AuditManager): void {
  auditManager.registerActions(DECISIONS);
  const getMetaData = async () => ({ request: { body: {} }, response: { body: {} } });
  for (const name of WITHOUT_BODY) auditManager.registerAction({ name, getMetaData } as unknown as Registered);
}

/** The token is at the top of an answer, or in its `data`. */
function withoutToken(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const { token: _token, data, ...rest } = body as Record<string, unknown>;
  return { ...rest, ...(data !== undefined && { data: withoutToken(data) }) };
}
