import { type LinkPlace, messageLink, startLink } from '../links';

const MAIN = { publicPath: '/', modernPrefix: 'v', apiPath: '/api/', app: 'main', appSegment: '' };
const PLACES: Record<string, LinkPlace> = {
  'the main application': { origin: 'https://app.example.com', authenticator: 'wecom', paths: MAIN },
  'a sub-app': {
    origin: 'https://app.example.com',
    authenticator: 'we com',
    paths: { ...MAIN, app: 'a1', appSegment: '/apps/a1' },
  },
  'a public path': {
    origin: 'https://app.example.com:8443',
    authenticator: 'wecom',
    paths: { ...MAIN, publicPath: '/nocobase/', apiPath: '/nocobase/api/' },
  },
};
const place = PLACES['the main application'] as LinkPlace;
const signIn = (page: string) =>
  `https://app.example.com/api/wecom:authorize?authenticator=wecom&redirect=${encodeURIComponent(page)}`;

it.each([
  ['the main application', '/admin/po/1?a=1&b=2#c', signIn('/admin/po/1?a=1&b=2#c')],
  ['the main application', '/v/admin/po', signIn('/v/admin/po')],
  ['the main application', 'https://app.example.com/admin', signIn('/admin')],
  ['the main application', '/采购', signIn('/%E9%87%87%E8%B4%AD')],
  ['the main application', '/api/attachments:get', 'https://app.example.com/api/attachments:get'],
  ['the main application', '/signin', 'https://app.example.com/signin'],
  ['the main application', '/apps/other/admin', 'https://app.example.com/apps/other/admin'],
  [
    'a sub-app',
    '/admin/po',
    `https://app.example.com/api/__app/a1/wecom:authorize?authenticator=we%20com&redirect=${encodeURIComponent('/apps/a1/admin/po')}`,
  ],
  [
    'a sub-app',
    '/v/admin',
    `https://app.example.com/api/__app/a1/wecom:authorize?authenticator=we%20com&redirect=${encodeURIComponent('/v/apps/a1/admin')}`,
  ],
  [
    'a public path',
    '/admin',
    `https://app.example.com:8443/nocobase/api/wecom:authorize?authenticator=wecom&redirect=${encodeURIComponent('/nocobase/admin')}`,
  ],
])('in %s %s becomes a whole address', (where, wanted, expected) => {
  expect(messageLink(PLACES[where] as LinkPlace, wanted, wanted)).toBe(expected);
});

it.each([
  '//evil.example/x',
  '/\\evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'https:evil.example',
  'ftp://evil.example/',
  'https://user@evil.example/',
  'https://app.example.com@evil.example/',
  'admin/x',
  '',
  `https://evil.example/${'x'.repeat(2100)}`,
])('refuses %s, whoever has written it', (wanted) => {
  expect(messageLink(place, wanted, wanted)).toBeUndefined();
});

it.each([
  ['an address that was written', 'https://erp.example/po/1', 'https://erp.example/po/1', true],
  ['one whose end is a variable', 'https://erp.example/po/7', 'https://erp.example/po/{{id}}', true],
  ['one with a variable behind the host', 'https://erp.example/po/7', 'https://erp.example{{path}}', true],
  ['one in capitals', 'https://erp.example/po', 'HTTPS://ERP.example/po', true],
  ['one that only data names', 'https://evil.example/', '{{url}}', false],
  ['one whose host data has made longer', 'https://erp.example.evil.example/', 'https://erp.example{{path}}', false],
  [
    'one whose host data has made a user name',
    'https://erp.example@evil.example/',
    'https://erp.example{{path}}',
    false,
  ],
  ['one that is a part of a written one', 'https://erp.exam/', 'https://erp.example/', false],
  ['one with another port', 'https://erp.example:8443/', 'https://erp.example/', false],
  ['one in a variable', 'https://erp.example/', '{{ x "https://erp.example/" }}', false],
])('lets data choose no other site: %s', (_, wanted, written, passes) => {
  expect(messageLink(place, wanted, written) !== undefined).toBe(passes);
});

it('gives a page whose address would be too long with the sign-in as it is', () => {
  const page = `/admin/${'x'.repeat(1980)}`;
  expect(messageLink(place, page, page)).toBe(`https://app.example.com${page}`);
});

it('leads to the start page by default', () => {
  expect(startLink(place)).toBe('https://app.example.com/api/wecom:authorize?authenticator=wecom');
});
