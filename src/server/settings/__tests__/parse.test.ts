import fc from '../../../../scripts/test/random';
import { SECRET_MASK } from '../../../shared/constants';
import { parseBaseUrl, parseOrigin } from '../../../shared/settings-rules';
import { parseSettings } from '../parse';
import { publicOptions } from '../values';

const good = { corpId: 'ww1234567890abcdef', agentId: '1000002', secret: 's3cret', origin: 'https://app.example.com' };
const problemsOf = (options: Record<string, unknown>) => {
  const parsed = parseSettings('wecom', { ...good, ...options });
  return 'problems' in parsed ? parsed.problems.map(({ field }) => field) : [];
};

it('fills in what the form leaves empty', () => {
  expect(parseSettings('wecom', good)).toEqual({
    settings: {
      authenticator: 'wecom',
      ...good,
      apiBaseUrl: 'https://qyapi.weixin.qq.com',
      oauthBaseUrl: 'https://open.weixin.qq.com',
      loginBaseUrl: 'https://login.work.weixin.qq.com',
      deployment: 'cloud',
      allowHttp: false,
      autoSignup: false,
      signupWithoutPhone: false,
      matchEmail: false,
      autoLogin: false,
      showQrCode: false,
      workbenchRedirect: '/admin',
      verifyFile: undefined,
    },
  });
});

it('takes no notice of characters of no width that were pasted along', () => {
  const pasted = {
    corpId: '\u200bww1234567890abcdef',
    secret: 's3c\u200bret\ufeff',
    origin: 'https://app.example.com\u2060',
  };
  expect(parseSettings('wecom', { ...good, ...pasted })).toEqual(parseSettings('wecom', good));
});

it('a private deployment has no addresses of Tencent', () => {
  const own = {
    apiBaseUrl: 'https://wecom.corp',
    oauthBaseUrl: 'https://wecom.corp',
    loginBaseUrl: 'https://wecom.corp',
  };
  expect(problemsOf({ deployment: 'private', ...own })).toEqual([]);
  expect(problemsOf({ deployment: 'private' })).toEqual(['apiBaseUrl', 'oauthBaseUrl', 'loginBaseUrl']);
  expect(parseSettings('wecom', { ...good, ...own, deployment: 'Private' })).toMatchObject({
    settings: { deployment: 'cloud' },
  });
});

it.each(['autoSignup', 'autoLogin', 'showQrCode'])(
  'S-19 keeps public switch %s off unless it is exactly true',
  (name) => {
    for (const value of [undefined, null, 'true', 1, {}, 'false']) {
      expect(publicOptions({ public: { [name]: value } })).toMatchObject({ [name]: false });
    }
    expect(publicOptions({ public: { [name]: true } })).toMatchObject({ [name]: true });
  },
);

it.each(['signupWithoutPhone', 'matchEmail'])('S-19 keeps switch %s off unless it is exactly true', (name) => {
  for (const value of [undefined, null, 'true', 1, {}]) {
    expect(parseSettings('wecom', { ...good, [name]: value })).toMatchObject({ settings: { [name]: false } });
  }
  expect(parseSettings('wecom', { ...good, [name]: true })).toMatchObject({ settings: { [name]: true } });
});

it.each<[string, unknown]>([
  ['corpId', undefined],
  ['corpId', ''],
  ['corpId', 'ww 1'],
  ['corpId', 'ww1234/x'],
  ['corpId', '{{ $env.CORP }}'],
  ['agentId', undefined],
  ['agentId', 'abc'],
  ['agentId', -1],
  ['agentId', 1.5],
  ['secret', undefined],
  ['secret', ''],
  ['secret', 'with space'],
  ['secret', SECRET_MASK],
  ['secret', ['x']],
  ['origin', undefined],
  ['origin', 'app.example.com'],
  ['origin', 'https://app.example.com/path'],
  ['origin', 'https://user:pw@app.example.com'],
  ['origin', 'https://app.example.com?x'],
  ['origin', 'https://app.example.com#x'],
  ['origin', 'ftp://app.example.com'],
  ['origin', 'javascript:alert(1)'],
  ['origin', 'https:\\\\app.example.com'],
  ['apiBaseUrl', 'http://wecom.example'],
  ['apiBaseUrl', 'https://user:pw@wecom.example'],
  ['apiBaseUrl', 'https://wecom.example?x=1'],
  ['apiBaseUrl', 'https://wecom.example#x'],
  ['oauthBaseUrl', 'wecom.example'],
  ['loginBaseUrl', 'file:///etc/passwd'],
  ['proxyUrl', 'proxy.example.com:3128'],
  ['proxyUrl', 'http://proxy.example.com/path'],
])('reports %s when it is %j', (field, value) => {
  expect(problemsOf({ [field]: value })).toEqual([field]);
});

it('does not mind spaces around what was pasted', () => {
  const pasted = Object.fromEntries(Object.entries(good).map(([name, value]) => [name, ` ${value}\n`]));
  expect(parseSettings('wecom', pasted)).toMatchObject({ settings: good });
});

it('reports everything at once', () => {
  expect(parseSettings('wecom', {})).toMatchObject({
    problems: [{ field: 'corpId' }, { field: 'agentId' }, { field: 'secret' }, { field: 'origin' }],
  });
});

it.each([
  ['https://app.example.com', 'https://app.example.com'],
  ['https://APP.example.com:443/', 'https://app.example.com'],
  ['http://10.0.0.5:13000', 'http://10.0.0.5:13000'],
])('S-10 reads the origin %j as %s', (typed, origin) => {
  expect(parseOrigin(typed)).toBe(origin);
});

describe('S-29 base URLs', () => {
  it.each([
    ['https://qyapi.weixin.qq.com', 'https://qyapi.weixin.qq.com'],
    ['https://wecom.internal:8443/prefix/', 'https://wecom.internal:8443/prefix'],
    ['https://10.1.2.3', 'https://10.1.2.3'],
    ['http://127.0.0.1:7080', 'http://127.0.0.1:7080'],
    ['http://localhost:7080', 'http://localhost:7080'],
    ['http://[::1]:7080', 'http://[::1]:7080'],
  ])('accept %s', (typed, url) => expect(parseBaseUrl(typed)).toBe(url));

  it.each([
    'http://wecom.example',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://10.0.0.1',
    'https://169.254.169.254',
    'https://[fe80::1]',
    'https://[fd00:ec2::254]',
    'https://[::ffff:169.254.169.254]',
    'https://[64:ff9b::169.254.169.254]',
    'https://100.100.100.200',
    'https://[::ffff:100.100.100.200]',
    'https://2852039166',
    'https://0xa9fea9fe',
    'https://a@b',
    'https://a?b',
    'https://a#b',
    'https://',
    'https:///',
    'https:a',
    'HTTPS//a',
    '//a',
  ])('refuse %s', (typed) => expect(parseBaseUrl(typed)).toBeUndefined());

  it.each(['http://169.254.169.254:80', 'https://100.100.100.200', 'http://[fd00:ec2::254]:3128'])(
    'no proxy is at %s either',
    (proxyUrl) => expect(problemsOf({ proxyUrl })).toEqual(['proxyUrl']),
  );

  it('accept http elsewhere only by the explicit option, and the cloud addresses never', () => {
    expect(parseBaseUrl('http://wecom.internal', true)).toBe('http://wecom.internal');
    expect(parseBaseUrl('http://169.254.169.254', true)).toBeUndefined();
    expect(problemsOf({ apiBaseUrl: 'http://wecom.internal', allowHttp: true })).toEqual([]);
    expect(problemsOf({ apiBaseUrl: 'http://wecom.internal', allowHttp: 'yes' })).toEqual(['apiBaseUrl']);
  });
});

it('S-30 publishes six options, whatever is stored', () => {
  const stored = {
    ...good,
    public: {
      autoSignup: true,
      autoLogin: true,
      buttonText: 'Go',
      tooltip: 'Tip',
      secret: 'x',
      workbenchRedirect: '/x',
    },
    autoLogin: true,
  };
  expect(publicOptions(stored)).toEqual({
    autoSignup: true,
    autoLogin: true,
    workbenchRedirect: '/x',
    buttonText: 'Go',
    tooltip: 'Tip',
    showQrCode: false,
  });
  for (const nothing of [undefined, {}, { public: null }, { public: 'x' }, { public: [] }]) {
    expect(publicOptions(nothing as Record<string, unknown>)).toMatchObject({
      autoSignup: false,
      workbenchRedirect: '/admin',
    });
  }
});

it('takes any stored options without an error (2,000 inputs)', () => {
  const names = [
    'corpId',
    'agentId',
    'secret',
    'origin',
    'apiBaseUrl',
    'oauthBaseUrl',
    'loginBaseUrl',
    'proxyUrl',
    'public',
    'verifyFile',
    'allowHttp',
  ];
  const options = fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.jsonValue(), fc.webUrl(), fc.string()));
  fc.assert(
    fc.property(options, (stored) => {
      const parsed = parseSettings('wecom', stored);
      if ('settings' in parsed)
        for (const name of ['apiBaseUrl', 'origin'] as const) expect(parsed.settings[name]).toMatch(/^https?:\/\//);
    }),
    { numRuns: 2000 },
  );
});
