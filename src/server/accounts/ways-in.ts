import type { Database } from '@nocobase/database';

export interface EnabledAuthenticator {
  name: string;
  authType: string;
}

/**
 * Whether a user can still sign in when one link is gone: with a password and a name to it, with SMS, or with a link of
 * another company (S-48).
 *
 * @param enabled - all enabled authenticators
 * @param otherLinks - whether a link of another enabled WeCom authenticator is left
 * @see NocoBase plugin-auth/src/server/basic-auth.ts, plugin-auth-sms
 */
export async function hasAnotherWayIn(
  db: Database,
  userId: string,
  enabled: EnabledAuthenticator[],
  otherLinks: boolean,
): Promise<boolean> {
  if (otherLinks) return true;
  const types = new Set(enabled.map(({ authType }) => authType));
  // The password is a hidden field: it has to be asked for by name.
  const user = await db
    .getModel('users')
    .findByPk(userId, { attributes: ['id', 'username', 'email', 'phone', 'password'], raw: true });
  const { username, email, phone, password } = (user ?? {}) as Record<string, unknown>;
  if (types.has('Email/Password') && password && (username || email)) return true;
  return types.has('SMS') && Boolean(phone);
}
