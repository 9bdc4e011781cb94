import type { Database } from '@nocobase/database';
import { AUTH_TYPE } from '../../constants';

/** The part of NocoBase's JWT service that is needed here. */
export interface TokenBlacklist {
  add(blocked: { token: string; expiration: string }): Promise<unknown>;
}

/** A token that is blocked for this long cannot be used or renewed again: NocoBase's session limit is far below, in ms. */
const BLOCKED_FOR_MS = 366 * 24 * 3600_000;

/**
 * Ends the sessions that a user began with WeCom, on every device, because WeCom says that the member may not use the app
 * any more (S-28). Sessions begun with a password stay: that way in is not WeCom's to close.
 *
 * @returns how many sessions ended
 */
export async function endWeComSessions(
  db: Database,
  blacklist: TokenBlacklist | undefined,
  userId: string | number,
): Promise<number> {
  const authenticators = await db.getModel('authenticators').findAll({ where: { authType: AUTH_TYPE } });
  const names = authenticators.map((row) => row.get('name') as string);
  const tokens = await db.getModel('issuedTokens').findAll({ where: { userId, authenticator: names } });
  const expiration = new Date(Date.now() + BLOCKED_FOR_MS).toString();
  // A session that is blocked has ended, whatever becomes of its row.
  for (const token of tokens) await blacklist?.add({ token: token.get('jti') as string, expiration });
  for (const token of tokens) await token.destroy();
  return tokens.length;
}
