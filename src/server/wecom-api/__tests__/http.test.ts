import type http from 'node:http';
import net from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import axios from 'axios';
import { WeComUnreachable } from '../errors';
import { createHttpClient, type HttpRequest } from '../http';
import { closedPort, closeServers, listen, serve } from './support/servers';

afterEach(closeServers);

const client = createHttpClient({ timeoutMs: 600_000, maxBytes: 10_000 });
const hasty = createHttpClient({ timeoutMs: 300 });
const failure = (url: URL, options: Partial<HttpRequest> = {}, of = client) =>
  of.request({ endpoint: 'user/get', url, ...options }).then(
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
      request.on('end', () => {
        const { 'content-type': type, 'content-length': length } = request.headers;
        response.end(JSON.stringify({ method: request.method, url: request.url, type, length, body }));
      });
    });
    const got = await client.request({ endpoint: 'x', url });
    expect(got.body).toEqual({ method: 'GET', url: '/x?access_token=TOP-SECRET', body: '' });
    expect(Math.abs((got.date ?? 0) - Date.now())).toBeLessThan(5_000);
    const posted = await client.request({ endpoint: 'x', url, body: { name: '李娜' } });
    expect(posted.body).toMatchObject({
      method: 'POST',
      type: 'application/json',
      length: '17',
      body: '{"name":"李娜"}',
    });
  });

  it('asks for what it can read, and sends the headers of its caller', async () => {
    const url = await serve(({ headers }, response) => response.end(JSON.stringify(headers)));
    const { body } = await client.request({ endpoint: 'x', url, headers: { 'x-own': '1' } });
    expect(body).toEqual({
      accept: 'application/json',
      'accept-encoding': 'identity',
      connection: 'keep-alive',
      host: url.host,
      'x-own': '1',
    });
  });

  it('hands a text on as it is', async () => {
    const url = await serve((_, response) => response.end('\uFEFF<html>'));
    expect((await client.request({ endpoint: 'x', url, text: true })).body).toBe('\uFEFF<html>');
  });

  it('keeps a connection alive, and closes it when nobody has used it for a while', async () => {
    const closed: Promise<unknown>[] = [];
    const url = await serve((request, response) => {
      if (closed.length === 0) closed.push(new Promise((resolve) => request.socket.on('close', resolve)));
      response.end(JSON.stringify(request.socket.remotePort));
    });
    const idle = createHttpClient({ idleMs: 200 });
    const ports = new Set<unknown>();
    for (let i = 0; i < 5; i += 1) ports.add((await idle.request({ endpoint: 'x', url })).body);
    expect(ports.size).toBe(1);
    await closed[0];
    expect(ports).not.toContain((await idle.request({ endpoint: 'x', url })).body);
  });

  it('takes larger or smaller answers when a request asks for it', async () => {
    const url = await serve((_, response) => response.end(JSON.stringify('x'.repeat(19_998))));
    expect((await client.request({ endpoint: 'x', url, maxBytes: 20_000 })).body).toHaveLength(19_998);
    expect(await failure(url, { maxBytes: 19_999 })).toMatchObject({ reason: 'too-large' });
    expect(await failure(url)).toMatchObject({ reason: 'too-large' });
  });

  it('does not care what other plugins have made of axios', async () => {
    const url = await serve(({ headers }, response) => response.end(JSON.stringify(headers)));
    const seen: unknown[] = [];
    const id = axios.interceptors.request.use((config) => {
      seen.push(config.url);
      return config;
    });
    axios.defaults.headers.common['x-foreign'] = '1';
    axios.defaults.baseURL = 'http://127.0.0.1:9/';
    try {
      expect((await client.request({ endpoint: 'x', url })).body).not.toHaveProperty('x-foreign');
      expect(seen).toEqual([]);
    } finally {
      axios.interceptors.request.eject(id);
      delete axios.defaults.headers.common['x-foreign'];
      delete axios.defaults.baseURL;
    }
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
      'a compressed answer, which may unpack to anything',
      'not-json',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"errcode":0}')),
    ],
    [
      'a broken transfer',
      'network',
      (_, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{"errcode":0}', () => response.destroy());
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
  ])('S-31 gives up at %s, without a word of address or answer', async (_, reason, listener) => {
    const url = await serve(listener);
    const error = await failure(url, { body: { user_ticket: 'TICKET' } }, reason === 'timeout' ? hasty : client);
    expect(error).toBeInstanceOf(WeComUnreachable);
    expect(error).toMatchObject({ reason, endpoint: 'user/get' });
    expect(error.cause).toBeUndefined();
    const told = `${error.stack}${JSON.stringify(error)}${inspect(error, { depth: 9, showHidden: true })}`;
    expect(told).not.toMatch(/TOP-SECRET|TICKET|Please log in|127\.0\.0\.1|evil|"?errcode/);
  });

  it('gives up at headers that trickle in', async () => {
    const server = net.createServer((socket) => {
      const timer = setInterval(() => socket.write('x'), 20);
      socket.on('error', () => {}).on('close', () => clearInterval(timer));
      socket.write('HTTP/1.1 200 OK\r\nx-padding: ');
    });
    const url = new URL(`http://127.0.0.1:${await listen(server)}/`);
    expect(await failure(url, {}, hasty)).toMatchObject({ reason: 'timeout' });
  });

  it('does not follow a redirect', async () => {
    let visits = 0;
    const target = await serve((_, response) => {
      visits += 1;
      response.end('{}');
    });
    for (const status of [301, 302, 307, 308]) {
      await failure(await serve((_, response) => response.writeHead(status, { location: target.href }).end()));
    }
    expect(visits).toBe(0);
  });

  it('gives up where nobody listens, and at a name that does not exist', async () => {
    expect(await failure(new URL(`http://127.0.0.1:${await closedPort()}/`))).toMatchObject({
      reason: 'network',
      detail: 'ECONNREFUSED',
    });
    expect((await failure(new URL('http://nowhere.invalid/'), {}, hasty)).reason).toMatch(/network|timeout/);
  });

  it('ends with the signal of its caller', async () => {
    const signal = AbortSignal.timeout(50);
    const url = await serve(() => {});
    expect((await failure(url, { signal })).reason).toBe('timeout');
  });

  it('sends nothing for a caller who has given up before', async () => {
    const asked: unknown[] = [];
    const url = await serve((request, response) => {
      asked.push(request.url);
      response.end('{}');
    });
    expect((await failure(url, { signal: AbortSignal.abort() })).reason).toBe('timeout');
    await client.request({ endpoint: 'x', url: new URL('/later', url) });
    expect(asked).toEqual(['/later']);
  });
});
