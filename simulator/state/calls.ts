import type { IncomingHttpHeaders } from 'node:http';

/** One request the simulator received. Holds secrets in the clear, so that tests can look for leaks. */
export interface Call {
  /** Milliseconds of the simulator's clock. */
  time: number;
  method: string;
  /** `gettoken`, `auth/getuserinfo`, ..., `oauth2/authorize`, `wwlogin/sso/login`, `workbench`, or the path. */
  endpoint: string;
  path: string;
  /** Path and query as received. */
  url: string;
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
  body: string;
  ip: string;
  /** 0 while the request is held by a delay or for ever. */
  status: number;
  errcode?: number;
}

/** The newest requests, and how many there were of each endpoint in all. */
export class Calls {
  private list: Call[] = [];
  private counts = new Map<string, number>();

  /** @param keep how many requests to remember; 0 only counts */
  constructor(private readonly keep: number) {}

  add(call: Call): void {
    this.counts.set(call.endpoint, (this.counts.get(call.endpoint) ?? 0) + 1);
    if (this.keep === 0) return;
    this.list.push(call);
    // Cutting in large pieces keeps the cost per request constant.
    if (this.list.length >= this.keep * 2) this.list = this.list.slice(-this.keep);
  }

  all(): Call[] {
    return this.list.slice(-this.keep || this.list.length);
  }

  /** Exact number since the last clear, also of requests that are no longer remembered. @param endpoint all without */
  count(endpoint?: string): number {
    if (endpoint === undefined) return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
    return this.counts.get(endpoint) ?? 0;
  }

  clear(): void {
    this.list = [];
    this.counts.clear();
  }
}

/** Endpoint name of a path: the part that WeCom's documents use. */
export function endpointOf(path: string): string {
  const api = /^\/cgi-bin\/(.+?)\/?$/.exec(path);
  if (api?.[1]) return api[1];
  return path.replace(/^\/(connect\/)?/, '').replace(/\/$/, '') || 'home';
}
