import type { Context } from '@nocobase/actions';
import { serviceOf } from '../service';
import type { WeComSettings } from '../settings/parse';
import type { Exchanger } from '../sign-in/exchange-limits';

/**
 * Runs the exchange of a code, within the limits of who sends it (S-56).
 *
 * @param user - who signed in with this browser before, or is signed in
 * @param signal - ends the waiting for a turn
 */
export function exchangeOf(ctx: Context, settings: WeComSettings, user: string | undefined, signal: AbortSignal) {
  const { exchanges, networks } = serviceOf(ctx.app);
  const who: Exchanger = {
    user,
    addresses: networks.of(ctx.req.socket.remoteAddress, ctx.get('X-Forwarded-For')),
    company: `${settings.apiBaseUrl} ${settings.corpId}`,
  };
  return <T>(exchange: () => Promise<T>) => exchanges.run(who, signal, exchange);
}
