import type { AppPaths } from '../../sign-in/app-paths';
import type { Agent } from '../../wecom-api/agent';
import { WeComUnreachable } from '../../wecom-api/errors';
import { acceptedFindings, checkAppEnabled, checkTrustedDomain, checkVisibleRange, refusedFinding } from '../app';
import { type Finding, showFinding } from '../finding';
import { checkApi, checkClock } from '../network';
import { checkForwardedProto, checkOrigin } from '../origin';
import type { RoundTrip } from '../origin-probe';
import { autoLoginFinding, checkWorkbenchRedirect, defaultRoleFinding } from '../this-nocobase';

const AGENT: Agent = {
  name: 'App',
  closed: false,
  trustedDomain: 'app.example.com',
  visible: { members: 1, departments: 0, tags: 0 },
};
const ORIGIN = 'https://app.example.com';
const english = (finding: Finding) =>
  showFinding(finding, (key, values) => key.replace(/\{\{(\w+)\}\}/g, (_all, name) => String(values[name])));

it('checks whether the app is enabled', () => {
  expect(checkAppEnabled(AGENT).status).toBe('ok');
  expect(checkAppEnabled({ ...AGENT, closed: true }).status).toBe('failed');
});

it.each([
  [{ members: 0, departments: 0, tags: 0 }, 'warning'],
  [{ members: 0, departments: 1, tags: 0 }, 'ok'],
  [{ members: 0, departments: 0, tags: 2 }, 'ok'],
])('checks the visible range %j', (visible, status) => {
  expect(checkVisibleRange({ ...AGENT, visible }).status).toBe(status);
});

it.each([
  ['app.example.com', ORIGIN, 'ok', 'app.example.com'],
  ['APP.example.com', ORIGIN, 'ok', 'app.example.com'],
  ['app.example.com:443', ORIGIN, 'ok', 'app.example.com'],
  ['app.example.com', `${ORIGIN}:8443`, 'warning', 'app.example.com:8443'],
  ['app.example.com:8443', `${ORIGIN}:8443`, 'ok', 'app.example.com:8443'],
  ['app.example.com:8443', ORIGIN, 'warning', 'app.example.com'],
  ['example.com', ORIGIN, 'warning', 'app.example.com'],
  ['例子.测试', 'https://xn--fsqu00a.xn--0zwm56d', 'ok', 'xn--fsqu00a.xn--0zwm56d'],
  ['not a domain', ORIGIN, 'warning', 'app.example.com'],
  [undefined, ORIGIN, 'warning', 'app.example.com'],
])('compares the trusted domain %s with the origin %s, port included', (trustedDomain, origin, status, copy) => {
  const finding = checkTrustedDomain({ ...AGENT, trustedDomain }, origin);
  expect(finding).toMatchObject({ status, data: { copy } });
  // The callback domain of the web login is a setting of its own that nobody can read.
  expect(english(finding).hint).toContain('WeCom authorized login');
});

it.each(['http://192.0.2.7:13000', 'http://[2001:db8::1]', 'http://localhost:13000'])(
  'says that WeCom wants a domain name when the origin is %s',
  (origin) => {
    expect(english(checkTrustedDomain(AGENT, origin)).hint).toContain('no IP address');
    // The simulator takes any host.
    expect(checkTrustedDomain({ ...AGENT, trustedDomain: new URL(origin).host }, origin).status).toBe('ok');
  },
);

it('leaves the trusted domain out while the origin is not usable', () => {
  expect(acceptedFindings(AGENT, undefined).map(({ check }) => check)).toEqual([
    'credentials',
    'app-enabled',
    'visible-range',
  ]);
});

it('does not take an error of its own for an answer of WeCom', () => {
  expect(() => refusedFinding(new TypeError('x'))).toThrow(TypeError);
  expect(refusedFinding(new WeComUnreachable('gettoken', 'timeout')).status).toBe('warning');
});

it.each([
  [0, 'ok', 0],
  [999, 'ok', 1],
  [60_000, 'ok', 60],
  [-60_000, 'ok', -60],
  [61_000, 'warning', 61],
  [-61_000, 'warning', -61],
  [8 * 3_600_000, 'warning', 28_800],
])('compares a clock that is %i ms ahead', (ahead, status, seconds) => {
  const theirs = Date.UTC(2026, 10, 22);
  expect(checkClock(theirs, theirs + ahead)).toMatchObject({ status, data: { seconds } });
});

it('says in which direction the clock is wrong', () => {
  expect(english(checkClock(0, 90_000)).message).toContain('90 s ahead');
  expect(english(checkClock(90_000, 0)).message).toContain('90 s behind');
});

it.each([
  [undefined, true, 'failed'],
  [undefined, false, 'warning'],
  ['member', true, 'ok'],
])('checks the default role %s with sign-up %s', (role, autoSignup, status) => {
  expect(defaultRoleFinding(role, autoSignup).status).toBe(status);
});

it.each([
  [false, 'Other', 'ok'],
  [true, undefined, 'ok'],
  [true, 'Other', 'failed'],
])('checks automatic login %s while %s has it', (wanted, other, status) => {
  expect(autoLoginFinding(wanted, other).status).toBe(status);
});

it.each([
  ['/admin', 'ok'],
  ['/v/admin?tab=1', 'ok'],
  ['//evil.example', 'warning'],
  ['https://evil.example', 'warning'],
  ['/signin', 'warning'],
  ['', 'warning'],
])('checks the Workbench redirect %s', (wanted, status) => {
  const paths: AppPaths = { publicPath: '/', modernPrefix: 'v', apiPath: '/api/', app: 'main', appSegment: '' };
  expect(checkWorkbenchRedirect(paths, wanted).status).toBe(status);
});

describe('origin', () => {
  const home: RoundTrip = { kind: 'home', trusted: true, detour: false, seen: ORIGIN };
  const statusOf = (trip: RoundTrip) => checkOrigin(ORIGIN, undefined, trip)[0]?.status;

  it.each([
    [home, 'ok'],
    [{ kind: 'stranger', reason: 'not-json' }, 'failed'],
    [{ kind: 'stranger', reason: 'status', detail: '404' }, 'failed'],
    [{ kind: 'stranger', reason: 'status', detail: '407' }, 'warning'],
    [{ kind: 'unreachable', reason: 'timeout' }, 'warning'],
    [{ kind: 'unreachable', reason: 'network', detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'warning'],
  ] as [RoundTrip, string][])('%j is %s', (trip, status) => {
    expect(statusOf(trip)).toBe(status);
  });

  it.each(['DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
    'tells a certificate problem, %s, from a network problem',
    (detail) => {
      const [finding] = checkOrigin(ORIGIN, undefined, { kind: 'unreachable', reason: 'network', detail });
      expect(finding && english(finding).message).toContain('certificate');
    },
  );

  it('has a line for https, and one for the browser when it says where it is', () => {
    const statuses = (origin: string, browser?: string) =>
      checkOrigin(origin, browser, home).map(({ check, status }) => `${check} ${status}`);
    expect(statuses(ORIGIN)).toEqual(['origin ok', 'origin-https ok']);
    expect(statuses(ORIGIN, ORIGIN)).toContain('origin-browser ok');
    expect(statuses('http://app.example.com', ORIGIN)).toEqual([
      'origin ok',
      'origin-https warning',
      'origin-browser warning',
    ]);
  });
});

it.each([
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
  ['ENOTFOUND', 'cannot be reached'],
])('the API out of reach by %s: %s', async (detail, words) => {
  const http = { request: () => Promise.reject(new WeComUnreachable('get_api_domain_ip', 'network', detail)) };
  const [finding] = await checkApi(http as never, 'https://wecom.corp.example', AbortSignal.timeout(1_000));
  expect(finding?.status).toBe('failed');
  const { message, hint } = english(finding as Finding);
  expect(message).toContain(words);
  expect(hint.includes('NODE_EXTRA_CA_CERTS')).toBe(words === 'certificate');
});

describe('forwarded-proto', () => {
  const away: RoundTrip = { kind: 'unreachable', reason: 'timeout' };

  it('believes the administrator’s own request more than the round trip', () => {
    const wrong: RoundTrip = { kind: 'home', trusted: false, detour: true, seen: 'http://10.0.0.5' };
    expect(checkForwardedProto(ORIGIN, { trusted: true, detour: false, seen: ORIGIN }, wrong).status).toBe('ok');
    expect(checkForwardedProto(ORIGIN, undefined, wrong).status).toBe('failed');
  });

  it('says that sign-ins make a detour where the host name is lost on the way', () => {
    const trip: RoundTrip = { kind: 'home', trusted: true, detour: true, seen: 'https://10.0.0.5' };
    const finding = checkForwardedProto(ORIGIN, undefined, trip);
    expect(finding.status).toBe('warning');
    expect(english(finding).message).toContain('redirect');
    expect(finding.data?.copy).toContain('proxy_set_header Host');
  });

  it('says when nothing is known', () => {
    expect(checkForwardedProto(ORIGIN, undefined, away).status).toBe('warning');
  });
});
