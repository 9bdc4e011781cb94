import { compile } from '@nocobase/plugin-notification-manager/dist/server/utils/compile';
import { FilledMessage } from '../templates';

const SECRET = { name: 'Tom & "Jerry" <b>', trap: '{{$env.SECRET}}', $env: { SECRET: 's3cret' }, list: [1, 2] };
const fill = (message: object, data: unknown = SECRET) => ({ ...FilledMessage.of({ ...message }, data) });

it.each([
  ['variables in double braces, unescaped', { title: 'For {{name}}' }, { title: 'For Tom & "Jerry" <b>' }],
  ['variables in triple braces', { content: '{{{name}}}' }, { content: 'Tom & "Jerry" <b>' }],
  [
    'data that looks like a template as it is',
    { title: '{{trap}} {{name}}' },
    { title: '{{$env.SECRET}} Tom & "Jerry" <b>' },
  ],
  ['what does not exist as nothing', { content: 'a{{nobody.here}}b' }, { content: 'ab' }],
  ['blocks', { content: '{{#each list}}{{this}};{{/each}}' }, { content: '1;2;' }],
  ['emphasis', { emphasis: { title: '{{name}}', desc: 'x' } }, { emphasis: { title: 'Tom & "Jerry" <b>', desc: 'x' } }],
  ['rows', { rows: [{ keyname: 'k', value: '{{list}}' }] }, { rows: [{ keyname: 'k', value: '1,2' }] }],
])('fills in %s', (_, message, expected) => {
  expect(fill(message)).toEqual(expected);
});

it('leaves receivers alone: they are no text', () => {
  const receivers = [1, '{{name}}', { filter: { nickname: '{{name}}' } }];
  expect(fill({ content: 'x', receivers })).toEqual({ content: 'x', receivers });
});

it('says which field has a template that cannot be read, and keeps it as it is', () => {
  const message = FilledMessage.of({ content: 'a {{#if}} b', rows: [{ keyname: '{{', value: 'ok' }] }, SECRET);
  expect(message.broken).toEqual(['content', 'rows[0].keyname']);
  expect({ ...message }).toEqual({ content: 'a {{#if}} b', rows: [{ keyname: '{{', value: 'ok' }] });
});

it('knows what was written', () => {
  expect(FilledMessage.of({ url: '{{name}}' }, SECRET).written.url).toBe('{{name}}');
});

it('is not filled in again by NocoBase, and is logged as plain data', () => {
  const message = FilledMessage.of({ content: '{{trap}}' }, SECRET);
  expect(compile(message, SECRET)).toBe(message);
  expect(JSON.stringify({ ...message })).toBe('{"content":"{{$env.SECRET}}"}');
});
