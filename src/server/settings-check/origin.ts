import { originWarnings } from '../../shared/settings/origin-warnings';
import { type CheckId, type Finding, outcomesOf, type Sentence, say } from './finding';
import type { Arrival, RoundTrip } from './origin-probe';

/**
 * @param origin - as `URL.origin` writes it
 * @param browserOrigin - the `Origin` header of the administrator's browser, if it sent one
 */
export function checkOrigin(origin: string, browserOrigin: string | undefined, trip: RoundTrip): Finding[] {
  const rightAs = (check: CheckId, right: Sentence) => {
    const { ok, warning } = outcomesOf(check);
    const wrong = originWarnings(origin, browserOrigin).find((found) => found.check === check);
    return wrong
      ? warning(say(wrong.message, { address: browserOrigin ?? '' }), {
          hint: say(wrong.hint),
          ...(check === 'origin-browser' && { data: { copy: browserOrigin } }),
        })
      : ok(right);
  };
  return [
    checkLeadsHere(origin, trip),
    rightAs('origin-https', say('The origin uses https.')),
    ...(browserOrigin === undefined ? [] : [rightAs('origin-browser', say('You have opened NocoBase at the origin.'))]),
  ];
}

function checkLeadsHere(origin: string, trip: RoundTrip): Finding {
  const { ok, warning, failed } = outcomesOf('origin');
  if (trip.kind === 'home') return ok(say('The origin leads to this NocoBase.'));
  const { reason, detail } = trip;
  const data = { reason, ...(detail && { detail }) };
  const shown = { reason: detail ?? reason };
  if (trip.kind === 'stranger') {
    // A login page or a filter in front may let browsers through all the same.
    return reason === 'status' && ['401', '403', '407', '429'].includes(detail ?? '')
      ? warning(say('A proxy or firewall in front of the origin rejected this server (HTTP {{reason}}).', shown), {
          hint: say('This is fine as long as people’s phones and browsers can open it.'),
          data,
        })
      : failed(say('The origin answers, but not with this NocoBase ({{reason}}).', shown), {
          hint: say(
            '{{origin}} leads to another server, another NocoBase or a redirect. Enter the address at which people open this NocoBase.',
            { origin },
          ),
          data,
        });
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO|ALTNAME|ERR_TLS|ERR_SSL/.test(detail ?? '')) {
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
  const { ok, warning, failed } = outcomesOf('forwarded-proto');
  const arrival = own ?? (trip.kind === 'home' ? trip : undefined);
  if (!arrival) {
    return warning(say('It could not be checked whether the proxy in front passes on Host and X-Forwarded-Proto.'), {
      hint: say('Open NocoBase at {{origin}} and check the settings there.', { origin }),
    });
  }
  if (arrival.trusted) return ok(say('NocoBase accepts sign-ins from pages of the origin.'));
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
