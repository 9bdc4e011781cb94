import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WeComUnreachable } from '../errors';
import { createHttpClient } from '../http';

const open: (net.Server | http.Server)[] = [];

async function listen(server: net.Server): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const serve = async (listener: http.RequestListener) =>
  new URL(`http://127.0.0.1:${await listen(http.createServer(listener))}/x?access_token=TOP-SECRET`);

afterEach(async () => {
  for (const server of open.splice(0)) {
    (server as http.Server).closeAllConnections?.();
    await new Promise((resolve) => server.close(resolve));
  }
});

const client = createHttpClient({ timeoutMs: 300, maxBytes: 10_000 });
const failure = (url: URL, options: object = {}) =>
  client.request({ endpoint: 'user/get', url, ...options }).then(
    () => {
      throw new Error('the request should have failed');
    },
    (error: WeComUnreachable) => error,
  );

describe('S-29 the HTTP client', () => {
  it('gets and posts JSON, and tells the date', async () => {
    const url = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () =>
        response.end(JSON.stringify({ method: request.method, type: request.headers['content-type'], body })),
      );
    });
    const got = await client.request({ endpoint: 'x', url });
    expect(got.body).toEqual({ method: 'GET', body: '' });
    expect(Math.abs((got.date ?? 0) - Date.now())).toBeLessThan(5_000);
    const posted = await client.request({ endpoint: 'x', url, body: { name: '李娜' } });
    expect(posted.body).toEqual({ method: 'POST', type: 'application/json', body: '{"name":"李娜"}' });
  });

  it('keeps connections alive', async () => {
    const sockets = new Set<unknown>();
    const url = await serve((request, response) => {
      sockets.add(request.socket);
      response.end('{}');
    });
    for (let i = 0; i < 5; i += 1) await client.request({ endpoint: 'x', url });
    expect(sockets.size).toBe(1);
  });

  const page = '<html><h1>Please log in</h1></html>';
  it.each<[string, string, http.RequestListener]>([
    ['no answer', 'timeout', () => {}],
    ['headers without a body', 'timeout', (_, response) => response.writeHead(200).flushHeaders()],
    [
      'a byte now and then',
      'timeout',
      (_, response) => {
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      },
    ],
    ['a redirect', 'redirect', (_, response) => response.writeHead(302, { location: 'https://evil.example/' }).end()],
    [
      'a redirect with a JSON body',
      'redirect',
      (_, response) => response.writeHead(307, { location: '/' }).end('{"errcode":0}'),
    ],
    ['500', 'status', (_, response) => response.writeHead(500).end('{"errcode":0}')],
    ['502 with a page', 'status', (_, response) => response.writeHead(502).end(page)],
    ['404', 'status', (_, response) => response.writeHead(404).end()],
    ['204', 'status', (_, response) => response.writeHead(204).end()],
    ['a page', 'not-json', (_, response) => response.end(page)],
    ['nothing', 'not-json', (_, response) => response.end()],
    ['half a JSON', 'not-json', (_, response) => response.end('{"errcode":0,"userid":"li')],
    [
      'a broken transfer',
      'network',
      (_, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{"errcode":0}');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    ['a megabyte', 'too-large', (_, response) => response.end(`{"padding":"${'x'.repeat(1_000_000)}"}`)],
    [
      'an endless answer',
      'too-large',
      (_, response) => {
        const more = () => {
          while (!response.destroyed && response.write('x'.repeat(5000)));
        };
        response.on('drain', more);
        more();
      },
    ],
    ['a closed connection', 'network', (request) => request.socket.destroy()],
  ])('gives up at %s, without a word of address or answer', async (_, reason, listener) => {
    const error = await failure(await serve(listener));
    expect(error).toBeInstanceOf(WeComUnreachable);
    expect(error.reason).toBe(reason);
    expect(`${error.stack}${JSON.stringify(error)}`).not.toMatch(/TOP-SECRET|Please log in|127\.0\.0\.1|evil/);
  });

  it('does not follow a redirect', async () => {
    let visits = 0;
    const target = await serve((_, response) => {
      visits += 1;
      response.end('{}');
    });
    await failure(await serve((_, response) => response.writeHead(302, { location: target.href }).end()));
    expect(visits).toBe(0);
  });

  it('gives up where nobody listens, and at a name that does not exist', async () => {
    const server = net.createServer();
    const port = await listen(server);
    await new Promise((resolve) => open.splice(0)[0]?.close(resolve));
    expect(await failure(new URL(`http://127.0.0.1:${port}/`))).toMatchObject({
      reason: 'network',
      detail: 'ECONNREFUSED',
    });
    expect((await failure(new URL('http://nowhere.invalid/'))).reason).toMatch(/network|timeout/);
  });

  it('ends with the signal of its caller', async () => {
    const url = await serve(() => {});
    const started = Date.now();
    expect((await failure(url, { signal: AbortSignal.timeout(50) })).reason).toBe('timeout');
    expect((await failure(url, { signal: AbortSignal.abort() })).reason).toBe('timeout');
    expect(Date.now() - started).toBeLessThan(280);
  });
});

describe('S-29 TLS', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'auth-wecom-tls-'));
  const certificate = (name: string) => {
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
        '-subj',
        `/CN=${name}`,
        '-addext',
        `subjectAltName=DNS:${name}`,
        '-keyout',
        `${folder}/${name}.key`,
        '-out',
        `${folder}/${name}.crt`,
      ],
      { stdio: 'ignore' },
    );
    return { key: readFileSync(`${folder}/${name}.key`), cert: readFileSync(`${folder}/${name}.crt`) };
  };
  const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  afterEach(() => {
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const secureServer = async () => {
    let asked = 0;
    const server = https.createServer(certificate('localhost'), (_, response) => {
      asked += 1;
      response.end('{"errcode":0}');
    });
    const url = new URL(`https://localhost:${await listen(server)}/x?access_token=TOP-SECRET`);
    return { url, asked: () => asked };
  };

  it.each([undefined, '0'])('is verified, also with NODE_TLS_REJECT_UNAUTHORIZED=%s', async (setting) => {
    if (setting !== undefined) process.env.NODE_TLS_REJECT_UNAUTHORIZED = setting;
    const { url, asked } = await secureServer();
    expect(await failure(url)).toMatchObject({ reason: 'network', detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(asked()).toBe(0);
  });

  it('is verified through a proxy too, which sees no token', async () => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    const { url, asked } = await secureServer();
    const proxy = await connectProxy();
    const proxied = createHttpClient({ proxyUrl: proxy.url, timeoutMs: 2000 });
    await expect(proxied.request({ endpoint: 'x', url })).rejects.toMatchObject({
      reason: 'network',
      detail: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    expect(asked()).toBe(0);
    expect(proxy.seen.join()).toBe(`CONNECT localhost:${url.port}`);
  });
});

async function connectProxy(authorization?: string) {
  const seen: string[] = [];
  const server = http.createServer();
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

describe('an outbound proxy', () => {
  it('carries every request', async () => {
    const url = await serve((_, response) => response.end('{"errcode":0}'));
    const proxy = await connectProxy();
    const proxied = createHttpClient({ proxyUrl: proxy.url });
    expect((await proxied.request({ endpoint: 'x', url })).body).toEqual({ errcode: 0 });
    expect(proxy.seen).toEqual([`CONNECT ${url.host}`]);
  });

  it('is given its user name and password', async () => {
    const url = await serve((_, response) => response.end('{"errcode":0}'));
    const proxy = await connectProxy(`Basic ${Buffer.from('user:p@ss').toString('base64')}`);
    const proxyUrl = proxy.url.replace('http://', 'http://user:p%40ss@');
    expect((await createHttpClient({ proxyUrl }).request({ endpoint: 'x', url })).body).toEqual({ errcode: 0 });
    await expect(createHttpClient({ proxyUrl: proxy.url }).request({ endpoint: 'x', url })).rejects.toBeInstanceOf(
      WeComUnreachable,
    );
  });

  it.each(['100 Continue', '103 Early Hints', '204 No Content'])(
    'S-29 cannot answer in the place of WeCom: %s instead of a tunnel',
    async (status) => {
      const forged = '{"errcode":0,"userid":"boss"}';
      const answer = `HTTP/1.1 200 OK\r\ncontent-length: ${forged.length}\r\n\r\n${forged}`;
      const proxy = http.createServer().on('connect', (_, socket) => socket.end(`HTTP/1.1 ${status}\r\n\r\n${answer}`));
      const proxied = createHttpClient({ proxyUrl: `http://127.0.0.1:${await listen(proxy)}`, timeoutMs: 2000 });
      const url = new URL('https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=T');
      await expect(proxied.request({ endpoint: 'x', url })).rejects.toBeInstanceOf(WeComUnreachable);
    },
  );

  it('that is gone or hangs is an unreachable WeCom', async () => {
    const url = new URL('http://127.0.0.1:9/');
    await expect(
      createHttpClient({ proxyUrl: 'http://127.0.0.1:9' }).request({ endpoint: 'x', url }),
    ).rejects.toMatchObject({ reason: 'network' });
    const hanging = await listen(net.createServer((socket) => socket.on('error', () => {}).resume()));
    await expect(
      createHttpClient({ proxyUrl: `http://127.0.0.1:${hanging}`, timeoutMs: 200 }).request({ endpoint: 'x', url }),
    ).rejects.toMatchObject({ reason: 'timeout' });
  });
});
