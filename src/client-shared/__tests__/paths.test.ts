/** @jest-environment jsdom */
import { authorizeUrl, clientBase, redirectParameter, rootPath, routerPath, wantedPage } from '../paths';
import { fakeApp } from './support/fake-app';

const legacy = fakeApp({ basename: '/' });
const modern = fakeApp({ basename: '/v', publicPath: '/v/' });
const legacySubApp = fakeApp({ basename: '/apps/a1/', name: 'a1' });
const modernSubApp = fakeApp({ basename: '/v/apps/a1/', publicPath: '/v/', name: 'a1' });
const nested = fakeApp({ basename: '/nocobase/v/', publicPath: '/nocobase/v/', apiBase: '/nocobase/api/' });

describe('where a client lives', () => {
  it.each([
    ['legacy', legacy, '/', '/'],
    ['modern', modern, '/v/', '/'],
    ['legacy sub-app', legacySubApp, '/apps/a1/', '/'],
    ['modern sub-app', modernSubApp, '/v/apps/a1/', '/'],
    ['modern below a public path', nested, '/nocobase/v/', '/nocobase/'],
    ['before the router is set up', fakeApp({ publicPath: '/nocobase/' }), '/nocobase/', '/nocobase/'],
  ])('%s', (_name, app, base, root) => {
    expect(clientBase(app)).toBe(base);
    expect(rootPath(app)).toBe(root);
  });

  it('follows a prefix of the modern client that was changed', () => {
    window.__nocobase_modern_client_prefix__ = 'next';
    expect(rootPath(fakeApp({ publicPath: '/nb/next/' }))).toBe('/nb/');
    delete window.__nocobase_modern_client_prefix__;
  });
});

describe('authorizeUrl', () => {
  it('carries the page and the consent', () => {
    const url = authorizeUrl(legacy, { authenticator: 'wecom', redirect: '/admin/x?a=1&b=2', consent: true });
    expect(url).toBe('/api/wecom:authorize?authenticator=wecom&redirect=%2Fadmin%2Fx%3Fa%3D1%26b%3D2&consent=1');
  });

  it('names the sub-app in the path, because a link sends no headers', () => {
    expect(authorizeUrl(modernSubApp, { authenticator: 'w' })).toBe('/api/__app/a1/wecom:authorize?authenticator=w');
    expect(authorizeUrl(nested, { authenticator: 'w' })).toBe('/nocobase/api/wecom:authorize?authenticator=w');
    const elsewhere = fakeApp({ apiBase: 'https://api.example.com/api' });
    expect(authorizeUrl(elsewhere, { authenticator: 'w' })).toMatch('https://api.example.com/api/wecom:authorize?');
  });
});

describe('wantedPage', () => {
  it.each([
    [legacy, '/admin/x', '/admin/x'],
    [modern, '/v/admin/x', '/v/admin/x'],
    [modern, '/admin/x', '/v/admin/x'],
    [legacySubApp, '/admin/x', '/apps/a1/admin/x'],
    [legacySubApp, '/apps/a1/admin', '/apps/a1/admin'],
    [legacySubApp, '/v/apps/a1/admin', '/v/apps/a1/admin'],
    [modernSubApp, '/v/apps/a1/admin', '/v/apps/a1/admin'],
    [nested, '/admin', '/nocobase/v/admin'],
    [legacy, '', undefined],
    [legacy, null, undefined],
    [legacy, '//evil.example', undefined],
    [modern, '/admin/@me', undefined],
  ])('turns the parameter of a sign-in page into a path from the root (%#)', (app, redirect, page) => {
    expect(wantedPage(app, redirect)).toBe(page);
  });
});

describe('redirectParameter', () => {
  it.each([
    ['?redirect=/admin/x?filter=open&tab=2', '#list', '/admin/x?filter=open&tab=2#list'],
    ['?redirect=/admin/x?filter=a%26b&q=1%2B1', '', '/admin/x?filter=a%26b&q=1%2B1'],
    ['?a=1&redirect=/admin/x?b=2&c=3', '', '/admin/x?b=2&c=3'],
    ['?redirect=/admin/x', '#list', '/admin/x#list'],
    ['?redirect=/admin&name=basic', '', '/admin'],
    ['?redirect=/admin%3Fa%3D1%26b%3D2', '', '/admin?a=1&b=2'],
    ['?redirect=%2Fadmin%2Fx%3Fa%3D1%26b%3D2%23list&authenticator=wecom', '#own', '/admin/x?a=1&b=2#list'],
    ['?redirect=/admin/x?a=%23', '#list', '/admin/x?a=%23#list'],
    ['?authenticator=wecom', '#x', null],
    ['', '', null],
  ])('%s%s asks for %s', (search, hash, page) => {
    expect(redirectParameter({ search, hash })).toBe(page);
  });
});

describe('routerPath', () => {
  it.each([
    [legacy, '/admin/x?a=1', '/admin/x?a=1'],
    [legacy, '/v/admin', undefined],
    [legacy, '/apps/a1/admin', undefined],
    [modern, '/v/admin', '/admin'],
    [modern, '/admin', undefined],
    [modern, '/v/apps/a1/admin', undefined],
    [legacySubApp, '/apps/a1/admin', '/admin'],
    [legacySubApp, '/admin', undefined],
    [modernSubApp, '/v/apps/a1/', '/'],
    [nested, '/nocobase/v/admin', '/admin'],
    [nested, '/nocobase/admin', undefined],
  ])('goes softly only within the same client and app (%#)', (app, path, expected) => {
    expect(routerPath(app, path)).toBe(expected);
  });
});
