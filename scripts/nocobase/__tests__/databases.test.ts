import { redisDatabaseUrl } from '../databases';
import { keptDatabaseName } from '../installed';

it.each([
  ['redis://127.0.0.1:6379', 'redis://127.0.0.1:6379/9'],
  ['redis://127.0.0.1:6379/', 'redis://127.0.0.1:6379/9'],
  ['redis://127.0.0.1:6379/0', 'redis://127.0.0.1:6379/9'],
  ['rediss://user:secret@redis.example:6380/2?family=6', 'rediss://user:secret@redis.example:6380/9?family=6'],
])('finds another database of the Redis at %s', (server, expected) => {
  expect(redisDatabaseUrl(9, server)).toBe(expected);
});

it('keeps the installations of two checkouts apart, under names that PostgreSQL takes as they are', () => {
  const [one, other] = [keptDatabaseName('2_2_15', '/home/a/plugin'), keptDatabaseName('2_2_15', '/home/b/plugin')];
  expect(one).not.toBe(other);
  expect(one).toBe(keptDatabaseName('2_2_15', '/home/a/plugin'));
  // The number of the process that makes it follows, and a name has 63 characters at most.
  expect(`${one}_4194304`).toMatch(/^[a-z][a-z0-9_]{0,62}$/);
});
