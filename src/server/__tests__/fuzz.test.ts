/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import fc from '../../../scripts/test/random';
import { SAMPLE, USER_AGENTS } from '../../../simulator';
import { Browser } from './support/browser';
import { sharedSuite, snapshot } from './support/suite';
import { signIn } from './support/wecom';

const RUNS = 500;
const suite = sharedSuite({ authenticator: { options: { signupWithoutPhone: true } } });
const LEAKS = new RegExp(
  `${SAMPLE.secret}|access_token|SQLITE|SELECT |at .*\\.(js|ts):\\d|node_modules|Error:|\\bundefined\\b is`,
);

/** Nothing that breaks, and nothing that tells: whatever was sent. */
function expectCalm({ status, text }: { status: number; text: string }) {
  expect(status).toBeLessThan(500);
  expect(text).not.toMatch(LEAKS);
}

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ maxLength: 2000 }),
  fc.constantFrom('', '0'.repeat(48), 'null', '__proto__', "' OR 1=1 --", '{{ $env.X }}', '../../etc/passwd'),
);
const value = fc.oneof(text, fc.jsonValue({ maxDepth: 3 }));

it(`S-33 auth:signIn takes ${RUNS} malformed bodies without a 5xx, a leak or a change`, async () => {
  const browser = new Browser(suite.app);
  const { state } = await browser.start();
  const kept = new Map(browser.cookies);
  const before = await snapshot(suite.app);
  suite.simulator.control.clearCalls();
  const known = fc.record(
    {
      code: fc.oneof(value, fc.constant('x')),
      state: fc.oneof(
        { weight: 3, arbitrary: value },
        { weight: 1, arbitrary: fc.constantFrom(`${state} `, [state], { $eq: state }, state.toUpperCase()) },
      ),
      userid: value,
      phone: value,
      redirect: value,
    },
    { requiredKeys: [] },
  );
  const body = fc.oneof(
    { weight: 5, arbitrary: known },
    { weight: 1, arbitrary: fc.dictionary(text, value) },
    { weight: 1, arbitrary: fc.array(value) },
  );
  await fc.assert(
    fc.asyncProperty(body, async (values) => {
      for (const [name, cookie] of kept) browser.cookies.set(name, cookie);
      const response = await browser.finish(values as object);
      expectCalm(response);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.body.data).toBeUndefined();
    }),
    { numRuns: RUNS },
  );
  expect(suite.simulator.control.calls()).toEqual([]);
  expect(await snapshot(suite.app)).toEqual(before);
  for (const [name, cookie] of kept) browser.cookies.set(name, cookie);
  const code = suite.simulator.control.mintCode({ userid: SAMPLE.members.newcomer });
  expect((await browser.finish({ code, state })).status).toBe(200);
});

it(`S-08 wecom:authorize takes ${RUNS} malformed queries without a 5xx, a leak or an address of somebody else`, async () => {
  const origins = [new URL(suite.simulator.url).origin, 'https://app.example.com'];
  const pair = fc.tuple(
    fc.oneof(
      fc.constantFrom('authenticator', 'redirect', 'consent', 'redirect[]', 'authenticator[x]', '__appName', 'token'),
      text,
    ),
    fc.oneof(text, fc.constantFrom('wecom', '//evil.example', '/\\evil.example', '/admin')),
  );
  const query = fc.oneof(
    fc
      .array(pair, { maxLength: 6 })
      .map((pairs) => new URLSearchParams([['authenticator', 'wecom'], ...pairs]).toString()),
    fc.string().map((raw) => `authenticator=wecom&${raw.replace(/[^\x21-\x7e]|#/g, '')}`),
  );
  const userAgent = fc.constantFrom(...Object.values(USER_AGENTS), '');
  await fc.assert(
    fc.asyncProperty(query, userAgent, async (search, agent) => {
      const response = await new Browser(suite.app, agent).get(`/api/wecom:authorize?${search}`);
      expectCalm(response);
      const location = response.headers.location;
      if (location !== undefined) expect(origins).toContain(new URL(location, 'https://app.example.com').origin);
    }),
    { numRuns: RUNS },
  );
});

it('S-33 auth:signIn takes 200 malformed cookies and headers without a 5xx', async () => {
  const browser = new Browser(suite.app);
  const { state } = await browser.start();
  const [name = '', sealed = ''] = [...browser.cookies].find(([one]) => one.startsWith('wecom_state_')) ?? [];
  const printable = fc.string({ maxLength: 300 }).map((raw) => raw.replace(/[^\x21-\x7e]|[;,]/g, ''));
  const cookie = fc.oneof(
    printable,
    fc.nat(sealed.length - 1).map((at) => sealed.slice(0, at)),
    printable.map((raw) => `${sealed}${raw}.`),
  );
  await fc.assert(
    fc.asyncProperty(cookie, printable, async (content, header) => {
      browser.cookies.set(name, content);
      const response = await browser.finish(
        { code: 'x', state },
        { 'X-Locale': header || 'x', 'X-Role': header || 'x', 'X-Timezone': header || 'x' },
      );
      expectCalm(response);
      expect(response.body.errors[0].code).toBe('WECOM_STATE_INVALID');
    }),
    { numRuns: 200 },
  );
});

it('S-33 150 answers that WeCom would never give end in a refusal, and the next sign-in works', async () => {
  const answer = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.record(
      {
        errcode: fc.oneof(fc.constant(0), value),
        errmsg: value,
        userid: value,
        user_ticket: value,
        status: value,
        name: value,
        mobile: value,
        access_token: value,
        expires_in: value,
      },
      { requiredKeys: [] },
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('gettoken', 'auth/getuserinfo', 'user/get'), answer, async (match, json) => {
      suite.simulator.control.revokeTokens();
      suite.simulator.control.clearFaults();
      suite.simulator.control.setFault({ match, json: json as object });
      const { response } = await signIn(suite.app, suite.simulator, { userid: SAMPLE.members.manager });
      expect([200, 401, 403, 503]).toContain(response.status);
      expect(response.text).not.toMatch(LEAKS);
      if (response.status !== 200) expect(response.body.errors[0].code).toMatch(/^WECOM_/);
    }),
    { numRuns: 150 },
  );
  suite.simulator.control.clearFaults();
  // What was wrong may have told the plugin to wait a moment with this secret.
  suite.simulator.control.patchApp(SAMPLE.agentId, { secret: 'a-new-secret-of-the-app' });
  await suite.configure({ options: { secret: 'a-new-secret-of-the-app', signupWithoutPhone: true } });
  expect((await signIn(suite.app, suite.simulator, { userid: SAMPLE.members.manager })).response.status).toBe(200);
});
