import { type Finding, say } from './finding';
import type { RoundTrip } from './origin-probe';
import { isCertificateProblem } from './reachable';

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
  const check = 'origin';
  if (trip.kind === 'home') {
    return { check, status: 'ok', message: say('The origin leads to this NocoBase.') };
  }
  const { reason, detail } = trip;
  const data = { reason, ...(detail && { detail }) };
  const shown = { reason: detail ?? reason };
  if (trip.kind === 'stranger') {
    // A login page or a filter in front may let browsers through all the same.
    const turnedAway = reason === 'status' && ['401', '403', '407', '429'].includes(detail ?? '');
    return {
      check,
      status: turnedAway ? 'warning' : 'failed',
      message: turnedAway
        ? say('A proxy or firewall in front of the origin rejected this server (HTTP {{reason}}).', shown)
        : say('The origin answers, but not with this NocoBase ({{reason}}).', shown),
      hint: turnedAway
        ? say('This is fine as long as people’s phones and browsers can open it.')
        : say(
            '{{origin}} leads to another server, another NocoBase or a redirect. Enter the address at which people open this NocoBase.',
            { origin },
          ),
      data,
    };
  }
  if (isCertificateProblem(detail)) {
    return {
      check,
      status: 'warning',
      message: say('The certificate of the origin cannot be verified ({{reason}}).', shown),
      hint: say(
        'WeCom opens only pages whose certificate the phone trusts. With a certificate authority of your own, installed on all devices, this is fine.',
      ),
      data,
    };
  }
  return {
    check,
    status: 'warning',
    message: say('This server cannot open the origin itself ({{reason}}).', shown),
    hint: say(
      'In some networks a server cannot reach its own public address; then this is fine. Otherwise check the name resolution, the firewall and the proxy in front.',
    ),
    data,
  };
}

function checkHttps(origin: string): Finding {
  const check = 'origin-https';
  if (origin.startsWith('https:')) return { check, status: 'ok', message: say('The origin uses https.') };
  return {
    check,
    status: 'warning',
    message: say('The origin does not use https.'),
    hint: say('Codes and sessions are sent unencrypted, and some WeCom clients refuse such pages.'),
  };
}

function checkBrowser(origin: string, browserOrigin: string): Finding {
  const check = 'origin-browser';
  if (origin === browserOrigin) {
    return { check, status: 'ok', message: say('You have opened NocoBase at the origin.') };
  }
  return {
    check,
    status: 'warning',
    message: say('Origin differs from the address in your browser, {{address}}.', { address: browserOrigin }),
    hint: say('After the sign-in, WeCom sends people to the origin. It has to lead to this NocoBase.'),
    data: { copy: browserOrigin },
  };
}
