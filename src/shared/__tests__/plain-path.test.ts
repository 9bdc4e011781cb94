import fc from '../../../scripts/test/random';
import { MAX_PATH_LENGTH, plainPath } from '../plain-path';

const REFUSED = [
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
  '/\r\n/evil.example',
  '/admin\r\nSet-Cookie: a=b',
  '/admin\u0000',
  '/a\u0007b',
  '/a\u0085b',
  '/a\u00a0b',
  '/\u2028/evil.example',
  '/\ufeff/evil.example',
  '/@evil.example',
  '/admin/@me',
  '/user@evil.example',
  '//user:pw@evil.example',
  '@evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/%2e%2e//evil.example',
  '/a/..//evil.example',
  '/./\\evil.example',
  '?next=//evil.example',
  '#/admin',
  `/${'a'.repeat(MAX_PATH_LENGTH)}`,
  `/${'你'.repeat(300)}`,
];

it.each(REFUSED)('S-08 refuses %j', (wanted) => {
  expect(plainPath(wanted)).toBeUndefined();
});

it.each([undefined, null, 1, true, ['/admin'], { toString: () => '/admin' }])('S-08 refuses %j, no text', (wanted) => {
  expect(plainPath(wanted)).toBeUndefined();
});

it.each([
  ['/admin', '/admin'],
  ['/admin/x?a=1#b', '/admin/x?a=1#b'],
  ['/admin/./x/../y', '/admin/y'],
  ['/admin?next=https://example.com/a@b', '/admin?next=https://example.com/a@b'],
  ['/admin/filterbytk/a%40b.example', '/admin/filterbytk/a%40b.example'],
  ['/admin/销售', '/admin/%E9%94%80%E5%94%AE'],
])('accepts %s', (wanted, path) => {
  expect(plainPath(wanted)).toBe(path);
});

it('S-08 never leaves an origin, even one that is written before it as text', () => {
  const piece = fc.constantFrom('/', '\\', '.', '..', '%2f', '%5C', '@', ':', 'evil.example', 'admin', '?', '#', '\t');
  const wanted = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((pieces) => `/${pieces.join('')}`),
    fc.string({ unit: 'binary' }).map((text) => `/${text}`),
    fc.webUrl(),
  );
  fc.assert(
    fc.property(wanted, (text) => {
      const path = plainPath(text);
      if (path === undefined) return;
      for (const origin of ['https://app.example.com', 'http://localhost:13000']) {
        expect(new URL(path, origin).origin).toBe(origin);
        expect(new URL(origin + path).origin).toBe(origin);
      }
      expect(plainPath(path)).toBe(path);
    }),
    { numRuns: 2000 },
  );
});
