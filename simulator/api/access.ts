/** What every call but gettoken passes before its own checks. */
import { type App, findApp } from '../corp';
import type { Viewer } from '../directory/view';
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
export function requireToken(request: SimRequest, state: SimulatorState): Viewer {
  const value = request.query.get('access_token');
  if (!value) throw new ApiError(41001);
  const token = state.tokens.check(value);
  if (token.state === 'unknown') throw new ApiError(40014);
  if (token.state === 'expired') throw new ApiError(42001);
  const owner = token.owner === CONTACT_SYNC ? CONTACT_SYNC : findApp(state.corp, token.owner);
  if (!owner) throw new ApiError(40014);
  const { trustedIps } = owner === CONTACT_SYNC ? state.corp.contactSync : owner;
  if (trustedIps.length > 0 && !trustedIps.includes(sourceIp(request, state))) throw new ApiError(60020);
  if (owner !== CONTACT_SYNC && owner.closed) throw new ApiError(50003);
  return owner;
}

/**
 * Who may read names and more. The contact-sync secret may from an address only that it was used from before 2022-08-15.
 * @throws ApiError as requireToken, and 48009
 * @see document path 96079
 */
export function requireReader(request: SimRequest, state: SimulatorState): Viewer {
  const owner = requireToken(request, state);
  if (owner === CONTACT_SYNC && !state.corp.contactSync.oldIps.includes(sourceIp(request, state))) {
    throw new ApiError(48009);
  }
  return owner;
}

/** @throws ApiError as requireToken, and 48002 for the contact-sync secret */
export function requireApp(request: SimRequest, state: SimulatorState): App {
  const owner = requireToken(request, state);
  if (owner === CONTACT_SYNC) throw new ApiError(48002);
  return owner;
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
