import { type Database, Op } from '@nocobase/database';

/** The part of NocoBase's JWT service that is needed here. */
export interface TokenBlacklist {
  add(blocked: { token: string; expiration: string }): Promise<unknown>;
}

/** A token that is blocked for this long cannot be used or renewed again: NocoBase's session limit is far below, in ms. */
const BLOCKED_FOR_MS = 366 * 24 * 3600_000;

/** A session is renewed once in a day or so; three in a row do not happen. */
const MOST_ROUNDS = 5;

/**
 * Ends the sessions that a user began with WeCom, on every device, because WeCom says that the member may not use the app
 * any more (S-28). Sessions begun with a password stay: that way in is not WeCom's to close.
 *
 * @param otherAuthenticators - names of the authenticators that are not of WeCom. Asked for in this way, since a session
 * keeps the name of an authenticator that was deleted or renamed since.
 * @returns how many sessions ended
 */
export async function endWeComSessions(
  db: Database,
  blacklist: TokenBlacklist | undefined,
  userId: string | number,
  otherAuthenticators: string[],
): Promise<number> {
  const expiration = new Date(Date.now() + BLOCKED_FOR_MS).toString();
  const issued = db.getModel('issuedTokens');
  let ended = 0;
  // A device may renew its session meanwhile: then the row has another id (`jti`), stays, and is met in the next round.
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const tokens = await issued.findAll({ where: { userId, authenticator: { [Op.notIn]: otherAuthenticators } } });
    if (tokens.length === 0) break;
    for (const token of tokens) {
      const jti = token.get('jti') as string;
      await blacklist?.add({ token: jti, expiration });
      ended += await issued.destroy({ where: { id: token.get('id') as string, jti } });
    }
  }
  return ended;
}
