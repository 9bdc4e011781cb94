import type { ClientApp } from '../client-app';
import { typedOrigin } from './console-values';

/** Whose events they are; `saved` is false while it is being added. */
export type EventOwner = { saved: boolean } & ({ authenticator: string; origin?: unknown } | { source: string });

/**
 * Where WeCom sends events, before the server can say it.
 *
 * @returns undefined while there is no name yet
 */
export function eventAddress(app: ClientApp, of: EventOwner): string | undefined {
  const [action, name] = 'source' in of ? ['wecom:contacts', of.source] : ['wecom:events', of.authenticator];
  if (!name) return undefined;
  const origin = ('origin' in of && typedOrigin(of.origin)) || window.location.origin;
  const api = (app.apiClient.axios.defaults.baseURL || '/api/').replace(/\/+$/, '');
  const place = app.name && app.name !== 'main' ? `/__app/${encodeURIComponent(app.name)}` : '';
  return new URL(`${api}${place}/${action}/${encodeURIComponent(name)}`, origin).href;
}
