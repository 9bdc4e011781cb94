/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
/** Codes that are none, sent on purpose: each is a call to WeCom, which shuts out a company that sends too many. */
import { SAMPLE } from '../../../simulator';
import { Browser } from './support/browser';
import { sharedSuite } from './support/suite';
import { countAccounts, signIn } from './support/wecom';

const { newcomer } = SAMPLE.members;
const suite = sharedSuite();
const exchanges = () => suite.simulator.control.countCalls('auth/getuserinfo');

beforeEach(async () => {
  await suite.configure({ options: { signupWithoutPhone: true } });
  const { service } = suite.app.pm.get('auth-wecom') as unknown as { service: { exchanges: object } };
  const { ExchangeLimits } = await import('../sign-in/exchange-limits');
  service.exchanges = new ExchangeLimits();
});

/** Each from a new browser, as an attacker would; the web server on this machine says where it comes from. */
async function junk(times: number, address: (i: number) => string, open = () => new Browser(suite.app)) {
  const answers: [number, string][] = [];
  for (let i = 0; i < times; i += 1) {
    const browser = open();
    const { state } = await browser.start();
    const { status, body } = await browser.finish({ code: `junk${i}`, state }, { 'X-Forwarded-For': address(i) });
    answers.push([status, body.errors[0].code]);
  }
  return answers;
}

async function enter(browser: Browser, address: string) {
  const { state } = await browser.start();
  const code = suite.simulator.control.mintCode({ userid: newcomer });
  return browser.finish({ code, state }, { 'X-Forwarded-For': address });
}

it('S-56 one address that sends junk is refused, before WeCom is asked, and nobody else is', async () => {
  const answers = await junk(60, () => '203.0.113.66');
  expect(answers.slice(0, 50)).toEqual(Array(50).fill([401, 'WECOM_CODE_EXPIRED']));
  expect(answers.slice(50)).toEqual(Array(10).fill([429, 'WECOM_TOO_MANY']));
  expect(exchanges()).toBe(50);

  const refused = await enter(new Browser(suite.app), '203.0.113.66');
  expect(refused.headers['retry-after']).toBe('60');
  expect(refused.body.errors[0]).toMatchObject({ redirect: '/admin', reference: refused.headers['x-request-id'] });
  // What a browser says of itself changes nothing.
  expect((await enter(new Browser(suite.app), '198.51.100.1, 203.0.113.66')).status).toBe(429);
  expect((await enter(new Browser(suite.app), '203.0.113.67')).status).toBe(200);
});

it('S-56 in a flood from everywhere, browsers that have signed in before still come in', async () => {
  const { browser } = await signIn(suite.app, suite.simulator, { userid: newcomer });
  suite.simulator.control.clearCalls();
  await junk(130, (i) => `198.51.100.${i}`);
  expect(exchanges()).toBeLessThan(130);
  expect((await enter(new Browser(suite.app), '203.0.113.1')).status).toBe(429);
  expect((await enter(browser, '198.51.100.1')).status).toBe(200);
  expect(suite.testApp.log.text).toMatch(/WECOM_TOO_MANY\. Too many codes failed in browsers that are new here/);
});

it('S-56 junk from a browser that is known closes it to nobody but its user', async () => {
  const { browser } = await signIn(suite.app, suite.simulator, { userid: newcomer });
  const other = await signIn(suite.app, suite.simulator, { userid: SAMPLE.members.manager });
  const answers = await junk(
    25,
    () => '203.0.113.5',
    () => browser,
  );
  expect(answers.filter(([status]) => status === 429)).toHaveLength(5);
  expect((await enter(other.browser, '203.0.113.5')).status).toBe(200);
  expect((await enter(new Browser(suite.app), '203.0.113.5')).status).toBe(200);
});

it('S-56 a mark is no proof: without a sign-in it lets nobody through', async () => {
  const here = new Browser(suite.app);
  await here.start();
  await junk(60, () => '203.0.113.66');
  expect((await enter(here, '203.0.113.66')).status).toBe(429);
});

it('S-56 S-38 a refused exchange changes nothing', async () => {
  await junk(50, () => '203.0.113.66');
  const before = await countAccounts(suite.app);
  await junk(10, () => '203.0.113.66');
  expect(await countAccounts(suite.app)).toEqual(before);
});
