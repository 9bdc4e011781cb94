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
  /** For the call log and the console line; answers of the API only. */
  errcode?: number;
}

export const jsonReply = (data: object, status = 200): Reply => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=UTF-8' },
  body: JSON.stringify(data),
});

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

/** What nginx in front of WeCom says to an unknown path. */
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
