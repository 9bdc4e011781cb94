/** Requests and replies as plain values, so that endpoints and pages are functions from one to the other. */
import type { IncomingHttpHeaders } from 'node:http';

export interface SimRequest {
  method: string;
  path: string;
  /** Path and query exactly as received. */
  rawUrl: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
  /** Of the connection, IPv4 in its usual form. */
  remoteAddress: string;
}

export interface Reply {
  status: number;
  headers: Record<string, string | string[]>;
  body: string;
  /** What the body says, of an answer of the API. */
  data?: ApiData;
}

/** The answer of an endpoint; `errcode` and `errmsg` are there unless a fault took them out. */
export type ApiData = Record<string, unknown>;

export const jsonReply = (data: object, status = 200): Reply => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=UTF-8' },
  body: JSON.stringify(data),
});

/** A header must not carry line breaks or anything beyond ASCII. */
const headerSafe = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');

/** Escapes of JSON, one at a time, so that an escaped backslash is not taken for the start of another. */
const ESCAPE = /\\(?:u00([01][0-9a-f])|([bfnrt])|.)/g;
const LETTERS: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** JSON with control characters as they are, which no parser takes. */
const withRawControls = (json: string): string =>
  json.replace(ESCAPE, (whole, hex?: string, letter?: string) => {
    if (hex) return String.fromCharCode(Number.parseInt(hex, 16));
    return letter ? (LETTERS[letter] ?? whole) : whole;
  });

/**
 * An answer of the API. Both errcode and errmsg are in headers, too, also of a success.
 * @param rawControls writes control characters into the body unescaped
 */
export function apiReply(data: ApiData, rawControls = false): Reply {
  const reply = jsonReply(data);
  const { errcode, errmsg } = data;
  return {
    ...reply,
    headers: {
      ...reply.headers,
      'Error-Code': String(errcode),
      'Error-Msg': headerSafe(String(errmsg)),
      ...(errcode === 0 ? { 'X-W-No': '6' } : {}),
    },
    body: rawControls ? withRawControls(reply.body) : reply.body,
    data,
  };
}

export const htmlReply = (html: string, status = 200): Reply => ({
  status,
  headers: {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    // The pages reflect what links carry: besides escaping, no script of anybody else may run.
    'Content-Security-Policy':
      "default-src 'none'; style-src 'self'; img-src data: 'self'; base-uri 'none'; frame-ancestors *",
  },
  body: html,
});

export const redirectReply = (location: string, cookies: string[] = []): Reply => ({
  status: 302,
  headers: {
    Location: location,
    'Cache-Control': 'no-store',
    ...(cookies.length > 0 ? { 'Set-Cookie': cookies } : {}),
  },
  body: '',
});

/** What the API says to a path that it does not have. */
export const emptyNotFoundReply = (): Reply => ({ status: 404, headers: {}, body: '' });

/** What the pages say to a path that they do not have. */
export const notFoundReply = (): Reply => ({
  status: 404,
  headers: { 'Content-Type': 'text/html' },
  body: '<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n<center><h1>404 Not Found</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
});

export function readCookie(request: SimRequest, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key !== name) continue;
    try {
      return decodeURIComponent(value.join('='));
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** @param maxAgeSeconds 0 deletes the cookie */
export const cookie = (name: string, value: string, maxAgeSeconds: number): string =>
  `${name}=${encodeURIComponent(value)}; Path=/; SameSite=Lax; HttpOnly; Max-Age=${maxAgeSeconds}`;
