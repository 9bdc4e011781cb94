import type { Agent, ClientRequest } from 'node:http';
import { HttpsProxyAgent } from 'https-proxy-agent';

type Connect = HttpsProxyAgent<string>['connect'];

/** Reaches WeCom through a proxy, and hangs up on one that does not answer: its sockets would pile up otherwise. */
export class ProxyAgent extends HttpsProxyAgent<string> {
  constructor(
    proxyUrl: string,
    options: object,
    /** How long the proxy may take to open the way, in ms. */
    private readonly timeoutMs: number,
  ) {
    super(proxyUrl, options);
  }

  override async connect(request: ClientRequest, options: Parameters<Connect>[1]): ReturnType<Connect> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), this.timeoutMs);
    // Read before anything is awaited, so simultaneous calls do not meet in it.
    this.connectOpts = { ...this.connectOpts, signal: limit.signal } as typeof this.connectOpts;
    try {
      return await super.connect(request, options);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @returns an agent for both http and https targets */
export function createProxyAgent(proxyUrl: string, options: object, timeoutMs: number): Agent {
  return new ProxyAgent(proxyUrl, options, timeoutMs) as unknown as Agent;
}
