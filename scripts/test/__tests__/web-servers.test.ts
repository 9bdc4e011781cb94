import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { isPortTaken } from '../../ports';
import { ensureWebServers, startWebServer, type WebServer, type WebServerName } from '../web-servers';

/** What a person would write: an answer of its own, and everything else for the application. */
const LINES: Record<WebServerName, (target: string) => string> = {
  nginx: (target) => `
    location = /here.txt { default_type text/plain; return 200 "from nginx"; }
    location / { proxy_pass ${target}; proxy_set_header X-Forwarded-Proto https; }`,
  caddy: (target) => `
    respond /here.txt "from caddy"
    reverse_proxy ${target} {
      header_up X-Forwarded-Proto https
    }`,
};

let application: http.Server;
let target: string;

beforeAll(async () => {
  ensureWebServers();
  application = http.createServer((request, response) => {
    response.end(`${request.url} ${request.headers['x-forwarded-proto']}`);
  });
  await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve));
  target = `http://127.0.0.1:${(application.address() as AddressInfo).port}`;
});
afterAll(() => {
  application.close();
  application.closeAllConnections();
});

describe.each(['nginx', 'caddy'] as const)('%s', (name) => {
  it('serves what its lines say, and is gone afterwards', async () => {
    const server: WebServer = await startWebServer(name, LINES[name](target));
    try {
      const read = async (path: string) => (await fetch(server.origin + path)).text();
      expect(await read('/here.txt')).toBe(`from ${name}`);
      expect(await read('/api/x?y=1')).toBe('/api/x?y=1 https');
    } finally {
      await server.stop();
    }
    expect(await isPortTaken(Number(new URL(server.origin).port))).toBe(false);
  });

  it('says what it does not understand', async () => {
    await expect(startWebServer(name, 'nonsense here;')).rejects.toThrow(/nonsense/);
  });
});
