import fc from 'fast-check';
import { parseJson } from '../json';

/** A character by its number, so that none stands in this file as it is. */
const raw = (code: number) => String.fromCharCode(code);

it.each([
  ['{"a":1}', { a: 1 }],
  [`${raw(0xfeff)}{"a":1}`, { a: 1 }],
  [' [1, "\\n", "\\u0007", "\\\\", "\\""]\r\n', [1, '\n', '\u0007', '\\', '"']],
])('reads %j', (json, value) => expect(parseJson(json)).toEqual(value));

it.each([0, 7, 8, 9, 10, 13, 27, 31])('lets control character %i through in a text, as it is', (code) => {
  const character = raw(code);
  const json = `{\n"name${character}" : "某${character}\\n\\\\",\t"position":"\\"${character}${character}"\r\n}`;
  expect(parseJson(json)).toEqual({
    [`name${character}`]: `某${character}\n\\`,
    position: `"${character}${character}`,
  });
});

it.each([
  '',
  '{',
  "{'a':1}",
  '{"a":1,}',
  '{"a":"b}',
  `{"a":1${raw(7)}}`,
  `{"a":"\\${raw(7)}"}`,
  `{"a":"\\${raw(10)}","b":"c"}`,
  `${raw(0xfeff)}${raw(0xfeff)}{}`,
  '{"a":"\\x"}',
  '[1] [2]',
  `{"a":"b${raw(10)}"} x`,
  'undefined',
])('is strict otherwise: %j', (json) => expect(() => parseJson(json)).toThrow(SyntaxError));

it('reads every JSON, with or without escaped control characters (500 inputs)', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (value, text) => {
      const json = JSON.stringify([value, `${text}${raw(10)}`]);
      const unescaped = json.replace(/(?<!\\)((?:\\\\)*)\\n/g, (_, before: string) => before + raw(10));
      expect(parseJson(unescaped)).toEqual(JSON.parse(json));
    }),
    { numRuns: 500 },
  );
});
