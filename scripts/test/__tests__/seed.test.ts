import { chooseSeed } from '../seed';

it.each([
  ['what is asked for', { FAST_CHECK_SEED: '-7', CI: 'true' }, '-7'],
  ['always the same in CI', { CI: 'true' }, '20260101'],
  ['any else', {}, '1073741824'],
  ['any for a developer whose CI is off', { CI: 'false' }, '1073741824'],
])('takes %s', (_, env, seed) => {
  expect(chooseSeed(env, () => 0.5)).toBe(seed);
});

it.each(['', 'x', '1.5', '4294967296', '99999999999'])('refuses "%s"', (seed) => {
  expect(() => chooseSeed({ FAST_CHECK_SEED: seed })).toThrow('FAST_CHECK_SEED');
});
