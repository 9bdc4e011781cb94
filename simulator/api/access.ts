/** What every call but gettoken passes before its own checks. */
import { type App, findApp } from '../corp';
import { ApiError } from '../errors';
import type { SimRequest } from '../http';
import type { SimulatorState } from '../state';
import { CONTACT_SYNC } from '../state/tokens';

/** Address WeCom sees. */
export const sourceIp = (request: SimRequest, state: SimulatorState): string =>
  state.corp.sourceIp ?? request.remoteAddress;

/**
 * The app whose token this is. WeCom reads the token from the query only, then looks at the caller's address,
 * and only then at the other parameters.
 * @returns the app, or `contact-sync` for the token of 通讯录同步
 * @throws ApiError 41001, 40014, 42001, 60020, 50003
 */
export function requireToken(request: SimRequest, state: SimulatorState): App | typeof CONTACT_SYNC {
  const value = request.query.get('access_token');
  if (!value) throw new ApiError(41001);
  const token = state.tokens.check(value);
  if (token.state === 'unknown') throw new ApiError(40014);
  if (token.state === 'expired') throw new ApiError(42001);
  if (token.owner === CONTACT_SYNC) return CONTACT_SYNC;
  const app = findApp(state.corp, token.owner);
  if (!app) throw new ApiError(40014);
  if (app.trustedIps.length > 0 && !app.trustedIps.includes(sourceIp(request, state))) throw new ApiError(60020);
  if (app.closed) throw new ApiError(50003);
  return app;
}

/** JSON object of a POST. @throws ApiError 40058 for a GET or a body that is no JSON object */
export function jsonBody(request: SimRequest): Record<string, unknown> {
  if (request.method !== 'POST') throw new ApiError(40058);
  try {
    const body: unknown = JSON.parse(request.body || '{}');
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  } catch {
    // Falls through to the same answer as a body of another shape.
  }
  throw new ApiError(40058);
}
