import http from 'node:http';
import https from 'node:https';
import type { TLSSocket } from 'node:tls';
import { type UnreachableReason, WeComUnreachable } from './errors';
import { createProxyAgent } from './proxy-agent';

/** One request to WeCom. `endpoint` names it in errors and logs instead of the URL, which holds secrets. */
export interface HttpRequest {
  endpoint: string;
  url: URL;
  /** Sent as JSON by POST; without it the request is a GET. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Takes the answer as it is instead of as JSON. */
  text?: true;
  /** Ends the request early, for instance when the sign-in as a whole has taken too long. */
  signal?: AbortSignal;
}

export interface HttpAnswer {
  body: unknown;
  /** The server's `Date` header, in ms since 1970, if it sent one. */
  date?: number;
}

export interface HttpClient {
  /** @throws {WeComUnreachable} for everything that is not a complete answer, in JSON, with status 200. */
  request(request: HttpRequest): Promise<HttpAnswer>;
}

export interface HttpClientOptions {
  /** URL of an outbound proxy (`http://host:port`, credentials allowed); none by default. */
  proxyUrl?: string;
  /** Longest time for one answer, in ms. Default 5,000. */
  timeoutMs?: number;
  /** Largest accepted answer, in bytes. Default 256 KiB; real ones have less than 10. */
  maxBytes?: number;
}

/** How long an unused connection is kept, in ms: firewalls forget silent ones, and a code sent into one is lost. */
const IDLE_MS = 20_000;
const agentOptions = { keepAlive: true, timeout: IDLE_MS, maxFreeSockets: 32, scheduling: 'lifo' as const };
// Said in full, so that NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment cannot switch it off (S-29).
const tlsOptions = { rejectUnauthorized: true };
const directHttp = new http.Agent(agentOptions);
const directHttps = new https.Agent({ ...agentOptions, ...tlsOptions });

/**
 * A small JSON client: verified TLS, no redirects, bounded time and size, connections kept alive (S-29).
 *
 * Node's own `http` rather than `fetch`: an outbound proxy and TLS options that the environment cannot change need an
 * agent, and the global `fetch` takes none.
 */
export function createHttpClient({
  proxyUrl,
  timeoutMs = 5_000,
  maxBytes = 256 * 1024,
}: HttpClientOptions = {}): HttpClient {
  const proxy = proxyUrl ? createProxyAgent(proxyUrl, { ...agentOptions, ...tlsOptions }, timeoutMs) : undefined;

  return {
    request({ endpoint, url, body, headers, text, signal }) {
      return new Promise((resolve, reject) => {
        const payload = body === undefined ? undefined : JSON.stringify(body);
        const secure = url.protocol === 'https:';
        const request = (secure ? https : http).request(url, {
          method: payload === undefined ? 'GET' : 'POST',
          agent: proxy ?? (secure ? directHttps : directHttp),
          headers: {
            accept: text ? '*/*' : 'application/json',
            ...headers,
            ...(payload !== undefined && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(payload),
            }),
          },
          signal,
          ...tlsOptions,
        });
        const fail = (reason: UnreachableReason, detail?: string) => {
          clearTimeout(timer);
          request.destroy();
          reject(new WeComUnreachable(endpoint, reason, detail));
        };
        // One timer for the whole exchange: a socket timeout would start anew with every byte that trickles in.
        const timer = setTimeout(() => fail('timeout'), timeoutMs);

        request.on('error', (error: NodeJS.ErrnoException) =>
          error.name === 'AbortError' ? fail('timeout') : fail('network', error.code),
        );
        request.on('response', (response) => {
          const status = response.statusCode ?? 0;
          if (status >= 300 && status < 400) return fail('redirect', String(status));
          if (status !== 200) return fail('status', String(status));
          // https-proxy-agent hands on what a proxy says that does not open the way, as if the server had said it.
          if (secure && !(response.socket as TLSSocket).encrypted) return fail('network', 'proxy');

          const chunks: Buffer[] = [];
          let size = 0;
          response.on('data', (chunk: Buffer) => {
            size += chunk.length;
            if (size > maxBytes) fail('too-large');
            else chunks.push(chunk);
          });
          response.on('error', () => fail('network'));
          response.on('aborted', () => fail('network', 'aborted'));
          response.on('end', () => {
            clearTimeout(timer);
            try {
              const date = Date.parse(response.headers.date ?? '');
              const content = Buffer.concat(chunks).toString('utf8');
              resolve({
                body: text ? content : JSON.parse(content),
                ...(Number.isNaN(date) ? {} : { date }),
              });
            } catch {
              fail('not-json');
            }
          });
        });
        request.end(payload);
      });
    },
  };
}
