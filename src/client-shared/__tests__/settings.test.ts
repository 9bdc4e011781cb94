/** @jest-environment jsdom */

import { proxyLines, verificationContent } from '../../shared/verification-file';
import { byUrgency, type CheckedSetting, technicalDetails } from '../settings/check-result';
import { consoleValues } from '../settings/console-values';
import { checkField, type Field, fieldsOf } from '../settings/fields';
import { fakeApp } from './support/fake-app';

const FIELDS = (['app', 'domain', 'sign-in', 'accounts', 'advanced'] as const).flatMap(fieldsOf);

function field(path: string): Field {
  const found = FIELDS.find((one) => one.path.join('.') === path);
  if (!found) throw new Error(`no field ${path}`);
  return found;
}

const ACCEPTED: Record<string, string[]> = {
  corpId: ['ww1234567890abcdef', 'wx0123456789ABCDEF', ' ww1234567890abcdef '],
  agentId: ['1000002', '1'],
  secret: ['demo-secret-of-the-simulator-0123456789abcde', '********'],
  origin: ['https://example.com', 'https://example.com:8443', 'http://192.168.1.2:13000', 'https://example.com/'],
  verifyFile: ['WW_verify_a1B2c3D4e5F6g7H8.txt'],
  'public.workbenchRedirect': ['/admin', '/v/admin/x?a=1#b', '/m'],
  apiBaseUrl: [
    'https://qyapi.weixin.qq.com',
    'https://gw.example.com/wecom',
    'http://127.0.0.1:7080',
    'http://localhost:1',
  ],
  proxyUrl: ['http://proxy.example.com:3128', 'http://user:password@proxy.example.com:3128'],
};

const REFUSED: Record<string, string[]> = {
  corpId: ['123', 'ww 1234567890', '企业'],
  agentId: ['app', '10 00', '-1', '1000002x'],
  secret: ['with a space in it', '********x', 'new-secret-0123456789********', '*******'],
  origin: [
    'example.com',
    'https://example.com/admin',
    'https://example.com?a=1',
    'https://example.com#x',
    'https://u:p@example.com',
    'ftp://example.com',
    'https:\\\\example.com',
    'javascript:alert(1)',
  ],
  verifyFile: ['WW_verify_a1B2c3D4e5F6g7H8', 'WW_verify_short.txt', '../WW_verify_a1B2c3D4e5F6g7H8.txt', 'robots.txt'],
  'public.workbenchRedirect': [
    'admin',
    '//evil.example',
    '/\\evil.example',
    '/%2f%2fevil',
    'https://evil.example',
    '/a b',
    '/a\u0007b',
    '/a\u0085b',
    '/admin/@me',
    '/signin',
    '/v/wecom/callback?authenticator=wecom',
  ],
  apiBaseUrl: [
    'http://qyapi.weixin.qq.com',
    'https://u@x.example',
    'https://x.example?a',
    'qyapi.weixin.qq.com',
    'https://169.254.169.254',
  ],
  proxyUrl: ['proxy:3128', 'socks5://proxy:1080', 'http://proxy:3128/path'],
};

const rows = (table: Record<string, string[]>) =>
  Object.entries(table).flatMap(([path, values]) => values.map((value) => [path, value] as const));

describe('what an administrator types', () => {
  it.each(rows(ACCEPTED))('%s may be %j', (path, value) => {
    expect(checkField(field(path), value, {})).toBeUndefined();
  });

  it.each(rows(REFUSED))('%s may not be %j', (path, value) => {
    expect(checkField(field(path), value, {})).toEqual(expect.any(String));
  });

  it.each(FIELDS.map((one) => [one.path.join('.')]))('%s may be a variable, or empty', (path) => {
    for (const value of ['{{ $env.WECOM }}', 'x{{$env.WECOM}}', '', '  ', undefined, null]) {
      expect(checkField(field(path), value, {})).toBeUndefined();
    }
  });

  it('takes http addresses of WeCom only when the administrator allows them', () => {
    expect(checkField(field('apiBaseUrl'), 'http://wecom.intranet', { allowHttp: true })).toBeUndefined();
  });
});

describe('what to paste into the WeCom console', () => {
  it('is exactly what WeCom wants: a link, and a host with its port', () => {
    expect(consoleValues(fakeApp(), 'https://crm.example.com:8443', 'wecom')).toEqual({
      homeLink: 'https://crm.example.com:8443/api/wecom:authorize?authenticator=wecom',
      domain: 'crm.example.com:8443',
    });
  });

  it('leads into the sub-app, below the public path', () => {
    const app = fakeApp({ name: 'a1', basename: '/nb/apps/a1/', publicPath: '/nb/', apiBase: '/nb/api/' });
    expect(consoleValues(app, 'https://example.com', 's_1').homeLink).toBe(
      'https://example.com/nb/api/__app/a1/wecom:authorize?authenticator=s_1',
    );
  });

  it('falls back to the address in the browser while the origin is not usable', () => {
    expect(consoleValues(fakeApp(), '{{ $env.ORIGIN }}', 'w').domain).toBe('localhost');
    expect(consoleValues(fakeApp(), undefined, 'w').domain).toBe('localhost');
  });
});

describe('the verification file', () => {
  it('has its content in its name', () => {
    expect(verificationContent('WW_verify_a1B2c3D4e5F6g7H8.txt')).toBe('a1B2c3D4e5F6g7H8');
    expect(verificationContent('{{ $env.FILE }}')).toBeUndefined();
  });

  it('comes with lines for nginx and Caddy', () => {
    const { nginx, caddy } = proxyLines('WW_verify_a1B2c3D4e5F6g7H8.txt', 'a1B2c3D4e5F6g7H8');
    expect(nginx).toContain('location = /WW_verify_a1B2c3D4e5F6g7H8.txt {');
    expect(nginx).toContain('return 200 "a1B2c3D4e5F6g7H8";');
    expect(caddy).toContain('respond "a1B2c3D4e5F6g7H8" 200');
  });
});

describe('the results of a check', () => {
  const result = (status: CheckedSetting['status'], data?: CheckedSetting['data']): CheckedSetting => ({
    check: status,
    status,
    message: status,
    data,
  });

  it('come with the most urgent first', () => {
    const sorted = byUrgency([result('ok'), result('failed'), result('warning'), result('failed')]);
    expect(sorted.map(({ status }) => status)).toEqual(['failed', 'failed', 'warning', 'ok']);
  });

  it('give codes to look up', () => {
    expect(technicalDetails(result('failed', { errcode: 60020, wecomHint: '123', reason: 'ECONNREFUSED' }))).toBe(
      'errcode 60020 · hint 123 · ECONNREFUSED',
    );
    expect(technicalDetails(result('failed'))).toBe('');
  });
});
