import type { Context, Next } from '@nocobase/actions';
import { apiPath } from '../../../shared/api-paths';
import { serviceOf } from '../../service';
import { newCallbackAesKey, newCallbackToken } from '../../wecom-api/callback';
import type { Values } from '../administration/query';
import { appPathsOf } from '../request';

/** `POST wecomDirectory:newKeys`: a new Token and EncodingAESKey; nothing is stored. */
export async function newKeys(ctx: Context, next: Next) {
  ctx.body = { token: newCallbackToken(), aesKey: newCallbackAesKey() };
  await next();
}

/** `GET wecomDirectory:eventSettings?source=` or `?authenticator=`: the address for WeCom's console, and what is saved. */
export async function eventSettings(ctx: Context, next: Next) {
  const { directory, events, settings } = serviceOf(ctx.app);
  const { source: sourceName, authenticator: authenticatorName } = ctx.action.params as Values;
  const source = typeof sourceName === 'string' ? await directory.sources.find(sourceName) : undefined;
  const authenticator = source?.options.authenticator ?? String(authenticatorName ?? '');
  const known = await settings.load(authenticator).catch(() => undefined);
  if (!known) ctx.throw(404);
  const keys = source ? directory.sources.contactKeys(source) : directory.sources.eventKeys(authenticator);
  const receiver = source
    ? `contacts/${encodeURIComponent(source.name)}`
    : `events/${encodeURIComponent(authenticator)}`;
  const lastEventAt = await events.lastArrival(source ? `contacts:${source.name}` : `events:${authenticator}`);
  const { apiPath: api, app } = await appPathsOf(ctx);
  ctx.body = {
    url: new URL(apiPath(api, app, `wecom:${receiver}`), known.origin).href,
    saved: (await keys.catch(() => undefined)) !== undefined,
    ...(lastEventAt && { lastEventAt }),
  };
  await next();
}
