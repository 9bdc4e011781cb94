import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import { HttpsProxyAgent } from 'https-proxy-agent';

type Connect = HttpsProxyAgent<string>['connect'];

/**
 * Reaches WeCom through a tunnel of a proxy. The connection to a proxy that does not answer is closed, because open ones
 * would pile up. A proxy that opens no tunnel cannot answer in the place of WeCom.
 */
class ProxyAgent extends HttpsProxyAgent<string> {
  constructor(
    proxyUrl: string,
    options: object,
    /** How long the proxy may take to open the tunnel, in ms. */
    private readonly timeoutMs: number,
  ) {
    super(proxyUrl, options);
  }

  override async connect(request: ClientRequest, options: Parameters<Connect>[1]): ReturnType<Connect> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), this.timeoutMs);
    // The base class reads it before it awaits anything, so simultaneous calls do not get in each other's way.
    this.connectOpts = { ...this.connectOpts, signal: limit.signal } as typeof this.connectOpts;
    let status: number | undefined;
    request.once('proxyConnect', ({ statusCode }: IncomingMessage) => {
      status = statusCode;
    });
    try {
      // The options of the agent are for the way to the proxy. For the connection in the tunnel only these count, and
      // without the option NODE_TLS_REJECT_UNAUTHORIZED=0 would switch off its verification (S-29).
      const socket = await super.connect(request, { ...options, rejectUnauthorized: true } as typeof options);
      if (status === 200) return socket;
      // Here the base class would replay what the proxy said as if the server had said it.
      socket.destroy();
      throw Object.assign(new Error('The proxy opened no tunnel'), { code: `proxy ${status}` });
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @returns an agent for both http and https targets */
export function createProxyAgent(proxyUrl: string, options: object, timeoutMs: number): Agent {
  return new ProxyAgent(proxyUrl, options, timeoutMs) as unknown as Agent;
}
