import { randomBytes } from 'node:crypto';
import fc from '../../../../scripts/test/random';
import { Seal } from '../../seal';
import { browserCookie, browserCookieName, browserDigest, newBrowserMark, openBrowserMark } from '../browser-mark';
import { openPendingMember, pendingMember, sealPendingMember } from '../pending-member';
import type { CheckedPath } from '../redirect';
import {
  isState,
  newState,
  type OpenedSignIn,
  openPending,
  type PendingSignIn,
  STATE_LIFE_MS,
  sealPending,
  stateId,
} from '../state';
import {
  type CookieScope,
  readCookie,
  readStateCookie,
  removedStateCookie,
  stateCookie,
  stateCookieName,
  surplusStateCookies,
} from '../state-cookie';
import { MOST_USED_STATES, UsedStates } from '../used-states';

const seal = new Seal('application secret', 'state main');
const now = Date.UTC(2026, 10, 22);
const pending: PendingSignIn = {
  state: newState(),
  purpose: 'sign-in',
  authenticator: 'wecom',
  app: 'main',
  redirect: '/admin?tab=销售' as CheckedPath,
  consent: false,
  browser: 'wecom',
  startedAt: now,
  boundTo: browserDigest(newBrowserMark(), true),
};
const expected = {
  ...{ state: pending.state, purpose: 'sign-in' as const, authenticator: 'wecom', app: 'main', now },
  browser: pending.boundTo,
};
const sealed = sealPending(seal, pending);
const opened = openPending(seal, sealed, expected) as OpenedSignIn;

describe('the state', () => {
  it('S-01 is 192 random bits in hex, within 128 bytes, and never the same twice', () => {
    const states = Array.from({ length: 2000 }, newState);
    for (const state of states) expect(state).toMatch(/^[0-9a-f]{48}$/);
    expect(new Set(states).size).toBe(states.length);
    // No part of one comes back in it, or in another one.
    const parts = states.flatMap((state) => state.match(/.{12}/g) ?? []);
    expect(new Set(parts).size).toBe(4 * states.length);
  });

  it.each([
    undefined,
    null,
    '',
    'x',
    [pending.state],
    { length: 48 },
    48,
    `${pending.state}0`,
    pending.state.toUpperCase(),
  ])('S-02 is not %j', (value) => expect(isState(value)).toBe(false));
});

describe('the sealed cookie', () => {
  it('brings back what was put in', () => {
    expect(openPending(seal, sealed, expected)).toEqual(pending);
  });

  it('S-07 shows nothing of what it holds', () => {
    const shown = sealed + Buffer.from(sealed.slice(3), 'base64url').toString('latin1');
    for (const part of [pending.state, 'wecom', 'admin', 'sign-in']) expect(shown).not.toContain(part);
  });

  it('S-07 does not open after a change of any character', () => {
    for (let i = 0; i < sealed.length; i += 1) {
      for (const replacement of ['A', 'B', '_', '=', '%']) {
        if (sealed[i] === replacement) continue;
        const changed = sealed.slice(0, i) + replacement + sealed.slice(i + 1);
        expect(openPending(seal, changed, expected)).toBeUndefined();
      }
    }
  });

  it.each<[string, Partial<typeof expected>]>([
    ['another authenticator', { authenticator: 'other' }],
    ['another app', { app: 'a1' }],
    ['another state', { state: newState() }],
  ])('S-05 does not open for %s', (_, difference) => {
    expect(openPending(seal, sealed, { ...expected, ...difference })).toBeUndefined();
  });

  it('S-05 does not open with the key of another app or secret', () => {
    expect(openPending(new Seal('application secret', 'state a1'), sealed, expected)).toBeUndefined();
    expect(openPending(new Seal('another secret', 'state main'), sealed, expected)).toBeUndefined();
  });

  it.each([
    ['without a mark', ''],
    ['with the mark of another', browserDigest(newBrowserMark(), true)],
  ])('S-57 does not open in a browser %s', (_, browser) => {
    expect(openPending(seal, sealed, { ...expected, browser })).toBeUndefined();
  });

  it('S-57 is bound to no mark over http, where every cookie can be planted', () => {
    const overHttp = sealPending(seal, { ...pending, boundTo: browserDigest(newBrowserMark(), false) });
    expect(openPending(seal, overHttp, { ...expected, browser: '' })).toBeDefined();
    expect(openPending(seal, overHttp, expected)).toBeDefined();
  });

  it('S-07 does not open with a guessed application secret, without the random bytes of the installation', () => {
    const random = randomBytes(32);
    const ours = new Seal('changeme', 'state main', random);
    const text = sealPending(ours, pending);
    expect(openPending(ours, text, expected)).toBeDefined();
    expect(openPending(new Seal('changeme', 'state main'), text, expected)).toBeUndefined();
    expect(openPending(new Seal('changeme', 'state main', randomBytes(32)), text, expected)).toBeUndefined();
  });

  it('S-30 what earlier versions have sealed in the database still opens', () => {
    const stored = 'v1.AQEBAQEBAQEBAQEBDdr66PiyWZcLUciDdovjhufxGeBXCd8zGgw1ydimlNTw32l6Xl8nwl0';
    expect(new Seal(Buffer.alloc(32, 7), 'secret main').open(stored, 'label')).toBe('a secret of version 0.1');
  });

  it('S-06 does not open for another purpose', () => {
    const bind = sealPending(seal, { ...pending, purpose: 'link' });
    expect(openPending(seal, bind, expected)).toBeUndefined();
  });

  it('S-02 expires after ten minutes, and allows clocks to differ by two', () => {
    const at = (ms: number) => openPending(seal, sealed, { ...expected, now: now + ms });
    expect(STATE_LIFE_MS).toBe(600_000);
    expect(at(STATE_LIFE_MS)).toBeDefined();
    expect(at(STATE_LIFE_MS + 1)).toBeUndefined();
    expect(at(-120_000)).toBeDefined();
    expect(at(-120_001)).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['no list', { state: pending.state }],
    ['a short list', [pending.state, 'sign-in', 'wecom', 'main']],
    ['no browser', [pending.state, 'sign-in', 'wecom', 'main', '/', false, false, now, '']],
    ['null as browser', [pending.state, 'sign-in', 'wecom', 'main', '/', false, false, now, '', null]],
    ['no time', [pending.state, 'sign-in', 'wecom', 'main', '/', false, false, 'soon', '', '']],
    ['null as time', [pending.state, 'sign-in', 'wecom', 'main', '/', false, false, undefined, '', '']],
  ])('S-02 does not open when it holds %s', (_, value) => {
    expect(openPending(seal, seal.close(value, stateId(pending.state)), expected)).toBeUndefined();
  });

  it('S-02 opens nothing that was not sealed here (2,000 inputs)', () => {
    const text = fc.oneof(
      fc.string(),
      fc.base64String().map((body) => `v1.${body}`),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => `v1.${Buffer.from(bytes).toString('base64url')}`),
    );
    fc.assert(
      fc.property(text, (value) => {
        expect(openPending(seal, value, expected)).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
    expect(openPending(seal, undefined, expected)).toBeUndefined();
  });
});

describe('state cookies', () => {
  const scope: CookieScope = { app: 'main', path: '/api/', secure: true };
  const header = (count: number, bytes = 100) =>
    Array.from({ length: count }, (_, i) => `${stateCookieName('main', `${i}`)}=${'x'.repeat(bytes)}`).join('; ');

  it('S-04 has a name for each state that does not tell it', () => {
    const cookie = stateCookie(scope, { state: pending.state, sealed });
    expect(cookie).toMatchObject({ path: '/api/', secure: true, maxAge: STATE_LIFE_MS, value: sealed });
    expect(cookie.name).toMatch(/^wecom_state_main_[0-9a-f]{16}$/);
    expect(pending.state).not.toContain(cookie.name.slice(-16));
    expect(removedStateCookie(scope, '', pending.state)).toMatchObject({ name: cookie.name, value: '', maxAge: 0 });
  });

  it('keeps the sign-ins of five tabs', () => {
    const added = stateCookie(scope, { state: pending.state, sealed });
    expect(surplusStateCookies(scope, header(4), added)).toEqual([]);
    expect(surplusStateCookies(scope, header(7), added).map(({ name }) => name)).toEqual(
      ['0', '1', '2'].map((state) => stateCookieName('main', state)),
    );
  });

  it('panels push out each other, and never what a person has started', () => {
    const panel = stateCookie(scope, { state: pending.state, sealed }, true);
    expect(panel.name).toMatch(/^wecom_panel_main_[0-9a-f]{16}$/);
    const name = (state: string) => stateCookieName('main', state, true);
    const panels = ['a', 'b', 'c', 'd'].map((state) => `${name(state)}=${'x'.repeat(100)}`).join('; ');
    const both = `${header(5)}; ${panels}`;
    expect(surplusStateCookies(scope, both, panel).map((one) => one.name)).toEqual([name('a'), name('b')]);
    expect(surplusStateCookies(scope, header(20, 1000), panel)).toEqual([]);
    const click = stateCookie(scope, { state: pending.state, sealed });
    expect(surplusStateCookies(scope, `${header(4)}; ${panels}`, click).map((one) => one.name)).toEqual([name('a')]);
  });

  it('are found and removed by whichever name they have', () => {
    const cookie = stateCookie(scope, { state: pending.state, sealed }, true);
    const sent = `a=b; ${cookie.name}=${cookie.value}`;
    expect(readStateCookie(sent, 'main', pending.state)).toBe(sealed);
    expect(readStateCookie(sent, 'other', pending.state)).toBeUndefined();
    expect(removedStateCookie(scope, sent, pending.state)).toMatchObject({ name: cookie.name, maxAge: 0 });
  });

  it('S-38 lets them take 4 KiB together', () => {
    const added = stateCookie(scope, { state: pending.state, sealed });
    expect(surplusStateCookies(scope, header(4, 1200), added)).toHaveLength(1);
    expect(surplusStateCookies(scope, header(1, 8000), added)).toHaveLength(1);
  });

  it('leaves cookies of others and of sub-apps alone', () => {
    const added = stateCookie(scope, { state: pending.state, sealed });
    const others = Array.from(
      { length: 20 },
      (_, i) => `${stateCookieName('a1', `${i}`)}=${'x'.repeat(500)}; theme=dark; =; x`,
    ).join(';');
    expect(surplusStateCookies(scope, others, added)).toEqual([]);
  });

  it('S-57 leaves the cookies of an app alone whose name begins with that of this app', () => {
    const added = stateCookie({ ...scope, app: 'a' }, { state: pending.state, sealed });
    const others = Array.from({ length: 20 }, (_, i) => `${stateCookieName('a_b', `${i}`)}=${'x'.repeat(500)}`);
    expect(surplusStateCookies({ ...scope, app: 'a' }, others.join('; '), added)).toEqual([]);
  });

  it('S-57 removes ten at most, however many somebody has planted', () => {
    const added = stateCookie(scope, { state: pending.state, sealed });
    expect(surplusStateCookies(scope, header(150), added)).toHaveLength(10);
  });

  it('S-38 fits the largest state into what browsers store of one cookie', () => {
    const largest = sealPending(seal, {
      ...pending,
      authenticator: 'a'.repeat(255),
      redirect: `/${'x'.repeat(2047)}` as CheckedPath,
    });
    expect(largest.length + 40).toBeLessThan(4096);
  });
});

describe('the mark of a browser', () => {
  const scope: CookieScope = { app: 'main', path: '/api/', secure: true };

  it('S-57 is in a cookie that no sibling domain can set: the prefix, Secure, the path /', () => {
    const mark = newBrowserMark();
    const cookie = browserCookie(scope, seal, mark);
    expect(cookie).toMatchObject({ name: '__Host-wecom_browser_main', path: '/', secure: true });
    expect(openBrowserMark(seal, cookie.value)).toEqual(mark);
    expect(cookie.value).not.toContain(mark.id);
    expect(browserDigest(mark, true)).not.toContain(mark.id.slice(0, 8));
  });

  it('S-57 has no prefix over http, where browsers would not take it', () => {
    expect(browserCookie({ ...scope, secure: false }, seal, newBrowserMark())).toMatchObject({
      name: 'wecom_browser_main',
      path: '/api/',
    });
    expect(browserCookieName({ app: 'a1', secure: false })).not.toBe(browserCookieName({ app: 'main', secure: false }));
  });

  it.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['what was not sealed', 'v1.AAAA'],
    ['a state', sealed],
  ])('S-57 is not read from %s', (_, value) => {
    expect(openBrowserMark(seal, value)).toBeUndefined();
  });

  it('S-57 S-40 is what a pending member is bound to', () => {
    const member = { corpId: 'ww1', memberId: 'a', userId: 'A' };
    const person = { member, profile: { name: 'A' }, authenticator: 'wecom' };
    const made = pendingMember({ person, choices: ['link'], app: 'main', boundTo: pending.boundTo, now });
    const open = (browser: string) =>
      openPendingMember(seal, sealPendingMember(seal, made), { app: 'main', browser, now });
    expect(open(pending.boundTo)).toEqual(made);
    expect(open('')).toBeUndefined();
    expect(open(browserDigest(newBrowserMark(), true))).toBeUndefined();
  });
});

describe('used states', () => {
  it('S-02 work once', async () => {
    const used = new UsedStates();
    expect(await used.spend(opened)).toBe(opened);
    expect(await used.spend(opened)).toBeUndefined();
  });

  it('S-03 have one winner of many at once', async () => {
    const used = new UsedStates();
    const results = await Promise.all(Array.from({ length: 20 }, () => used.spend(opened)));
    expect(results.filter(Boolean)).toHaveLength(1);
  });

  it('S-38 are forgotten when they have expired anyway, and not before', async () => {
    const clock = { now: 0 };
    const used = new UsedStates(undefined, () => clock.now);
    await used.spend(opened);
    clock.now = STATE_LIFE_MS + 119_999;
    expect(await used.spend(opened)).toBeUndefined();
    expect(used.size).toBe(1);
    clock.now += 1;
    await used.spend({ ...opened, state: newState() });
    expect(used.size).toBe(1);
  });

  it('S-38 are as many as fit, of which the oldest go first', async () => {
    const used = new UsedStates();
    await used.spend(opened);
    for (let i = 1; i < MOST_USED_STATES; i += 1) await used.spendMember(`${i}`);
    expect(await used.spend(opened)).toBeUndefined();
    await used.spendMember('one more');
    expect([used.size, await used.spend(opened)]).toEqual([MOST_USED_STATES, opened]);
  });
});

it('seals the same value differently each time', () => {
  const value = randomBytes(8).toString('hex');
  expect(seal.close(value, 'x')).not.toBe(seal.close(value, 'x'));
  expect(seal.open(seal.close(value, 'x'), 'y')).toBeUndefined();
});

it.each([
  ['wecom_state_main_1=abc', 'abc'],
  ['theme=dark; wecom_state_main_1=a.b-c_d=; wecom_state_main_1=second', 'a.b-c_d='],
  ['theme=dark;wecom_state_main_1=', ''],
  ['xwecom_state_main_1=abc; wecom_state_main_12=abc', undefined],
  ['wecom_state_main_1', undefined],
  ['', undefined],
])('reads the state from the cookies "%s"', (header, value) => {
  expect(readCookie(header, 'wecom_state_main_1')).toBe(value);
});
