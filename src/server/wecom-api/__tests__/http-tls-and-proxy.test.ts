import { execFile } from 'node:child_process';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { createHttpClient } from '../http';
import { closedPort, closeServers, connectProxy, listen, serve, serveUnverified } from './support/servers';

afterEach(closeServers);

const client = createHttpClient({ timeoutMs: 60_000 });
const proxiedBy = (proxyUrl: string, timeoutMs = 60_000) => createHttpClient({ proxyUrl, timeoutMs });
const UNVERIFIED = { reason: 'network', detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' };

/** Variables of the environment for one test. */
function setEnvironment(values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) {
    before.set(name, process.env[name]);
    process.env[name] = value;
  }
}
const before = new Map<string, string | undefined>();
afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  before.clear();
});

/** In a process of its own: Node's TLS reads the real environment, of which jest gives its tests a copy. */
async function askCarelessly(url: URL, ...proxy: string[]): Promise<unknown> {
  const script = path.join(__dirname, 'support', 'ask.ts');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['-r', 'esbuild-register', script, url.href, ...proxy],
    { env: { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0' } },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

describe('S-29 TLS', () => {
  it('is verified', async () => {
    const { url, asked } = await serveUnverified();
    await expect(client.request({ endpoint: 'x', url })).rejects.toMatchObject(UNVERIFIED);
    expect(asked()).toBe(0);
  });

  it('is verified where the environment says that nothing is', async () => {
    const { url, asked } = await serveUnverified();
    expect(await askCarelessly(url)).toEqual(UNVERIFIED);
    expect(asked()).toBe(0);
  });

  it('is verified through a proxy too, which sees no token', async () => {
    const { url, asked } = await serveUnverified();
    const proxy = await connectProxy();
    expect(await askCarelessly(url, proxy.url)).toEqual(UNVERIFIED);
    expect(asked()).toBe(0);
    expect(proxy.seen).toEqual([`CONNECT localhost:${url.port}`]);
  });

  it('is verified on the way to a proxy, which gets a password', async () => {
    const { url } = await serveUnverified();
    expect(await askCarelessly(url, url.origin.replace('//', '//user:password@'))).toEqual(UNVERIFIED);
  });
});

describe('an outbound proxy', () => {
  it('S-29 is never taken from the environment', async () => {
    const url = await serve((_, response) => response.end('{"direct":true}'));
    const proxy = await connectProxy();
    const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];
    setEnvironment({ ...Object.fromEntries(names.map((name) => [name, proxy.url])), NO_PROXY: '', no_proxy: '' });
    expect((await client.request({ endpoint: 'x', url })).body).toEqual({ direct: true });
    expect(proxy.seen).toEqual([]);
  });

  it('carries every request', async () => {
    const url = await serve((_, response) => response.end('{"errcode":0}'));
    const proxy = await connectProxy();
    expect((await proxiedBy(proxy.url).request({ endpoint: 'x', url })).body).toEqual({ errcode: 0 });
    expect(proxy.seen).toEqual([`CONNECT ${url.host}`]);
  });

  it('is given its user name and password', async () => {
    const url = await serve((_, response) => response.end('{"errcode":0}'));
    const proxy = await connectProxy(`Basic ${Buffer.from('user:p@ss').toString('base64')}`);
    const proxied = proxiedBy(proxy.url.replace('http://', 'http://user:p%40ss@'));
    expect((await proxied.request({ endpoint: 'x', url })).body).toEqual({ errcode: 0 });
    await expect(proxiedBy(proxy.url).request({ endpoint: 'x', url })).rejects.toMatchObject({
      reason: 'network',
      detail: 'proxy 407',
    });
  });

  it.each(['100 Continue', '103 Early Hints', '204 No Content', '201 Created', '403 Forbidden'])(
    'S-29 cannot answer in the place of WeCom: %s instead of a tunnel',
    async (status) => {
      const forged = '{"errcode":0,"userid":"boss"}';
      const answer = `HTTP/1.1 200 OK\r\ncontent-length: ${forged.length}\r\n\r\n${forged}`;
      const proxy = http.createServer().on('connect', (_, socket) => socket.end(`HTTP/1.1 ${status}\r\n\r\n${answer}`));
      const proxied = proxiedBy(`http://127.0.0.1:${await listen(proxy)}`);
      for (const scheme of ['https', 'http']) {
        const url = new URL(`${scheme}://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=T`);
        await expect(proxied.request({ endpoint: 'x', url })).rejects.toMatchObject({ reason: 'network' });
      }
    },
  );

  it('that is gone is an unreachable WeCom', async () => {
    const proxied = proxiedBy(`http://127.0.0.1:${await closedPort()}`);
    await expect(proxied.request({ endpoint: 'x', url: new URL('http://127.0.0.1:9/') })).rejects.toMatchObject({
      reason: 'network',
      detail: 'ECONNREFUSED',
    });
  });

  it('that says nothing is hung up on', async () => {
    let hungUp = () => {};
    const closed = new Promise<void>((resolve) => (hungUp = resolve));
    const mute = net.createServer((socket) =>
      socket
        .on('error', () => {})
        .on('close', hungUp)
        .resume(),
    );
    const proxied = proxiedBy(`http://127.0.0.1:${await listen(mute)}`, 200);
    await expect(proxied.request({ endpoint: 'x', url: new URL('http://127.0.0.1:9/') })).rejects.toMatchObject({
      reason: 'timeout',
    });
    await closed;
  });
});
