import { type Finding, say } from './finding';
import type { Arrival, RoundTrip } from './origin-probe';

/** `$http_host` keeps the port, which `$host` drops. */
const NGINX_LINES = 'proxy_set_header Host $http_host;\nproxy_set_header X-Forwarded-Proto $scheme;';

/**
 * NocoBase accepts a sign-in only from pages of its own address, which it reads from what the proxy in front passes on.
 * Where that is wrong, every sign-in is refused with "Invalid sign-in origin".
 *
 * @param own - how the request for this check came in, when it came from a page of the origin
 * @see NocoBase core/auth/src/actions.ts
 */
export function checkForwardedProto(origin: string, own: Arrival | undefined, trip: RoundTrip): Finding {
  const check = 'forwarded-proto';
  const arrival = own ?? (trip.kind === 'home' ? trip : undefined);
  if (!arrival) {
    return {
      check,
      status: 'warning',
      message: say('It could not be checked whether the proxy in front passes on Host and X-Forwarded-Proto.'),
      hint: say('Open NocoBase at {{origin}} and check the settings there.', { origin }),
    };
  }
  if (arrival.trusted && arrival.detour) {
    return {
      check,
      status: 'warning',
      message: say('The proxy in front does not pass on the host name, so each sign-in takes one more redirect.'),
      hint: say('In nginx, add these lines beside proxy_pass.'),
      data: { copy: NGINX_LINES },
    };
  }
  if (arrival.trusted) {
    return { check, status: 'ok', message: say('NocoBase accepts sign-ins from pages of the origin.') };
  }
  return {
    check,
    status: 'failed',
    message: say(
      'NocoBase believes that its address is {{seen}}, not {{origin}}, so every sign-in is refused with “Invalid sign-in origin”.',
      { seen: arrival.seen ?? '?', origin },
    ),
    hint: say(
      'The proxy in front has to pass on host and scheme. In nginx, add these lines beside proxy_pass. If TLS ends at another proxy before it, write $http_x_forwarded_proto instead of $scheme.',
    ),
    data: { copy: NGINX_LINES },
  };
}
