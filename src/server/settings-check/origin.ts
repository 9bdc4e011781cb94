import { type Finding, findingsOf, say } from './finding';
import { isCertificateProblem } from './network';
import { type Arrival, type RoundTrip } from './origin-probe';

/**
 * @param origin - as `URL.origin` writes it
 * @param browserOrigin - the `Origin` header of the administrator's browser, if it sent one
 */
export function checkOrigin(origin: string, browserOrigin: string | undefined, trip: RoundTrip): Finding[] {
  return [
    checkLeadsHere(origin, trip),
    checkHttps(origin),
    ...(browserOrigin === undefined ? [] : [checkBrowser(origin, browserOrigin)]),
  ];
}

function checkLeadsHere(origin: string, trip: RoundTrip): Finding {
  const { ok, warning, failed } = findingsOf('origin');
  if (trip.kind === 'home') {
    return ok(say('The origin leads to this NocoBase.'));
  }
  const { reason, detail } = trip;
  const data = { reason, ...(detail && { detail }) };
  const shown = { reason: detail ?? reason };
  if (trip.kind === 'stranger') {
    // A login page or a filter in front may let browsers through all the same.
    const turnedAway = reason === 'status' && ['401', '403', '407', '429'].includes(detail ?? '');
    return (turnedAway ? warning : failed)(
      turnedAway
        ? say('A proxy or firewall in front of the origin rejected this server (HTTP {{reason}}).', shown)
        : say('The origin answers, but not with this NocoBase ({{reason}}).', shown),
      {
        hint: turnedAway
          ? say('This is fine as long as people’s phones and browsers can open it.')
          : say(
              '{{origin}} leads to another server, another NocoBase or a redirect. Enter the address at which people open this NocoBase.',
              { origin },
            ),
        data,
      },
    );
  }
  if (isCertificateProblem(detail)) {
    return warning(say('The certificate of the origin cannot be verified ({{reason}}).', shown), {
      hint: say(
        'WeCom opens only pages whose certificate the phone trusts. With a certificate authority of your own, installed on all devices, this is fine.',
      ),
      data,
    });
  }
  return warning(say('This server cannot open the origin itself ({{reason}}).', shown), {
    hint: say(
      'In some networks a server cannot reach its own public address; then this is fine. Otherwise check the name resolution, the firewall and the proxy in front.',
    ),
    data,
  });
}

function checkHttps(origin: string): Finding {
  const { ok, warning } = findingsOf('origin-https');
  if (origin.startsWith('https:')) return ok(say('The origin uses https.'));
  return warning(say('The origin does not use https.'), {
    hint: say('Codes and sessions are sent unencrypted, and some WeCom clients refuse such pages.'),
  });
}

function checkBrowser(origin: string, browserOrigin: string): Finding {
  const { ok, warning } = findingsOf('origin-browser');
  if (origin === browserOrigin) {
    return ok(say('You have opened NocoBase at the origin.'));
  }
  return warning(say('Origin differs from the address in your browser, {{address}}.', { address: browserOrigin }), {
    hint: say('After the sign-in, WeCom sends people to the origin. It has to lead to this NocoBase.'),
    data: { copy: browserOrigin },
  });
}

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
  const { ok, warning, failed } = findingsOf('forwarded-proto');
  const arrival = own ?? (trip.kind === 'home' ? trip : undefined);
  if (!arrival) {
    return warning(say('It could not be checked whether the proxy in front passes on Host and X-Forwarded-Proto.'), {
      hint: say('Open NocoBase at {{origin}} and check the settings there.', { origin }),
    });
  }
  if (arrival.trusted && arrival.detour) {
    return warning(say('The proxy in front does not pass on the host name, so each sign-in takes one more redirect.'), {
      hint: say('In nginx, add these lines beside proxy_pass.'),
      data: { copy: NGINX_LINES },
    });
  }
  if (arrival.trusted) {
    return ok(say('NocoBase accepts sign-ins from pages of the origin.'));
  }
  return failed(
    say(
      'NocoBase believes that its address is {{seen}}, not {{origin}}, so every sign-in is refused with “Invalid sign-in origin”.',
      { seen: arrival.seen ?? '?', origin },
    ),
    {
      hint: say(
        'The proxy in front has to pass on host and scheme. In nginx, add these lines beside proxy_pass. If TLS ends at another proxy before it, write $http_x_forwarded_proto instead of $scheme.',
      ),
      data: { copy: NGINX_LINES },
    },
  );
}
