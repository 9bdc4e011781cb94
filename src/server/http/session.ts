import type { Context } from '@nocobase/actions';
import { serviceOf } from '../service';

export interface Session {
  userId: string;
  /** When the person signed in, in ms since 1970; renewals keep it. Undefined for what no person began: an API key. */
  signedInAt?: number;
}

interface TokenRow {
  userId: unknown;
  signInTime: unknown;
}

/**
 * The session of a request, as NocoBase has let it in. An API key has no row among the issued tokens, so it is never
 * taken for a person (S-40).
 *
 * @see NocoBase plugin-auth/src/server/token-controller.ts (table `issuedTokens`)
 */
export async function sessionOf(ctx: Context): Promise<Session> {
  const userId = String(ctx.state.currentUser.id);
  const token = ctx.getBearerToken?.();
  const { jti } = (token ? await decoded(ctx, token) : {}) as { jti?: string };
  if (!jti) return { userId };
  const row = await ctx.db.getModel('issuedTokens').findOne({ where: { jti, userId }, raw: true });
  const signedInAt = Number((row as TokenRow | null)?.signInTime);
  return Number.isFinite(signedInAt) && row ? { userId, signedInAt } : { userId };
}

async function decoded(ctx: Context, token: string): Promise<unknown> {
  try {
    return await serviceOf(ctx.app).jwt.decode(token);
  } catch {
    return {};
  }
}
