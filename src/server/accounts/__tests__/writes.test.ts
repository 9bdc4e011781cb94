import { UniqueConstraintError } from 'sequelize';
import { letTimePass } from '../../__tests__/support/time';
import { Exclusive, isConflict, retryOnConflict } from '../writes';

const databaseError = (original: object) =>
  Object.assign(new Error('database'), { name: 'SequelizeDatabaseError', original });

it.each([
  ['a unique constraint', new UniqueConstraintError({})],
  ['PostgreSQL, serialization', databaseError({ code: '40001' })],
  ['PostgreSQL, deadlock', databaseError({ code: '40P01' })],
  ['PostgreSQL, lock', databaseError({ code: '55P03' })],
  ['MariaDB, deadlock', databaseError({ errno: 1213 })],
  ['MariaDB, lock', databaseError({ code: 'ER_LOCK_WAIT_TIMEOUT', errno: 1205 })],
  ['MariaDB, changed row', databaseError({ errno: 1020 })],
  ['SQLite, busy', databaseError({ code: 'SQLITE_BUSY' })],
  ['SQLite, busy, past Sequelize', Object.assign(new Error('busy'), { code: 'SQLITE_BUSY' })],
])('S-20 tries again after %s', async (_, error) => {
  expect(isConflict(error)).toBe(true);
  const run = jest.fn().mockRejectedValueOnce(error).mockResolvedValue('done');
  await expect(retryOnConflict(run, { firstPauseMs: 1 })).resolves.toBe('done');
  expect(run).toHaveBeenCalledTimes(2);
});

it.each([
  undefined,
  null,
  'SQLITE_BUSY',
  new Error('other'),
  databaseError({ code: 'ECONNRESET' }),
  databaseError({ code: '42P01' }),
])('does not try again after %p', async (error) => {
  const run = jest.fn().mockRejectedValue(error);
  await expect(retryOnConflict(run)).rejects.toBe(error);
  expect(run).toHaveBeenCalledTimes(1);
});

it('gives up in the end', async () => {
  const run = jest.fn().mockRejectedValue(databaseError({ code: 'SQLITE_BUSY' }));
  await expect(retryOnConflict(run, { attempts: 3, firstPauseMs: 1 })).rejects.toThrow('database');
  expect(run).toHaveBeenCalledTimes(3);
});

it('does not try again what has waited long enough for a lock', async () => {
  const locked = databaseError({ errno: 1205 });
  const run = jest.fn(async () => {
    letTimePass(8_001);
    throw locked;
  });
  await expect(retryOnConflict(run)).rejects.toBe(locked);
  jest.restoreAllMocks();
  expect(run).toHaveBeenCalledTimes(1);
});

it('runs the same key one after the other, also after a failure, and keeps nothing', async () => {
  const exclusive = new Exclusive();
  const order: string[] = [];
  const job =
    (name: string, fails = false) =>
    async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const results = await Promise.allSettled([
    exclusive.run('k', job('a', true)),
    exclusive.run('k', job('b')),
    exclusive.run('k', job('c')),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect((exclusive as unknown as { last: Map<string, unknown> }).last.size).toBe(0);
});
