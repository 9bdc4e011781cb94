import { hasVariables, renderOptions } from '../variables';

const shown = { A: 'a', number: 7, 'gone:apiBaseUrl': 'x' };
const VALUES = { shown, all: { ...shown, TREASURE: 'Tr3asure' } };

it('replaces variables in values, also below `public`, and leaves everything else as it is', () => {
  const options = {
    corpId: '{{ $env.A }}',
    origin: 'https://{{$env.A}}.example.com',
    agentId: '{{ $env.number }}',
    verifyFile: 7,
    matchEmail: true,
    public: { autoLogin: true, tooltip: 'Hi {{ $env.A }}', buttonText: '{{ A }}' },
  };
  expect(renderOptions(options, VALUES)).toEqual({
    corpId: 'a',
    origin: 'https://a.example.com',
    agentId: '7',
    verifyFile: 7,
    matchEmail: true,
    public: { autoLogin: true, tooltip: 'Hi a', buttonText: '{{ A }}' },
  });
  expect(options.corpId).toBe('{{ $env.A }}');
});

it('leaves out an option whose variable does not exist; an address stays a template, so that nothing takes its place', () => {
  const options = {
    corpId: '{{ $env.GONE }}',
    origin: 'https://{{ $env.toString }}',
    apiBaseUrl: 'https://{{ $env.GONE }}',
    proxyUrl: '{{ $env.GONE }}',
    public: { tooltip: '{{$env.B}}' },
  };
  const { apiBaseUrl, proxyUrl } = options;
  expect(renderOptions(options, VALUES)).toEqual({ apiBaseUrl, proxyUrl, public: {} });
});

it('S-50 knows names only, and never takes one for a template', () => {
  const options = {
    '{{$env.gone:apiBaseUrl}}': 'https://evil.example',
    '{{ $env.A }}': 'x',
    linkPrivileged: true,
    list: ['{{ $env.A }}'],
    corpId: ['ww1'],
    autoSignup: true,
    matchEmail: 'true',
    public: { secret: 'x', '{{$env.gone:autoLogin}}': true },
  };
  expect(renderOptions(options, VALUES)).toEqual({ public: {} });
});

it('S-51 secret variables go into secrets and nowhere else', () => {
  const template = 'http://x/{{ $env.TREASURE }}';
  const texts = ['corpId', 'agentId', 'origin', 'apiBaseUrl', 'oauthBaseUrl', 'loginBaseUrl', 'verifyFile', 'proxyUrl'];
  const options = {
    ...Object.fromEntries(texts.map((name) => [name, template])),
    public: { workbenchRedirect: template, buttonText: template, tooltip: template },
  };
  expect(JSON.stringify(renderOptions(options, VALUES))).not.toContain('Tr3asure');
  const secrets = {
    secret: '{{ $env.TREASURE }}',
    eventToken: 'x{{ $env.TREASURE }}',
    proxyUrl: 'http://{{ $env.A }}:{{ $env.TREASURE }}@proxy.{{ $env.A }}:3128',
  };
  expect(renderOptions(secrets, VALUES)).toEqual({
    secret: 'Tr3asure',
    eventToken: 'xTr3asure',
    proxyUrl: 'http://a:Tr3asure@proxy.a:3128',
  });
  const elsewhere = 'http://{{ $env.TREASURE }}:x@proxy.{{ $env.TREASURE }}:3128';
  expect(renderOptions({ proxyUrl: elsewhere }, VALUES)).toEqual({ proxyUrl: elsewhere });
});

it.each([
  [{ corpId: 'ww1', public: { tooltip: 'x' } }, false],
  [{ corpId: '{{ $env.A }}' }, true],
  [{ public: { tooltip: '{{\n$env.A }}' } }, true],
  [{ '{{ $env.A }}': 'x', list: ['{{ $env.A }}'] }, false],
])('knows whether options change with variables: %j', (options, expected) => {
  expect(hasVariables(options)).toBe(expected);
});
