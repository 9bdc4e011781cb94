import { isIP } from 'node:net';
import type { Agent } from '../wecom-api/agent';
import { type Finding, outcomesOf, say } from './finding';

/** Whether the app is switched on in WeCom's console. */
export function checkAppEnabled({ closed }: Agent): Finding {
  const { ok, failed } = outcomesOf('app-enabled');
  return closed
    ? failed(say('The app is disabled in WeCom. Nobody can sign in.'), {
        hint: say('Enable it: WeCom console > App management > your app, the switch beside its name.'),
      })
    : ok(say('The app is enabled in WeCom.'));
}

/** Only who is in the visible range may sign in. */
export function checkVisibleRange({ visible }: Agent): Finding {
  const { ok, warning } = outcomesOf('visible-range');
  const { members, departments, tags } = visible;
  if (members + departments + tags > 0) {
    return ok(
      say('Visible range of the app: {{departments}} departments, {{members}} members, {{tags}} tags.', { ...visible }),
    );
  }
  return warning(say('The visible range of the app is empty. Nobody may use it.'), {
    hint: say(
      'Add the departments or members who may sign in: WeCom console > App management > your app > Visible range.',
    ),
  });
}

/**
 * The OAuth link works only from the trusted domain, host and port as they are. The web login also takes the callback
 * domain, which the API does not tell.
 *
 * @see WeCom documents 91335, 98152
 */
export function checkTrustedDomain({ trustedDomain }: Agent, origin: string): Finding {
  const { ok, warning } = outcomesOf('trusted-domain');
  const { host } = new URL(origin);
  const data = { copy: host };
  const callbackDomain = say(
    'The web login callback domain cannot be checked from here; it has to be {{host}} too: WeCom console > App management > your app > WeCom authorized login > Web page.',
    { host },
  );
  if (trustedDomain && sameHost(trustedDomain, host)) {
    return ok(say('The trusted domain of the app is the host of the origin, {{host}}.', { host }), {
      hint: callbackDomain,
      data,
    });
  }
  const place = say(
    'Enter {{host}}, with the port if there is one: WeCom console > App management > your app > Web authorization and JS-SDK > Trusted domain.',
    { host },
  );
  const message = trustedDomain
    ? say('The trusted domain of the app is {{trusted}}, but the origin needs {{host}}.', {
        trusted: trustedDomain,
        host,
      })
    : say('The app has no trusted domain. People cannot sign in from WeCom.');
  const hint = isDomainName(host)
    ? [place, callbackDomain]
    : say('WeCom accepts no IP address there. Give NocoBase a domain name and enter it as the origin.');
  return warning(message, { hint, data });
}

function isDomainName(host: string): boolean {
  const { hostname } = new URL(`https://${host}`);
  return isIP(hostname) === 0 && !hostname.startsWith('[') && hostname.includes('.');
}

/** Consoles write international domains in their own letters, URLs in Punycode. */
function sameHost(domain: string, host: string): boolean {
  try {
    return new URL(`https://${domain}`).host === new URL(`https://${host}`).host;
  } catch {
    return false;
  }
}
