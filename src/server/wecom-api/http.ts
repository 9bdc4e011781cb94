import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { AxiosHeaders, type AxiosResponse, getAdapter, type InternalAxiosRequestConfig } from 'axios';
import { assertReachable, guardedLookup } from './addresses';
import { WeComUnreachable } from './errors';
import { parseJson } from './json';
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
  /** Largest accepted answer, in bytes, when it is not that of the client: lists of a directory are long. */
  maxBytes?: number;
  /** Longest time for the whole answer, in ms, when it is not that of the client. */
  timeoutMs?: number;
  /** Ends the request early, for instance when the sign-in as a whole has taken too long. */
  signal?: AbortSignal;
}

interface HttpAnswer {
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
  /** Longest time for one whole answer, in ms. Default 5,000. */
  timeoutMs?: number;
  /** Largest accepted answer, in bytes. Default 256 KiB; real ones have less than 10. */
  maxBytes?: number;
  /** How long an unused connection is kept, in ms. Default 20,000. */
  idleMs?: number;
  /** Asks the name service; tests have one of their own. */
  lookup?: LookupFunction;
}

/**
 * A small JSON client: verified TLS, no redirects, bounded time and size, connections kept alive (S-29), and none to an
 * address of cloud metadata, whatever name it has (S-54).
 *
 * The adapter of axios that speaks HTTP, without the layers above it: they transform what is finished, cost half as much
 * again, and take defaults that another plugin may have changed. NocoBase provides axios, from 1.7.0 on; only what that
 * version has is used. It must not be bundled: under NocoBase's hardened JavaScript no further copy of axios can be loaded.
 */
export function createHttpClient({
  proxyUrl,
  timeoutMs = 5_000,
  maxBytes = 256 * 1024,
  idleMs = 20_000,
  lookup,
}: HttpClientOptions = {}): HttpClient {
  const connections = {
    keepAlive: true,
    // As axios sets it for each request: otherwise every request sets it twice, which are calls of the system.
    keepAliveMsecs: 60_000,
    // Firewalls forget silent connections, and a code that is sent into one is lost.
    timeout: idleMs,
    maxFreeSockets: 32,
    scheduling: 'lifo' as const,
    // Explicit, so that NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment cannot switch it off.
    rejectUnauthorized: true,
    lookup: guardedLookup(lookup),
  };
  const proxy = proxyUrl ? createProxyAgent(proxyUrl, connections, timeoutMs) : undefined;
  const send = getAdapter('http');
  const common: Omit<InternalAxiosRequestConfig, 'headers'> = {
    httpAgent: proxy ?? new http.Agent(connections),
    httpsAgent: proxy ?? new https.Agent(connections),
    // Otherwise HTTP_PROXY of the environment would get the requests with their secrets.
    proxy: false,
    maxRedirects: 0,
    validateStatus: null,
    responseType: 'arraybuffer',
    // Compressed answers are not asked for; unpacking one could make it much larger than `maxBytes`.
    decompress: false,
  };

  return {
    async request({ endpoint, url, body, headers, text, signal, ...limits }) {
      const { maxBytes: maxContentLength = maxBytes, timeoutMs: limitMs = timeoutMs } = limits;
      // One timer for the whole exchange: a socket timeout would start anew with every byte that trickles in.
      const limit = new AbortController();
      const end = () => limit.abort();
      const timer = setTimeout(end, limitMs);
      if (signal?.aborted) end();
      else signal?.addEventListener('abort', end, { once: true });
      try {
        assertReachable(url);
        // The adapter sends even what was given up before.
        limit.signal.throwIfAborted();
        const answer = await send({
          ...common,
          url: url.href,
          method: body === undefined ? 'get' : 'post',
          data: body === undefined ? undefined : JSON.stringify(body),
          headers: AxiosHeaders.from({
            accept: text ? '*/*' : 'application/json',
            'accept-encoding': 'identity',
            'user-agent': false,
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...headers,
          }),
          maxContentLength,
          signal: limit.signal,
        });
        return read(answer, endpoint, text);
      } catch (error) {
        throw error instanceof WeComUnreachable ? error : toUnreachable(endpoint, error, limit.signal.aborted);
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
      }
    },
  };
}

function read({ status, headers, data }: AxiosResponse<Buffer>, endpoint: string, text?: true): HttpAnswer {
  if (status >= 300 && status < 400) throw new WeComUnreachable(endpoint, 'redirect', String(status));
  if (status !== 200) throw new WeComUnreachable(endpoint, 'status', String(status));
  const date = Date.parse(String(headers.date));
  return { body: text ? data.toString() : parse(data, endpoint), ...(!Number.isNaN(date) && { date }) };
}

function parse(data: Buffer, endpoint: string): unknown {
  try {
    return parseJson(data.toString());
  } catch {
    throw new WeComUnreachable(endpoint, 'not-json');
  }
}

/**
 * An error of axios holds the URL with the token, and the answer. The new error has only the reason, and no `cause` (S-31).
 * Versions of axios report an answer that was cut short in different ways, which all end here.
 */
function toUnreachable(endpoint: string, error: unknown, ended: boolean): WeComUnreachable {
  if (ended) return new WeComUnreachable(endpoint, 'timeout');
  const { message, code } = error as { message?: unknown; code?: unknown };
  if (String(message).startsWith('maxContentLength')) return new WeComUnreachable(endpoint, 'too-large');
  return new WeComUnreachable(endpoint, 'network', typeof code === 'string' ? code : undefined);
}
