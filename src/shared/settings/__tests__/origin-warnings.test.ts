import { originWarnings } from '../origin-warnings';

it.each([
  ['https://app.example.com', 'https://app.example.com', []],
  ['https://app.example.com', undefined, []],
  ['https://app.example.com', 'https://other.example.com', ['origin-browser']],
  ['http://app.example.com', 'http://app.example.com', ['origin-https']],
  ['http://app.example.com', 'https://app.example.com', ['origin-browser', 'origin-https']],
])('warns about the origin %s, opened at %s', (origin, browserOrigin, checks) => {
  expect(originWarnings(origin, browserOrigin).map(({ check }) => check)).toEqual(checks);
});
