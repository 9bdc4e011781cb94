import { hasVariables, renderOptions } from '../variables';

const VALUES = { A: 'a', number: 7, 'gone:apiBaseUrl': 'x' };

it('replaces variables in values, also below `public`, and leaves everything else as it is', () => {
  const options = {
    corpId: '{{ $env.A }}',
    origin: 'https://{{$env.A}}.example.com',
    agentId: '{{ $env.number }}',
    autoLogin: true,
    list: ['{{ $env.A }}'],
    nothing: null,
    public: { tooltip: 'Hi {{ $env.A }}', buttonText: '{{ A }}' },
  };
  expect(renderOptions(options, VALUES)).toEqual({
    corpId: 'a',
    origin: 'https://a.example.com',
    agentId: '7',
    autoLogin: true,
    list: ['{{ $env.A }}'],
    nothing: null,
    public: { tooltip: 'Hi a', buttonText: '{{ A }}' },
  });
  expect(options.corpId).toBe('{{ $env.A }}');
});

it('leaves out an option whose variable does not exist', () => {
  const options = {
    corpId: '{{ $env.GONE }}',
    origin: 'https://{{ $env.toString }}',
    public: { tooltip: '{{$env.B}}' },
  };
  expect(renderOptions(options, VALUES)).toEqual({ public: {} });
});

it('S-50 never takes the name of an option for a template', () => {
  const options = { '{{$env.gone:apiBaseUrl}}': 'https://evil.example', '{{ $env.A }}': 'x' };
  expect(renderOptions(options, VALUES)).toEqual(options);
});

it.each([
  [{ corpId: 'ww1', public: { tooltip: 'x' } }, false],
  [{ corpId: '{{ $env.A }}' }, true],
  [{ public: { tooltip: '{{\n$env.A }}' } }, true],
  [{ '{{ $env.A }}': 'x', list: ['{{ $env.A }}'] }, false],
])('knows whether options change with variables: %j', (options, expected) => {
  expect(hasVariables(options)).toBe(expected);
});
