/** The lines that docs/deployment.md gives people for their web servers, in a real nginx and a real Caddy. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fromRoot } from '../paths';
import { ensureWebServers, startWebServer, type WebServer, type WebServerName } from '../test/web-servers';
import { codeBlocks } from './support/markdown';

const CALLBACKS = [
  '/wecom/callback',
  '/v/wecom/callback',
  '/apps/a1/wecom/callback',
  '/nocobase/v/apps/a1/wecom/callback/',
];
const QUERY = '?authenticator=wecom&code=C0DE-0123456789&state=STATE-0123456789';
const text = fs.readFileSync(fromRoot('docs/deployment.md'), 'utf8');
/** The first block of a language with this in it, without its fence. */
const block = (language: string, part = '') =>
  (codeBlocks(text).find((one) => one.startsWith(`\`\`\`${language}\n`) && one.includes(part)) ?? '')
    .split('\n')
    .slice(1, -1)
    .join('\n');
/** What Caddy's global options hold. */
const AT_THE_TOP: Record<WebServerName, string> = {
  nginx: '',
  caddy: block('caddy', 'log default')
    .replace(/^\{\n/, '')
    .replace(/\}\s*$/, ''),
};

let folder: string;
let application: http.Server;
let target: string;
/** Answers nobody: what a proxy complains about goes to its error log, with the address that was asked for. */
const DEAD = '127.0.0.1:9';

/** The lines inside the braces, for a server that listens here, without TLS, with a log. */
const LINES: Record<WebServerName, (upstream: string) => string> = {
  nginx: (upstream) => {
    const inside = block('nginx')
      .replace(/^server \{\n/, '')
      .replace(/\}\s*$/, '');
    const here = inside.replace(/^ *(listen|server_name) .*\n/gm, '').replaceAll('127.0.0.1:13000', upstream);
    return `access_log ${folder}/nginx.log combined;\nerror_log ${folder}/nginx-error.log info;\n${here}`;
  },
  caddy: (upstream) => {
    const inside = block('caddy')
      .replace(/^[^\n]*\{\n/, '')
      .replace(/\}\s*$/, '');
    return `log {\n\toutput file ${folder}/caddy.log\n}\n${inside.replaceAll('127.0.0.1:13000', upstream)}`;
  },
};
const logs = () =>
  fs
    .readdirSync(folder)
    .map((name) => fs.readFileSync(path.join(folder, name), 'utf8'))
    .join('\n');

beforeAll(async () => {
  ensureWebServers();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'auth-wecom-lines-'));
  application = http.createServer((request, response) => {
    // As an application behind may do it, with other values: each header has to come out once.
    response.setHeader('Cache-Control', 'public, max-age=3600');
    response.setHeader('X-Frame-Options', 'SAMEORIGIN');
    response.setHeader('Referrer-Policy', 'unsafe-url');
    response.end(JSON.stringify(request.headers));
  });
  await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve));
  target = `127.0.0.1:${(application.address() as AddressInfo).port}`;
});
afterAll(() => {
  application.close();
  application.closeAllConnections();
  fs.rmSync(folder, { recursive: true, force: true });
});

describe.each(['nginx', 'caddy'] as const)('the lines for %s', (name) => {
  let server: WebServer;
  beforeAll(async () => {
    server = await startWebServer(name, LINES[name](target), AT_THE_TOP[name]);
  });
  afterAll(() => server?.stop());

  it.each(CALLBACKS)('S-58 S-12 let %s be stored, framed and told to nobody', async (page) => {
    const { headers } = await fetch(server.origin + page + QUERY);
    expect({
      cache: headers.get('cache-control'),
      referrer: headers.get('referrer-policy'),
      frame: headers.get('x-frame-options'),
      ancestors: headers.get('content-security-policy'),
    }).toEqual({ cache: 'no-store', referrer: 'no-referrer', frame: 'DENY', ancestors: "frame-ancestors 'none'" });
  });

  it('S-58 write no code into a log, and all else', async () => {
    for (const page of CALLBACKS) await fetch(server.origin + page + QUERY);
    await (await fetch(`${server.origin}/admin?marker=of-another-page`)).text();
    // Written in order: when the other page is there, the callbacks would be.
    for (let i = 0; i < 200 && !logs().includes('of-another-page'); i += 1)
      await new Promise((go) => setTimeout(go, 20));
    expect(logs()).toContain('of-another-page');
    expect(logs() + server.log()).not.toMatch(/C0DE-|STATE-/);
  });

  it('pass on what NocoBase needs to know, on the callback, too', async () => {
    for (const page of ['/admin', `/wecom/callback${QUERY}`]) {
      const seen = await (await fetch(server.origin + page)).json();
      expect(seen.host).toBe(new URL(server.origin).host);
      expect(seen['x-forwarded-proto']).toBe('http');
      expect(seen['x-forwarded-for']).toMatch(/127\.0\.0\.1$/);
    }
  });

  it('S-37 answer the verification file', async () => {
    const answer = await fetch(`${server.origin}/WW_verify_xxxxxxxxxxxxxxxx.txt`);
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual(['text/plain', 'xxxxxxxxxxxxxxxx']);
  });
});

it.each(['nginx', 'caddy'] as const)('S-58 %s writes no code when NocoBase does not answer', async (name) => {
  const server = await startWebServer(name, LINES[name](DEAD), AT_THE_TOP[name]);
  try {
    expect((await fetch(`${server.origin}/wecom/callback${QUERY}`)).status).toBe(502);
    expect((await fetch(`${server.origin}/admin?marker=behind-the-callback`)).status).toBe(502);
    for (let i = 0; i < 200 && !logs().includes('behind-the-callback'); i += 1)
      await new Promise((go) => setTimeout(go, 20));
    expect(logs()).toContain('behind-the-callback');
    expect(logs() + server.log()).not.toMatch(/C0DE-|STATE-/);
  } finally {
    await server.stop();
  }
});

it('S-58 the script for the Docker image keeps the callback out of the log that its nginx writes', async () => {
  const script = codeBlocks(text).find((one) => one.includes('$wecom_log')) ?? '';
  const conf = path.join(folder, 'nocobase.conf');
  const template = fromRoot('node_modules/@nocobase/cli-v1/nocobase.conf.tpl');
  // As NocoBase fills it in; both clients are served from an empty folder.
  const filled = fs
    .readFileSync(template, 'utf8')
    .replaceAll('{{cwd}}', folder)
    .replaceAll('{{publicPath}}', '/')
    .replaceAll('{{apiPort}}', target.split(':')[1] ?? '')
    .replace(/\{\{v2PublicPathNoTrailingSlash\}\}/g, '/v')
    .replaceAll('{{v2PublicPath}}', '/v/')
    .replaceAll('{{distPath}}', '/dist/')
    .replace(/\{\{\w+\}\}/g, '');
  fs.writeFileSync(conf, filled);
  const commands = script
    .split('\n')
    .slice(1, -1)
    .filter((line) => !line.startsWith('nginx '))
    .join('\n')
    .replace(/^CONF=.*$/m, `CONF=${conf}`);
  for (let i = 0; i < 2; i += 1) expect(spawnSync('sh', ['-c', commands]).status).toBe(0);
  const changed = fs.readFileSync(conf, 'utf8');
  expect(changed.match(/map \$request_uri \$wecom_log/g)).toHaveLength(1);
  expect(changed).toContain('nocobase.log apm if=$wecom_log;');
  expect(changed.indexOf('map $request_uri $wecom_log')).toBeLessThan(changed.indexOf('server {'));
});
