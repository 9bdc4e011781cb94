import { join, Sql, sql } from '../sql';

it('numbers the values of a statement that is put together', () => {
  const inner = sql`a = ${1} OR b = ${2}`;
  const statement = sql`SELECT ${new Sql('x')} WHERE c = ${0} AND (${inner}) AND d IN (${join([sql`${3}`, sql`${4}`])})`;
  expect(statement.text).toBe('SELECT x WHERE c = $1 AND (a = $2 OR b = $3) AND d IN ($4, $5)');
  expect(statement.values).toEqual([0, 1, 2, 3, 4]);
});

it('keeps values out of the text', () => {
  expect(sql`x = ${"' OR 1=1 --"}`.text).toBe('x = $1');
});

it('joins very many parts in no time', () => {
  const rows = Array.from({ length: 5_000 }, (_, index) => sql`(${index}, ${'x'})`);
  const started = performance.now();
  expect(join(rows).values).toHaveLength(10_000);
  expect(performance.now() - started).toBeLessThan(1_000);
});
