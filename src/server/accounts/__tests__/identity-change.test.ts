import { mayBeSomebodyElse, namesAgree } from '../identity-change';

const DAY = 24 * 3600_000;
const NOW = 1_000 * DAY;
const link = (more: object = {}) => ({ state: 'active', memberName: '刘强', lastSeenAt: NOW - 100 * DAY, ...more });

it.each([
  ['the same name, however long ago', link(), '刘强', false],
  ['a name with a suffix', link(), '刘强（采购）', false],
  ['another name', link(), '王芳', true],
  ['somebody who has left, whatever the name', link({ state: 'left' }), '刘强', true],
  ['no name, and seen of late', link({ memberName: null, lastSeenAt: NOW - 29 * DAY }), '刘强', false],
  ['no name, and at rest for a month', link({ memberName: null, lastSeenAt: NOW - 31 * DAY }), '刘强', true],
  ['no name of the member, and at rest for a month', link({ lastSeenAt: NOW - 31 * DAY }), undefined, true],
])('S-42 a userid with %s', (_what, remembered, name, expected) => {
  expect(mayBeSomebodyElse(remembered, name, NOW)).toBe(expected);
});

it.each([
  ['Liu Qiang', 'liuqiang', true],
  ['Ｌｉｕ', 'liu', true],
  ['刘强', '刘强2', true],
  ['刘强', '刘刚', false],
  ['', '刘强', false],
])('the names %j and %j agree: %s', (a, b, expected) => {
  expect(namesAgree(a, b)).toBe(expected);
});
