import { isIP } from 'node:net';
import { type Agent, getAgent } from '../wecom-api/agent';
import type { WeComClient } from '../wecom-api/client';
import { meaningOf, messageAdvice, NO_RECEIVER } from '../wecom-api/errcodes';
import { isWeComApiError, WeComRefusal, WeComUnreachable } from '../wecom-api/errors';
import { sendToNobody } from '../wecom-api/message';
import { type Finding, findingsOf, say } from './finding';

/**
 * Whether Company ID, AgentId and Secret are real and belong together, and what WeCom then tells of the app. Consumes no
 * code and sends no message.
 *
 * `gettoken` alone would prove little: it is not behind the list of trusted IPs, and it knows no AgentId.
 *
 * @param origin - undefined while it is not usable
 */
export async function checkCredentials(
  client: WeComClient,
  agentId: string,
  origin: string | undefined,
): Promise<Finding[]> {
  try {
    const agent = await getAgent(client, agentId);
    return [...acceptedFindings(agent, origin), ...(agent.closed ? [] : await checkMessages(client, agentId))];
  } catch (error) {
    return [refusedFinding(error)];
  }
}

/** What WeCom tells of the app whose credentials are right. `origin` is undefined while it is not usable. */
export function acceptedFindings(agent: Agent, origin: string | undefined): Finding[] {
  return [
    findingsOf('credentials').ok(
      say('WeCom accepts Company ID, AgentId and Secret. They belong to the app “{{name}}”.', {
        name: agent.name ?? '',
      }),
    ),
    checkAppEnabled(agent),
    checkVisibleRange(agent),
    ...(origin ? [checkTrustedDomain(agent, origin)] : []),
  ];
}

/** @throws what is not an answer of WeCom */
export function refusedFinding(error: unknown): Finding {
  if (error instanceof WeComRefusal) return explainRefusal('credentials', error);
  if (!(error instanceof WeComUnreachable)) throw error;
  // Why is the business of `api-reachable`.
  return findingsOf('credentials').warning(
    say('Company ID, AgentId and Secret could not be checked, because WeCom did not answer.'),
    {
      hint: say('Check again once the API of WeCom can be reached.'),
      data: { reason: error.reason, ...(error.detail && { detail: error.detail }) },
    },
  );
}

/** What a refusal tells about the settings: sentence, what to do, and the value to paste if there is one. */
export function explainRefusal(check: Finding['check'], { errcode, hint, fromIp }: WeComRefusal): Finding {
  const { finding, findingAdvice, advice, wantsAddress } = meaningOf(errcode);
  return findingsOf(check).failed(say(finding ?? 'WeCom refuses the settings (errcode {{errcode}}).', { errcode }), {
    hint: say(findingAdvice ?? advice),
    data: {
      errcode,
      ...(hint && { wecomHint: hint }),
      ...(wantsAddress && fromIp ? { copy: fromIp } : !finding && hint && { copy: hint }),
    },
  });
}

/** Whether the app is switched on in WeCom's console. */
export function checkAppEnabled({ closed }: Agent): Finding {
  const { ok, failed } = findingsOf('app-enabled');
  if (!closed) return ok(say('The app is enabled in WeCom.'));
  return failed(say('The app is disabled in WeCom. Nobody can sign in.'), {
    hint: say('Enable it: WeCom console > App management > your app, the switch beside its name.'),
  });
}

/** Only who is in the visible range may sign in. */
export function checkVisibleRange({ visible }: Agent): Finding {
  const { ok, warning } = findingsOf('visible-range');
  const { members, departments, tags } = visible;
  if (members + departments + tags > 0) {
    return ok(
      say('Visible range of the app: {{departments}} departments, {{members}} members, {{tags}} tags.', {
        ...visible,
      }),
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
  const { ok, warning } = findingsOf('trusted-domain');
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
  return warning(
    trustedDomain
      ? say('The trusted domain of the app is {{trusted}}, but the origin needs {{host}}.', {
          trusted: trustedDomain,
          host,
        })
      : say('The app has no trusted domain. People cannot sign in from WeCom.'),
    {
      hint: isDomainName(host)
        ? [place, callbackDomain]
        : say('WeCom accepts no IP address there. Give NocoBase a domain name and enter it as the origin.'),
      data,
    },
  );
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

/**
 * Whether the app may send messages, by a message to nobody: WeCom refuses it for that very reason, or because of what is
 * wrong with the app. Nothing is sent, and whoever does not send messages may leave a warning as it is.
 */
async function checkMessages(client: WeComClient, agentId: string): Promise<Finding[]> {
  const { ok, warning } = findingsOf('messages');
  try {
    await sendToNobody(client, agentId);
    return [];
  } catch (error) {
    if (!isWeComApiError(error)) throw error;
    // A WeCom that does not answer is the business of `api-reachable`.
    if (!(error instanceof WeComRefusal)) return [];
    const { errcode, hint } = error;
    if (errcode === NO_RECEIVER) {
      return [ok(say('WeCom lets the app send messages. (Nothing was sent.)'))];
    }
    return [
      warning(say('The app may not send messages (errcode {{errcode}}). Signing in is not affected.', { errcode }), {
        hint: say(messageAdvice(errcode)),
        data: { errcode, ...(hint && { wecomHint: hint }) },
      }),
    ];
  }
}
