import fc from '../../../../scripts/test/random';
import { type AppPaths, callbackPath, clientBase, clientOf, homeLink, withBase } from '../app-paths';
import { checkRedirect, defaultTarget } from '../redirect';

const root: AppPaths = { publicPath: '/', modernPrefix: 'v', apiPath: '/api/', app: 'main', appSegment: '' };
const below: AppPaths = { ...root, publicPath: '/nocobase/', apiPath: '/nocobase/api/' };
const renamed: AppPaths = { ...root, modernPrefix: 'next' };
const subApp: AppPaths = { ...root, app: 'a1', appSegment: '/apps/a1' };
const subAppBelow: AppPaths = { ...below, app: 'a1', appSegment: '/apps/a1' };
const ownDomain: AppPaths = { ...root, app: 'a1' };
const ALL = { root, below, renamed, subApp, subAppBelow, ownDomain };
const ORIGINS = ['https://app.example.com', 'http://localhost:13000', 'https://app.example.com:8443'];

const EVIL = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  'https:evil.example',
  'https:/evil.example',
  'https://evil.example',
  'HTTP://evil.example',
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,x',
  'evil.example',
  'admin',
  '',
  ' ',
  ' /admin',
  '/ admin',
  '/%2f%2fevil.example',
  '/%2F/evil.example',
  '/%5cevil.example',
  '/%5Cevil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/admin\r\nSet-Cookie: a=b',
  '/admin\u0000',
  '/\u2028/evil.example',
  '/@evil.example',
  '/user@evil.example',
  '//user:pw@evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/%2e%2e//evil.example',
  '/a/..//evil.example',
  '/./\\evil.example',
  '?next=//evil.example',
  '#/admin',
  `/${'a'.repeat(2048)}`,
  `/${'你'.repeat(300)}`,
];

describe.each(Object.entries(ALL))('with the paths of %s', (_, paths) => {
  it.each(EVIL)('S-08 refuses %j', (wanted) => {
    expect(checkRedirect(paths, wanted)).toBeUndefined();
  });

  it.each([undefined, null, 1, true, ['/admin'], { toString: () => '/admin' }])(
    'S-08 refuses %j, which is no text',
    (wanted) => {
      expect(checkRedirect(paths, wanted)).toBeUndefined();
    },
  );

  it('S-08 has a default that passes its own check', () => {
    const target = defaultTarget(paths);
    expect(checkRedirect(paths, target)).toBe(target);
  });

  it('S-08 stays on the origin and in the application, whatever is asked for (1,000 inputs)', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2f',
      '%5C',
      '%2e',
      '@',
      ':',
      'evil.example',
      'admin',
      'v',
      'apps',
      'a1',
      'nocobase',
      '?',
      '#',
      '\t',
      ' ',
      'https:',
      '你',
    );
    const wanted = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      fc.array(piece, { maxLength: 12 }).map((pieces) => `/${pieces.join('')}`),
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
    );
    fc.assert(
      fc.property(wanted, (text) => {
        const target = checkRedirect(paths, text);
        if (target === undefined) return;
        for (const origin of ORIGINS) {
          const url = new URL(target, origin);
          expect(url.origin).toBe(origin);
          expect(url.username).toBe('');
          expect(`${url.pathname}/`.startsWith(paths.publicPath)).toBe(true);
        }
        expect(checkRedirect(paths, target)).toBe(target);
      }),
      { numRuns: 1000 },
    );
  });
});

it.each<[string, AppPaths, string, string | undefined]>([
  ['a page', root, '/admin/abc123?tab=1#top', '/admin/abc123?tab=1#top'],
  ['a page of the modern client', root, '/v/admin', '/v/admin'],
  ['a page with dots', root, '/admin/./x/../y', '/admin/y'],
  ['an address as a parameter', root, '/admin?next=https://example.com/a@b', '/admin?next=https://example.com/a@b'],
  ['letters of other languages', root, '/admin/销售', '/admin/%E9%94%80%E5%94%AE'],
  ['a path that lacks the public path', below, '/admin', '/nocobase/admin'],
  ['a path that has the public path', below, '/nocobase/v/admin', '/nocobase/v/admin'],
  ['a name that only begins like the public path', below, '/nocobase2/admin', '/nocobase/nocobase2/admin'],
  ['a modern path below the public path', below, '/v/admin', '/nocobase/v/admin'],
  ['the renamed modern client', renamed, '/next/admin', '/next/admin'],
  ['a page of the sub-app', subApp, '/apps/a1/admin', '/apps/a1/admin'],
  ['a modern page of the sub-app', subApp, '/v/apps/a1/admin', '/v/apps/a1/admin'],
  ['a page as the sub-app writes it', subApp, '/admin', '/apps/a1/admin'],
  ['a modern page as the sub-app writes it', subApp, '/v/admin', '/v/apps/a1/admin'],
  ['a page of the sub-app below a public path', subAppBelow, '/admin', '/nocobase/apps/a1/admin'],
  ['a page of a sub-app with a domain of its own', ownDomain, '/admin', '/admin'],
])('S-08 accepts %s', (_, paths, wanted, target) => {
  expect(checkRedirect(paths, wanted)).toBe(target);
});

it.each<[string, AppPaths, string]>([
  ['the callback page', root, '/wecom/callback?code=x'],
  ['the callback page in capitals', root, '/WeCom/Callback/'],
  ['the callback page of the modern client', root, '/v/wecom/callback'],
  ['the sign-in page', root, '/signin?redirect=/admin'],
  ['the sign-up page', below, '/nocobase/v/signup'],
  ['the API', root, '/api/auth:signOut'],
  ['the API below a public path', below, '/nocobase/api/x'],
  ['the API without a slash', root, '/api'],
  ['a sub-app', root, '/apps/a1/admin'],
  ['a sub-app in the modern client', root, '/v/apps/a1/admin'],
  ['another sub-app', subApp, '/v/apps/a2/admin'],
  ['a sub-app from a sub-app with a domain of its own', ownDomain, '/apps/a2/admin'],
])('S-33 does not lead to %s', (_, paths, wanted) => {
  expect(checkRedirect(paths, wanted)).toBeUndefined();
});

it('S-08 measures the path again when it has got the base of the application', () => {
  const longest = `/${'a'.repeat(2_046)}`;
  expect(checkRedirect(root, longest)).toBe(longest);
  expect(checkRedirect(below, longest)).toBeUndefined();
});

it('finds the client and the callback page of a path', () => {
  expect(clientOf(root, '/v/admin')).toBe('modern');
  expect(clientOf(root, '/v')).toBe('modern');
  expect(clientOf(root, '/v?x')).toBe('modern');
  expect(clientOf(root, '/vault')).toBe('legacy');
  expect(clientOf(below, '/nocobase/v/admin')).toBe('modern');
  expect(clientOf(below, '/v/admin')).toBe('legacy');
  expect(callbackPath(root, 'legacy')).toBe('/wecom/callback');
  expect(callbackPath(root, 'modern')).toBe('/v/wecom/callback');
  expect(callbackPath(subAppBelow, 'legacy')).toBe('/nocobase/apps/a1/wecom/callback');
  expect(callbackPath(subAppBelow, 'modern')).toBe('/nocobase/v/apps/a1/wecom/callback');
  expect(clientBase(renamed, 'modern')).toBe('/next');
  expect(withBase(subApp, '/apps/a1')).toBe('/apps/a1');
});

it('builds the home link of main and of sub-apps', () => {
  const origin = 'https://app.example.com';
  expect(homeLink(root, origin, 'wecom')).toBe(`${origin}/api/wecom:authorize?authenticator=wecom`);
  const apart = { ...subApp, apiUrl: 'https://api.example.com/api/' };
  expect(homeLink(apart, origin, 'w')).toBe('https://api.example.com/api/__app/a1/wecom:authorize?authenticator=w');
  expect(homeLink(subAppBelow, origin, 's_1 ü')).toBe(
    `${origin}/nocobase/api/__app/a1/wecom:authorize?authenticator=s_1%20%C3%BC`,
  );
});

it('leaves the path of a file as it is: it names the application itself', () => {
  for (const paths of [root, subApp]) {
    expect(checkRedirect(paths, '/files/a1/main/attachments/1.pdf')).toBe('/files/a1/main/attachments/1.pdf');
  }
  expect(checkRedirect(subAppBelow, '/nocobase/files/a1/x')).toBe('/nocobase/files/a1/x');
});
