/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
/** Random paths, cookies and headers: nobody is led away from the origin, nothing breaks, nothing is told (issue 13). */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from '../../../scripts/test/random';
import { SAMPLE, USER_AGENTS } from '../../../simulator';
import { Browser } from './support/browser';
import { sharedSuite } from './support/suite';

/** Each takes some ten milliseconds of NocoBase; before a release, and once here, 10,000. */
const RUNS = Number(process.env.RANDOM_REQUESTS ?? 2_000);
const suite = sharedSuite({ keep: true, authenticator: { options: { signupWithoutPhone: true } } });
const agent = new http.Agent({ keepAlive: true });
let server: http.Server;

beforeAll(async () => {
  server = http.createServer(suite.app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  agent.destroy();
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

interface Sent {
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  body?: string;
}
type Answer = { status: number; headers: http.IncomingHttpHeaders; text: string };

function send({ method, path, headers, body }: Sent): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const request = http.request({ port, host: '127.0.0.1', agent, method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** What a header or a path may have on the wire at all; everything else Node refuses to send. */
const wire = (text: string) => text.replace(/[^\x21-\x7e]/g, '');
const word = fc.oneof(
  fc.string({ maxLength: 60 }).map(wire),
  fc.constantFrom('//evil.example', '/\\evil.example', 'https://evil.example', '/%2f%2fevil.example', '{{$env.X}}'),
  fc.constantFrom('wecom', 'basic', 'main', '__proto__', '0'.repeat(48), '/admin', '%00', '..%2f..%2fetc%2fpasswd'),
);
const query = fc
  .array(
    fc.tuple(
      fc.constantFrom('authenticator', 'redirect', 'consent', 'redirect[]', 'redirect[x]', '__appName', 'panel', 'x'),
      fc.oneof(word, word.map(encodeURIComponent)),
    ),
    { maxLength: 4 },
  )
  .map((pairs) => ['authenticator=wecom', ...pairs.map((pair) => pair.join('='))].join('&').replaceAll('#', ''));
const header = fc.dictionary(
  fc.constantFrom(
    ...['Host', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'X-Forwarded-For', 'Forwarded', 'Origin', 'Referer'],
    ...['X-Authenticator', 'X-Role', 'X-Locale', 'X-App', 'X-Hostname', 'X-Timezone', 'X-Wecom-Origin-Check'],
    ...['Sec-Fetch-Site', 'Sec-Fetch-Dest', 'Authorization', 'Accept', 'X-With-ACL-Meta'],
  ),
  word,
  { maxKeys: 5 },
);

it(`S-08 S-10 S-33 ${RUNS} random requests leave the origin nowhere, break nothing and tell nothing`, async () => {
  const { state, location } = await new Browser(suite.app).start();
  const own = new Browser(suite.app);
  const begun = await own.start();
  const cookies = [...own.cookies].map(([name, value]) => `${name}=${value}`);
  const cookie = fc
    .array(
      fc.oneof(
        fc.constantFrom(...cookies),
        fc
          .tuple(fc.constantFrom(...own.cookies.keys(), 'wecom_member_main', 'nb_token_main', 'a'), word)
          .map((pair) => pair.join('=')),
        word,
      ),
      { maxLength: 5 },
    )
    .map((all) => all.join('; '));
  const action = fc.oneof(
    query.map((search): [Sent['method'], string] => ['GET', `/api/wecom:authorize?${search}`]),
    // What else NocoBase makes of a path is its own affair: `/api/roles://x` is a 500 there.
    word.map((end): [Sent['method'], string] => ['GET', `/api/wecom:${end.replace(/\W/g, '')}`]),
    fc
      .constantFrom('auth:signIn', 'wecom:link', 'wecom:askAdministrator', 'wecom:cancelLink', 'wecom:checkSettings')
      .map((name): [Sent['method'], string] => ['POST', `/api/${name}`]),
  );
  const values = fc.record(
    {
      state: fc.oneof(word, fc.constantFrom(state, begun.state)),
      code: word,
      choice: fc.constantFrom('create', 'x', ''),
      pending: fc.boolean(),
      redirect: word,
      options: fc.dictionary(word, word, { maxKeys: 3 }),
    },
    { requiredKeys: [] },
  );
  const request = fc.tuple(action, header, cookie, values, fc.constantFrom(...Object.values(USER_AGENTS), ''));
  const origins = [location.origin, 'https://app.example.com'];
  const hidden = new RegExp(`${SAMPLE.secret}|access_token|SQLITE|SELECT |node_modules|sealed:`);
  const before = suite.simulator.control.countCalls('gettoken');

  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 8, maxLength: 8 }), async (requests) => {
      const answers = await Promise.all(
        requests.map(([[method, path], headers, cookieHeader, body, userAgent]) =>
          send({
            method,
            path,
            headers: {
              ...headers,
              ...(method === 'POST' && { 'Content-Type': 'application/json' }),
              Cookie: cookieHeader,
              'User-Agent': userAgent,
            },
            ...(method === 'POST' && { body: JSON.stringify(body) }),
          }),
        ),
      );
      for (const { status, headers, text } of answers) {
        expect(status).toBeLessThan(500);
        expect(text).not.toMatch(hidden);
        const to = headers.location;
        if (to !== undefined) expect(origins).toContain(new URL(to, 'https://app.example.com').origin);
        const redirectUri = to && new URL(to, 'https://app.example.com').searchParams.get('redirect_uri');
        if (redirectUri) expect(new URL(redirectUri).origin).toBe('https://app.example.com');
      }
    }),
    { numRuns: RUNS / 8 },
  );
  // Only a browser with the cookies of a state, and that state, is heard at all.
  expect(suite.simulator.control.countCalls('gettoken') - before).toBeLessThanOrEqual(1);
}, 600_000);
