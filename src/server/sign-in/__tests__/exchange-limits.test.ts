import { WeComRefusal, WeComUnreachable } from '../../wecom-api/errors';
import { ExchangeLimits, type Exchanger } from '../exchange-limits';
import { FailureMeter, MOST_KEYS } from '../failure-meter';

const MINUTE = 60_000;
const company = 'https://qyapi.weixin.qq.com ww1';
const from = (...addresses: string[]): Exchanger => ({ addresses, company });
const known = (user: string): Exchanger => ({ ...from('203.0.113.1'), user });
const forever = new AbortController().signal;
const refused = (errcode: number) => new WeComRefusal('auth/getuserinfo', errcode);

/** A clock in our hands, and the calls that went to WeCom. */
function limited() {
  let now = 0;
  const limits = new ExchangeLimits(() => now);
  const calls = { count: 0 };
  const exchange = (error?: Error) => async () => {
    calls.count += 1;
    if (error) throw error;
    return 'a member';
  };
  const outcome = (who: Exchanger, error?: Error) =>
    limits.run(who, forever, exchange(error)).then(
      () => 'in',
      (thrown) => (thrown as { code?: string }).code ?? 'failed',
    );
  return {
    limits,
    calls,
    outcome,
    pass: (ms: number) => {
      now += ms;
    },
    async junk(who: Exchanger, times: number) {
      for (let i = 0; i < times; i += 1) await outcome(who, refused(40029));
    },
  };
}

it('S-56 asks nothing more for an address from which too many codes failed, and others go on', async () => {
  const { outcome, junk, calls } = limited();
  await junk(from('203.0.113.1'), 200);
  expect(calls.count).toBe(50);
  expect(await outcome(from('203.0.113.1'))).toBe('WECOM_TOO_MANY');
  expect(await outcome(from('203.0.113.2'))).toBe('in');
  expect(await outcome(known('7'))).toBe('in');
});

it('S-56 one address, with all that it may have under way at once, does not close the company', async () => {
  const { limits, outcome, calls } = limited();
  const junk = () => limits.run(from('203.0.113.1'), forever, () => later().then(() => Promise.reject(refused(40029))));
  const later = async () => {
    calls.count += 1;
    await new Promise(setImmediate);
  };
  await Promise.allSettled(Array.from({ length: 1000 }, junk));
  expect(calls.count).toBeLessThan(100);
  expect(await outcome(from('203.0.113.2'))).toBe('in');
});

it('S-56 WeCom is asked a fraction of what it takes, however many addresses send junk', async () => {
  const { outcome, calls, pass } = limited();
  let most = 0;
  for (let minute = 0; minute < 60; minute += 1) {
    const before = calls.count;
    for (let i = 0; i < 2_000; i += 1) await outcome(from(`10.${minute}.${i >> 8}.${i & 255}`), refused(40029));
    most = Math.max(most, calls.count - before);
    pass(MINUTE);
  }
  expect(most).toBeLessThan(1_000);
  expect(calls.count).toBeLessThan(20_000);
});

it('S-56 browsers that have signed in before pass while the company is closed to new ones', async () => {
  const { outcome } = limited();
  for (let i = 0; i < 300; i += 1) await outcome(from(`198.51.100.${i % 256}`), refused(40029));
  expect(await outcome(from('203.0.113.1'))).toBe('WECOM_TOO_MANY');
  expect(await outcome(from())).toBe('WECOM_TOO_MANY');
  expect(await outcome(known('7'))).toBe('in');
  expect(await outcome({ addresses: [], company: 'another' })).toBe('in');
});

it('S-56 somebody with an account who sends junk closes the own browsers only', async () => {
  const { outcome, junk, calls } = limited();
  await junk(known('7'), 100);
  expect(calls.count).toBe(20);
  expect(await outcome(known('7'))).toBe('WECOM_TOO_MANY');
  expect(await outcome(known('8'))).toBe('in');
  expect(await outcome(from('203.0.113.1'))).toBe('in');
});

it('S-56 a network of very many addresses has a limit, too', async () => {
  const { outcome } = limited();
  for (let i = 0; i < 400; i += 1) await outcome(from(`2001:db8:1:${i}::/64`, '2001:db8:1::/48'), refused(40029));
  expect(await outcome(from('2001:db8:1:ffff::/64', '2001:db8:1::/48'))).toBe('WECOM_TOO_MANY');
});

it.each([
  ['a fault of the settings', refused(60020)],
  ['a busy WeCom', refused(45009)],
  ['a fault of the network', new WeComUnreachable('auth/getuserinfo', 'timeout')],
  ['a fault of ours', new TypeError('x')],
])('S-56 %s is nobody’s failure', async (_what, error) => {
  const { outcome } = limited();
  for (let i = 0; i < 300; i += 1) await outcome(from('203.0.113.1'), error);
  expect(await outcome(from('203.0.113.1'))).toBe('in');
});

it.each([40029, 40078, 41008, 42003, 42022])('S-56 errcode %i is a failed code', async (errcode) => {
  const { outcome } = limited();
  for (let i = 0; i < 50; i += 1) await outcome(from('203.0.113.1'), refused(errcode));
  expect(await outcome(from('203.0.113.1'))).toBe('WECOM_TOO_MANY');
});

it('S-56 opens again as time passes, a minute for the company and ten for an address', async () => {
  const { outcome, junk, pass } = limited();
  await junk(from('203.0.113.1'), 50);
  for (let i = 0; i < 100; i += 1) await outcome(from(`198.51.100.${i}`), refused(40029));
  pass(2 * MINUTE);
  expect(await outcome(from('203.0.113.2'))).toBe('in');
  expect(await outcome(from('203.0.113.1'))).toBe('WECOM_TOO_MANY');
  pass(18 * MINUTE);
  expect(await outcome(from('203.0.113.1'))).toBe('in');
});

it('S-56 very many real sign-ins from one office, at once, all get their turn', async () => {
  const { limits } = limited();
  let underWay = 0;
  let most = 0;
  const real = () =>
    limits.run(from('203.0.113.1'), forever, async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(setImmediate);
      underWay -= 1;
      return 'in';
    });
  const results = await Promise.all(Array.from({ length: 1000 }, real));
  expect(results.filter((result) => result === 'in')).toHaveLength(1000);
  expect(most).toBe(50);
  expect(limits.size).toBe(0);
});

it('S-56 whoever waits too long for a turn is told that WeCom is not reachable, and takes no turn', async () => {
  const { limits } = limited();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const holding = Array.from({ length: 50 }, () => limits.run(from('203.0.113.1'), forever, () => held));
  const limit = new AbortController();
  const waiting = limits.run(from('203.0.113.1'), limit.signal, async () => 'in');
  limit.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'WeComUnreachable', reason: 'timeout' });
  release();
  await Promise.all(holding);
  expect(await limits.run(from('203.0.113.1'), forever, async () => 'in')).toBe('in');
  expect(limits.size).toBe(0);
});

it('S-56 remembers so many keys and no more', () => {
  const meter = new FailureMeter({ most: 5, windowMs: MINUTE, mostAtOnce: 1 }, () => 0);
  for (let i = 0; i < MOST_KEYS * 3; i += 1) meter.fail(`key ${i}`);
  expect(meter.size).toBe(MOST_KEYS);
});
