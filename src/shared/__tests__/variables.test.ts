import { freezesRenderer, hasVariable, isVariable, renderText, variablesIn } from '../variables';

const VALUES: Record<string, string> = { A: 'a', B_2: 'b', nested: '{{ $env.A }}', dollar: '$& $1', empty: '' };
const render = (text: string) => renderText(text, (name) => (Object.hasOwn(VALUES, name) ? VALUES[name] : undefined));

it.each<[text: string, names: string[], whole: boolean, rendered: string | undefined]>([
  ['', [], false, ''],
  ['plain', [], false, 'plain'],
  ['{{ $env.A }}', ['A'], true, 'a'],
  ['{{$env.A}}', ['A'], true, 'a'],
  [' {{\n$env.B_2\t}} ', ['B_2'], true, ' b '],
  ['x{{ $env.A }}', ['A'], false, 'xa'],
  ['{{ $env.A }}{{ $env.B_2 }}', ['A', 'B_2'], false, 'ab'],
  ['{{ $env.A }}-{{ $env.A }}', ['A', 'A'], false, 'a-a'],
  ['{{{ $env.A }}}', ['A'], false, '{a}'],
  ['{{ {{ $env.A }} }}', ['A'], false, '{{ a }}'],
  ['{{ $env.gone }}', ['gone'], true, undefined],
  ['x{{ $env.gone }}y{{ $env.A }}', ['gone', 'A'], false, undefined],
  ['{{ $env.empty }}', ['empty'], true, ''],
  ['{{ $env.constructor }}', ['constructor'], true, undefined],
  // What only looks like a variable is text.
  ['{{ A }}', [], false, '{{ A }}'],
  ['{{ $env }}', [], false, '{{ $env }}'],
  ['{{ $env. }}', [], false, '{{ $env. }}'],
  ['{{ $env.A.b }}', [], false, '{{ $env.A.b }}'],
  ['{{ $env.gone:fallback }}', [], false, '{{ $env.gone:fallback }}'],
  ['{{ $env.A', [], false, '{{ $env.A'],
  ['{ { $env.A } }', [], false, '{ { $env.A } }'],
  ['{{ $ENV.A }}', [], false, '{{ $ENV.A }}'],
  ['a{{b}}c', [], false, 'a{{b}}c'],
  // A value is never read as a template, neither ours nor that of String.replace.
  ['{{ $env.nested }}', ['nested'], true, '{{ $env.A }}'],
  ['{{ $env.dollar }}', ['dollar'], true, '$& $1'],
])('S-50 reads %j', (text, names, whole, rendered) => {
  expect({ names: variablesIn(text), has: hasVariable(text), whole: isVariable(text), rendered: render(text) }).toEqual(
    {
      names,
      has: names.length > 0,
      whole,
      rendered,
    },
  );
});

it.each([undefined, null, 1, {}, ['{{ $env.A }}']])('finds no variable in %j, which is no text', (value) => {
  expect([variablesIn(value), hasVariable(value), isVariable(value)]).toEqual([[], false, false]);
});

/** Text that makes patterns slow which can match it in more than one way, or which look for an end that never comes. */
const HOSTILE: Record<string, (size: number) => string> = {
  'underscores without an end': (size) => `{{${'_'.repeat(size)}!`,
  'a name without an end': (size) => `{{ $env.${'_'.repeat(size)}!`,
  'blanks before the name': (size) => `{{${' '.repeat(size)}!`,
  'blanks after the name': (size) => `{{ $env.A${' '.repeat(size)}!`,
  'braces only': (size) => '{'.repeat(size),
  'beginnings only': (size) => '{{ $env.A '.repeat(size / 10),
  'variables only': (size) => '{{ $env.A }}'.repeat(size / 12),
};

it.each(Object.entries(HOSTILE))('S-55 needs linear time for %s', (_, make) => {
  /** Time of the processor in µs, which does not grow when other programs keep it busy. */
  const cost = (text: string) => {
    const runs = Array.from({ length: 5 }, () => {
      const started = process.cpuUsage();
      render(text);
      variablesIn(text);
      hasVariable(text);
      isVariable(text);
      return process.cpuUsage(started).user;
    });
    return Math.min(...runs);
  };
  const [short, long] = [make(20_000), make(320_000)];
  cost(short);
  // Sixteen times the text: quadratic time would be 256 times as much. A millisecond is too short to be measured.
  expect(cost(long)).toBeLessThan(64 * (cost(short) + 1_000));
});

it.each([
  [`{{${'_'.repeat(9)}!`, true],
  [`x {{ a_b_c_d_e_f_g_h_i_j "}}`, true],
  [`{{{{${'_'.repeat(34)}`, true],
  [`{{ $env.A_VERY_LONG_NAME_WITH_VERY_MANY_PARTS_IN_IT }}`, false],
  [`{{ $env.A_VERY_LONG_NAME_WITH_VERY_MANY_PARTS_IN_IT }}{{${'_'.repeat(9)}`, true],
  [`${'_'.repeat(100)} {{ $env.A }} {{ t("Sign in") }}`, false],
  ['{{________', false],
])('S-55 knows what NocoBase’s renderer would take long for: %s', (text, expected) => {
  expect(freezesRenderer(text)).toBe(expected);
});

it('S-55 tells it in linear time', () => {
  const began = performance.now();
  freezesRenderer('{{'.repeat(500_000));
  freezesRenderer(`{{${'_'.repeat(1_000_000)}`);
  expect(performance.now() - began).toBeLessThan(5_000);
});
