import { connect, type LookupFunction } from 'node:net';
import { guardedLookup } from '../wecom-api/addresses';
import { ENDPOINTS, endpointUrl } from '../wecom-api/endpoints';
import { asUnreachable, WeComUnreachable } from '../wecom-api/errors';
import type { HttpClient } from '../wecom-api/http';
import { optionalNumber } from '../wecom-api/parse';
import { type Finding, findingsOf, say } from './finding';

const RATHER_SLOW_MS = 3_000;

/**
 * Asks for something that every WeCom answers without a token (with errcode 41001), so that it says nothing about the
 * credentials and does not count against them.
 *
 * @returns how long the answer took, and how the clocks compare
 */
export async function checkApi(http: HttpClient, apiBaseUrl: string, signal: AbortSignal): Promise<Finding[]> {
  const { ok, warning } = findingsOf('api-reachable');
  const endpoint = ENDPOINTS.apiAddresses;
  const started = performance.now();
  try {
    const { body, date } = await http.request({ endpoint, url: endpointUrl(apiBaseUrl, endpoint), signal });
    const ms = since(started);
    if (optionalNumber((body as { errcode?: unknown } | null)?.errcode) === undefined) {
      throw new WeComUnreachable(endpoint, 'malformed');
    }
    const message = say('The API of WeCom answered in {{ms}} ms.', { ms });
    const answered =
      ms > RATHER_SLOW_MS
        ? warning(message, { hint: say('That is slow. A sign-in waits for several such answers.'), data: { ms } })
        : ok(message, { data: { ms } });
    return date === undefined ? [answered] : [answered, checkClock(date, Date.now())];
  } catch (error) {
    return [unreachable(error)];
  }
}

/** Whether a page exists. People's browsers open it, not this server, so not reaching it from here is no failure. */
export async function checkPage(
  http: HttpClient,
  check: 'oauth-page' | 'login-page',
  url: URL,
  signal: AbortSignal,
): Promise<Finding> {
  const { ok, warning } = findingsOf(check);
  const name =
    check === 'oauth-page' ? say('The sign-in page inside WeCom') : say('The web login page with the QR code');
  const started = performance.now();
  const problem = await http.request({ endpoint: check, url, text: true, signal }).then(() => undefined, asUnreachable);
  const ms = since(started);
  const gone = problem?.reason === 'status' && /^(404|410|5..)$/.test(problem.detail ?? '');
  if (problem && (gone || problem.reason === 'network' || problem.reason === 'timeout')) {
    return warning(
      gone
        ? say('{{page}} was not found at its address (HTTP {{status}}).', { page: name, status: problem.detail ?? '' })
        : say('{{page}} cannot be opened from this server.', { page: name }),
      {
        hint: gone
          ? say('Check its base URL under “Advanced”.')
          : say('Only browsers need it, so this is fine if people can open it. Otherwise check its base URL.'),
        data: reasonOf(problem),
      },
    );
  }
  return ok(say('{{page}} answered in {{ms}} ms.', { page: name, ms }), { data: { ms } });
}

/** Whether anything listens at the address of the outbound proxy; what it lets through is seen by the other checks. */
export async function checkProxy(
  proxyUrl: string,
  signal: AbortSignal,
  lookup: LookupFunction = guardedLookup(),
): Promise<Finding> {
  const { ok, failed } = findingsOf('proxy');
  const { hostname, port, protocol } = new URL(proxyUrl);
  const started = performance.now();
  const failure = await new Promise<string | undefined>((resolve) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80), lookup, signal });
    socket.once('connect', () => resolve(undefined));
    socket.once('error', ({ name, code }: NodeJS.ErrnoException) => resolve(name === 'AbortError' ? 'timeout' : code));
    socket.once('close', () => resolve('closed'));
    socket.once('connect', () => socket.destroy());
  });
  const ms = since(started);
  if (failure === undefined) {
    return ok(say('The outbound proxy answered in {{ms}} ms.', { ms }), { data: { ms } });
  }
  return failed(say('The outbound proxy cannot be reached ({{reason}}).', { reason: failure }), {
    hint: say('Check host and port of the proxy, and that it accepts connections from this server.'),
    data: { reason: 'network', detail: failure },
  });
}

function unreachable(error: unknown): Finding {
  const { failed } = findingsOf('api-reachable');
  const problem = asUnreachable(error);
  const { reason, detail = reason } = problem;
  const data = reasonOf(problem);
  if (reason === 'timeout') {
    return failed(say('The API of WeCom did not answer in time.'), {
      hint: say('Check that a firewall lets this server out to the API base URL, or set an outbound proxy.'),
      data,
    });
  }
  if (reason === 'network' && isCertificateProblem(detail)) {
    return failed(say('The certificate of the API base URL cannot be verified ({{reason}}).', { reason: detail }), {
      hint: say(
        'If it is of your company’s own certificate authority, set NODE_EXTRA_CA_CERTS to the file with that authority and start NocoBase again.',
      ),
      data,
    });
  }
  if (reason === 'network') {
    return failed(say('The API of WeCom cannot be reached ({{reason}}).', { reason: detail }), {
      hint: say('Check the API base URL, the name resolution of this server, its firewall and the outbound proxy.'),
      data,
    });
  }
  if (reason === 'status' && detail.startsWith('5')) {
    return failed(say('The API of WeCom answered with HTTP {{status}}.', { status: detail }), {
      hint: say('WeCom, or a gateway or proxy on the way, has a problem. Check again in a few minutes.'),
      data,
    });
  }
  return failed(say('The server at the API base URL is not WeCom ({{reason}}).', { reason: detail }), {
    hint: say('Check the API base URL, and that no proxy or login page of your network answers in place of WeCom.'),
    data,
  });
}

/** Codes of Node and OpenSSL for a certificate that is not trusted, expired, or of another name. */
export function isCertificateProblem(detail = ''): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME|ERR_TLS|ERR_SSL/.test(detail);
}

function reasonOf({ reason, detail }: WeComUnreachable) {
  return { reason, ...(detail && { detail }) };
}

function since(started: number): number {
  return Math.round(performance.now() - started);
}

const TOLERATED_S = 60;

/**
 * Started sign-ins, tokens and TLS certificates all have times in them.
 *
 * @param theirs - WeCom's `Date` header, in ms since 1970, to the second
 * @param ours - the time at which it came, in ms since 1970
 */
export function checkClock(theirs: number, ours: number): Finding {
  const { ok, warning } = findingsOf('clock');
  const seconds = Math.round((ours - theirs) / 1000);
  const data = { seconds };
  if (Math.abs(seconds) <= TOLERATED_S) {
    return ok(say('The clock of this server is right.'), { data });
  }
  return warning(
    seconds > 0
      ? say('The clock of this server is {{seconds}} s ahead of WeCom’s.', { seconds })
      : say('The clock of this server is {{seconds}} s behind WeCom’s.', { seconds: -seconds }),
    {
      hint: say('Set it by NTP. With a wrong clock, sign-ins expire too early and certificates may be refused.'),
      data,
    },
  );
}
