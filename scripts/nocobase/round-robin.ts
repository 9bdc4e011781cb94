import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RoundRobin {
  /** Such as `http://127.0.0.1:40002`. */
  origin: string;
  /** How many requests went to each target. */
  counts: number[];
  close(): Promise<void>;
}

/**
 * A plain proxy that gives every request to the next target, whoever sends it: no sticky sessions. A target that cannot
 * be connected to is passed over, as web servers do; a request that was lost on its way is answered with 502.
 *
 * @param targets origins
 */
export async function startRoundRobin(targets: string[]): Promise<RoundRobin> {
  // Connections are not kept, as nginx does by default: a target that died is known before anything is sent to it.
  const agent = new http.Agent({ keepAlive: false });
  const counts = targets.map(() => 0);
  let turn = 0;

  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const first = turn;
    turn += 1;
    const forward = (attempt: number) => {
      const index = (first + attempt) % targets.length;
      const { method, url = '/', headers } = request;
      const forwarded = http.request(`${targets[index]}${url}`, { method, headers, agent }, (answer) => {
        counts[index] = (counts[index] ?? 0) + 1;
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        answer.on('error', () => response.destroy());
      });
      forwarded.on('error', (error: NodeJS.ErrnoException) => {
        const wasSent = error.code !== 'ECONNREFUSED';
        if (!wasSent && attempt + 1 < targets.length) return forward(attempt + 1);
        if (!response.headersSent) response.writeHead(502);
        response.end();
      });
      forwarded.end(body);
    };
    forward(0);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
