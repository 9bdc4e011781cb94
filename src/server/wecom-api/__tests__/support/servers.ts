/** Servers on the loopback interface for tests of the HTTP client; {@link closeServers} after each test. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const open = new Set<net.Server>();
const sockets = new Set<net.Socket>();

export async function listen(server: net.Server): Promise<number> {
  open.add(server);
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

export async function closeServers(): Promise<void> {
  for (const socket of sockets) socket.destroy();
  for (const server of open) await new Promise((resolve) => server.close(resolve));
  open.clear();
}

/** @returns an address with a secret in it, which nothing may repeat */
export async function serve(listener: http.RequestListener): Promise<URL> {
  return new URL(`http://127.0.0.1:${await listen(http.createServer(listener))}/x?access_token=TOP-SECRET`);
}

/** A port where nobody listens any more. */
export async function closedPort(): Promise<number> {
  const server = net.createServer();
  const port = await listen(server);
  open.delete(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** An https server whose certificate nobody has signed. */
export async function serveUnverified(): Promise<{ url: URL; asked: () => number }> {
  let asked = 0;
  const server = https.createServer(selfSigned(), (_, response) => {
    asked += 1;
    response.end('{"errcode":0}');
  });
  return { url: new URL(`https://localhost:${await listen(server)}/x?access_token=TOP-SECRET`), asked: () => asked };
}

let certificate: { key: Buffer; cert: Buffer } | undefined;
function selfSigned() {
  if (certificate) return certificate;
  const folder = mkdtempSync(path.join(tmpdir(), 'auth-wecom-tls-'));
  const [key, cert] = [path.join(folder, 'key'), path.join(folder, 'cert')];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync('openssl', ['req', ...kind, ...name, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  certificate = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  return certificate;
}

/** @param authorization - what the proxy wants to see; 407 without it */
export async function connectProxy(authorization?: string): Promise<{ url: string; seen: string[] }> {
  const seen: string[] = [];
  const server = http.createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.end('{"errcode":0}');
  });
  server.on('connect', (request, socket, head) => {
    seen.push(`CONNECT ${request.url}`);
    if (authorization && request.headers['proxy-authorization'] !== authorization) {
      return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    }
    const { hostname, port } = new URL(`http://${request.url}`);
    const upstream = net.connect(Number(port), hostname.replace(/[[\]]/g, ''), () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
    socket.on('close', () => upstream.destroy());
    return undefined;
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, seen };
}
