import http from 'node:http';
import net from 'node:net';
import { USER_AGENTS } from '../../simulator';

export interface WeComView {
  origin: string;
  close(): Promise<void>;
}

/**
 * The application as the WeCom client sees it, for people who have only a browser: a second address of the same NocoBase
 * where every request carries WeCom's User-Agent, which no link can make a browser send. The way back from WeCom leads to
 * this address, too; cookies do not tell ports apart, so a sign-in that starts here can end here.
 *
 * @param target - origin of NocoBase, such as `http://127.0.0.1:13000`
 */
export async function startWeComView(target: string, port: number): Promise<WeComView> {
  const { hostname, port: targetPort, host } = new URL(target);
  const origin = `http://${hostname}:${port}`;
  const agent = new http.Agent({ keepAlive: true });
  const seenByTarget = (text: string) => text.replaceAll(origin, target);

  const server = http.createServer((request, response) => {
    const { method, url: path, headers } = request;
    const forwarded = http.request(
      { hostname, port: targetPort, path, method, agent, headers: { ...disguise(headers), host } },
      (answer) => {
        const { location } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, {
          ...answer.headers,
          ...(location && { location: comeBackTo(origin, target, location) }),
        });
        answer.pipe(response);
      },
    );
    forwarded.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    request.pipe(forwarded);
  });
  server.on('upgrade', (request, socket, head) => {
    const upstream = net.connect(Number(targetPort), hostname, () => {
      const lines = Object.entries({ ...disguise(request.headers), host }).map(([name, value]) => `${name}: ${value}`);
      upstream.write(`GET ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      upstream.write(head);
      socket.pipe(upstream).pipe(socket);
    });
    socket.on('error', () => upstream.destroy());
    upstream.on('error', () => socket.destroy());
  });

  function disguise(headers: http.IncomingHttpHeaders): http.OutgoingHttpHeaders {
    const { origin: from, referer } = headers;
    return {
      ...headers,
      'user-agent': USER_AGENTS.wecomIphone,
      ...(from && { origin: seenByTarget(from) }),
      ...(referer && { referer: seenByTarget(referer) }),
    };
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, resolve);
  });
  return {
    origin,
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** WeCom's pages name the way back in their query, encoded. */
function comeBackTo(origin: string, target: string, location: string): string {
  return location.replaceAll(target, origin).replaceAll(encodeURIComponent(target), encodeURIComponent(origin));
}
