import http from 'node:http';
import type { AddressInfo } from 'node:net';

type Handlers = { requestHandlers: ((req: http.IncomingMessage, res: http.ServerResponse) => Promise<boolean>)[] };

export interface Asked {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** A server that treats requests as NocoBase's gateway does: the handlers first, and behind them a document of the client. */
export class TestGateway {
  private constructor(private readonly server: http.Server) {}

  static async start(): Promise<TestGateway> {
    // Required late: NocoBase reads the environment while it is loaded.
    const { Gateway } = require('@nocobase/server');
    const server = http.createServer(async (req, res) => {
      for (const handler of (Gateway as unknown as Handlers).requestHandlers) {
        if ((await handler(req, res)) !== false) return;
      }
      res.setHeader('Content-Type', 'text/html');
      res.end('the client');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new TestGateway(server);
  }

  /** A request as it goes over the wire: `fetch` takes neither `Host` nor a path that has to stay as it is. */
  ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Asked> {
    const { port } = this.server.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      const request = http.request({ port, host: '127.0.0.1', path, method, headers, agent: false }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      });
      request.on('error', reject);
      request.end();
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
