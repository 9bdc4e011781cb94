/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { createServer, request as forward, type Server } from 'node:http';
import supertest from 'supertest';
import { saveAuthenticator } from '../../__tests__/support/wecom';
import { PROBE_HEADER } from '../origin-probe';
import { type Bench, closedUrl, listen, startBench, urlOf } from './support';

let bench: Bench;
let proxy: Server;
/** How the reverse proxy in front changes headers. */
let rewrite: (headers: NodeJS.Dict<string | string[]>) => NodeJS.Dict<string | string[]>;

beforeAll(async () => {
  bench = await startBench();
  proxy = await listen(
    createServer((req, res) => {
      const { hostname, port } = new URL(bench.origin);
      const headers = rewrite({ ...req.headers });
      const passed = forward({ hostname, port, path: req.url, method: req.method, headers }, (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(res);
      });
      req.pipe(passed);
    }),
  );
});
afterAll(async () => {
  proxy?.closeAllConnections();
  proxy?.close();
  await bench?.close();
});

const checkOrigin = (origin: string, headers?: Record<string, string>) =>
  bench.check({ options: { ...bench.goodOptions, origin } }, headers);

describe('origin', () => {
  it('is this NocoBase also behind a reverse proxy', async () => {
    rewrite = (headers) => headers;
    const found = await checkOrigin(urlOf(proxy));
    expect(found.get('origin')?.status).toBe('ok');
    expect(found.get('forwarded-proto')?.status).toBe('ok');
  });

  it('is not this NocoBase when another server answers', async () => {
    const found = await checkOrigin(bench.simulator.url);
    expect(found.get('origin')).toMatchObject({ status: 'failed', data: { reason: 'status', detail: '404' } });
    expect(found.get('origin')?.hint).toContain(bench.simulator.url);
  });

  it('is not this NocoBase when it redirects', async () => {
    bench.simulator.control.setFault({ match: 'api/wecom:authorize', redirect: bench.origin });
    const found = await checkOrigin(bench.simulator.url);
    bench.simulator.control.clearFaults();
    expect(found.get('origin')).toMatchObject({ status: 'failed', data: { reason: 'redirect', detail: '302' } });
  });

  it('is a warning when something in front turns the server away, for browsers may get through', async () => {
    bench.simulator.control.setFault({ match: 'api/wecom:authorize', status: 403 });
    const found = await checkOrigin(bench.simulator.url);
    bench.simulator.control.clearFaults();
    expect(found.get('origin')).toMatchObject({ status: 'warning', data: { detail: '403' } });
  });

  it('is a warning when this server cannot open it: some networks are built so', async () => {
    const found = await checkOrigin(await closedUrl());
    expect(found.get('origin')).toMatchObject({
      status: 'warning',
      data: { reason: 'network', detail: 'ECONNREFUSED' },
    });
    expect(found.get('forwarded-proto')?.status).toBe('warning');
  });

  it('S-29 is not fetched where clouds hand out credentials', async () => {
    const found = await checkOrigin('http://169.254.169.254');
    expect(found.get('origin')?.data.detail).toBe('link-local');
  });

  it('tells when the administrator’s browser is at another address', async () => {
    const found = await bench.check(undefined, { Origin: 'https://other.example.com' });
    expect(found.get('origin-browser')).toMatchObject({
      status: 'warning',
      data: { copy: 'https://other.example.com' },
    });
    expect(found.get('origin-browser')?.message).toContain('https://other.example.com');
  });
});

describe('what the reverse proxy passes on', () => {
  it('fails when the host is lost, with the lines for nginx', async () => {
    rewrite = (headers) => ({ ...headers, host: '127.0.0.1:13000' });
    const found = (await checkOrigin(urlOf(proxy))).get('forwarded-proto')!;
    expect(found.status).toBe('failed');
    expect(found.message).toContain('http://127.0.0.1:13000');
    expect(found.message).toContain('Invalid sign-in origin');
    expect(found.data.copy).toBe('proxy_set_header Host $http_host;\nproxy_set_header X-Forwarded-Proto $scheme;');
  });

  it('judges as NocoBase does when somebody signs in', async () => {
    rewrite = (headers) => ({ ...headers, host: '127.0.0.1:13000' });
    const refused = await supertest(urlOf(proxy))
      .post('/api/auth:signIn')
      .set({ 'X-Authenticator': 'basic', Origin: urlOf(proxy) })
      .send({ account: 'nocobase', password: 'admin123' });
    expect(refused.status).toBe(403);
  });

  it('fails when the scheme is lost: https outside, http inside', async () => {
    // The administrator's own request says it, also where this server cannot open the origin.
    const origin = 'https://app.example.invalid';
    const found = await checkOrigin(origin, { Origin: origin, Host: 'app.example.invalid' });
    expect(found.get('origin')?.status).toBe('warning');
    expect(found.get('forwarded-proto')?.status).toBe('failed');
    expect(found.get('forwarded-proto')?.message).toContain('is http://app.example.invalid, not https://');
  });

  it('is right when the scheme is passed on', async () => {
    const origin = 'https://app.example.invalid';
    const headers = { Origin: origin, Host: 'app.example.invalid', 'X-Forwarded-Proto': 'https' };
    expect((await checkOrigin(origin, headers)).get('forwarded-proto')?.status).toBe('ok');
  });
});

describe('the question to the origin', () => {
  it('S-35 is answered only when this application asked: all others get the usual redirect', async () => {
    for (const header of ['', 'x', `v1.${'A'.repeat(80)}`, 'v1.'.repeat(1000)]) {
      const response = await supertest(bench.testApp.app.callback())
        .get('/api/wecom:authorize?authenticator=wecom')
        .set(PROBE_HEADER, header);
      expect(response.status).toBe(302);
    }
  });
});

describe('verification file', () => {
  const NAME = 'WW_verify_a1B2c3D4e5F6g7H8.txt';
  const withFile = (name: string, more: object = {}) =>
    bench.check({ authenticator: 'wecom', options: { ...bench.goodOptions, verifyFile: name, ...more } });

  it('has a wrong name', async () => {
    expect((await withFile('verify.txt')).get('verify-file')?.status).toBe('failed');
  });

  it('is not answered before the settings are saved', async () => {
    const found = (await withFile(NAME)).get('verify-file');
    expect(found?.status).toBe('warning');
    expect(found?.hint).toContain('Save the settings');
  });

  it('is there once they are', async () => {
    await saveAuthenticator(bench.testApp.app, bench.simulator, {
      options: { ...bench.goodOptions, verifyFile: NAME },
    });
    expect((await withFile(NAME)).get('verify-file')?.status).toBe('ok');
  });

  it('is missing when another web server answers, with the lines for nginx', async () => {
    const found = (await withFile(NAME, { origin: bench.simulator.url })).get('verify-file');
    expect(found?.status).toBe('failed');
    expect(found?.data.copy).toContain('return 200 "a1B2c3D4e5F6g7H8";');
  });

  it.each([
    ['a page', '<!doctype html><html></html>'],
    ['a line break behind it', 'a1B2c3D4e5F6g7H8\n'],
  ])('is not right with %s', async (_what, html) => {
    bench.simulator.control.setFault({ match: 'WW_verify_', html });
    const found = (await withFile(NAME, { origin: bench.simulator.url })).get('verify-file');
    bench.simulator.control.clearFaults();
    expect(found?.status).toBe('failed');
  });
});

describe('the network', () => {
  const network = (more: object) => bench.check({ options: { ...bench.goodOptions, ...more } });

  it('tells when the API cannot be reached', async () => {
    const found = await network({ apiBaseUrl: await closedUrl() });
    expect(found.get('api-reachable')).toMatchObject({ status: 'failed', data: { detail: 'ECONNREFUSED' } });
    expect(found.get('credentials')?.status).toBe('warning');
    expect(found.has('clock')).toBe(false);
  });

  it.each([
    ['another program', { html: true } as const, 'not-json'],
    ['a redirect', { redirect: 'https://portal.example.com' }, 'redirect'],
    ['JSON that WeCom would not send', { json: { hello: 'world' } }, 'malformed'],
    ['a fault of WeCom', { status: 502 }, 'status'],
    ['a broken connection', { reset: true } as const, 'network'],
  ])('tells %s from WeCom', async (_what, fault, reason) => {
    bench.simulator.control.setFault({ match: 'get_api_domain_ip', ...fault });
    const found = await network({});
    bench.simulator.control.clearFaults();
    expect(found.get('api-reachable')).toMatchObject({ status: 'failed', data: { reason } });
  });

  it('only warns when pages that browsers need cannot be opened from here, or are not there', async () => {
    const closed = await closedUrl();
    const found = await network({ oauthBaseUrl: closed, loginBaseUrl: `${bench.simulator.url}/wrong` });
    expect(found.get('oauth-page')).toMatchObject({ status: 'warning', data: { reason: 'network' } });
    expect(found.get('login-page')).toMatchObject({ status: 'warning', data: { reason: 'status', detail: '404' } });
  });

  it('tells when the outbound proxy cannot be reached', async () => {
    const found = await network({ proxyUrl: await closedUrl() });
    expect(found.get('proxy')).toMatchObject({ status: 'failed', data: { detail: 'ECONNREFUSED' } });
    expect(found.get('api-reachable')?.status).toBe('failed');
  });

  it('goes nowhere without the proxy that was meant', async () => {
    bench.simulator.control.clearCalls();
    const found = await network({ proxyUrl: 'socks5://127.0.0.1:1080' });
    expect(found.get('required-fields')?.data.fields).toEqual(['proxyUrl']);
    expect(bench.simulator.control.calls()).toEqual([]);
  });
});
