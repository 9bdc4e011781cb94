import type { LookupFunction } from 'node:net';
import { checkProxy } from '../../settings-check/network';
import { guardedLookup } from '../addresses';
import { createHttpClient } from '../http';
import { closeServers, connectProxy, serve } from './support/servers';

afterEach(closeServers);

/** A name service that answers these, one after the other, and the last one for ever. */
function answering(...answers: string[]) {
  const asked: string[] = [];
  const lookup: LookupFunction = (hostname, options, callback) => {
    asked.push(hostname);
    const address = (answers.length > 1 ? answers.shift() : answers[0]) as string;
    const family = address.includes(':') ? 6 : 4;
    if (options.all) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
  return { asked, lookup };
}

const REFUSED = { reason: 'network', detail: 'link-local' };
const request = (url: string | URL, lookup: LookupFunction, proxyUrl?: string) =>
  createHttpClient({ lookup, timeoutMs: 5_000, ...(proxyUrl && { proxyUrl }) }).request({
    endpoint: 'x',
    url: new URL(url),
  });

const METADATA = [
  '169.254.169.254',
  '169.254.0.23',
  '100.100.100.200',
  'fe80::1',
  'fe80::1%eth0',
  'fd00:ec2::254',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
  '64:ff9b::169.254.169.254',
  '::169.254.169.254',
];

it.each(METADATA)('S-54 a name that leads to %s is not asked', async (address) => {
  const { asked, lookup } = answering(address);
  for (const scheme of ['http', 'https']) {
    await expect(request(`${scheme}://wecom.example.com`, lookup)).rejects.toMatchObject(REFUSED);
  }
  expect(asked).toEqual(['wecom.example.com', 'wecom.example.com']);
});

it('S-54 of several addresses one is enough', (done) => {
  const several = [
    { address: '192.0.2.1', family: 4 },
    { address: '169.254.169.254', family: 4 },
  ];
  const lookup: LookupFunction = (_name, _options, callback) => callback(null, several);
  guardedLookup(lookup)('x', { all: true }, (error, found) => {
    expect([error?.code, found]).toEqual(['link-local', '']);
    done();
  });
});

it('S-54 a name that changes between two connections is refused at the second', async () => {
  const url = await serve((_, response) => {
    response.setHeader('connection', 'close');
    response.end('{"ok":true}');
  });
  const { lookup } = answering('127.0.0.1', '169.254.169.254');
  const http = createHttpClient({ lookup });
  const at = new URL(`http://wecom.example.com:${url.port}`);
  expect((await http.request({ endpoint: 'x', url: at })).body).toEqual({ ok: true });
  await expect(http.request({ endpoint: 'x', url: at })).rejects.toMatchObject(REFUSED);
});

it.each(['http://169.254.169.254/', 'http://[fe80::1]/', 'http://2852039166/', 'http://metadata.google.internal./'])(
  'S-54 %s is refused without being looked up, by way of a proxy too',
  async (url) => {
    const { asked, lookup } = answering('127.0.0.1');
    const proxy = await connectProxy();
    await expect(request(url, lookup)).rejects.toMatchObject(REFUSED);
    await expect(request(url, lookup, proxy.url)).rejects.toMatchObject(REFUSED);
    expect([asked, proxy.seen]).toEqual([[], []]);
  },
);

it('S-54 the proxy itself is judged in the same way', async () => {
  const { asked, lookup } = answering('169.254.169.254');
  await expect(request('https://wecom.example.com', lookup, 'http://proxy.example.com:1')).rejects.toMatchObject(
    REFUSED,
  );
  const found = await checkProxy('http://proxy.example.com:1', AbortSignal.timeout(5_000), guardedLookup(lookup));
  expect(found).toMatchObject({ status: 'failed', data: { detail: 'link-local' } });
  // What the proxy looks up is not looked up here.
  expect(asked).toEqual(['proxy.example.com', 'proxy.example.com']);
});

it('S-54 private addresses are the choice of the administrator', async () => {
  const url = await serve((_, response) => response.end('{"ok":true}'));
  const { lookup } = answering('127.0.0.1');
  expect((await request(`http://intranet.example.com:${url.port}`, lookup)).body).toEqual({ ok: true });
});
