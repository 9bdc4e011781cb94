import type { Database } from '../../scripts/nocobase';
import { runStatements } from '../../scripts/nocobase/statements';
import { type MeasureOptions, type MeasureOutcome, ms, type Result } from '../result';
import { Scene } from '../scene';
import { median, runParallel, typicalLatency } from '../timing';

const GOALS: Record<Database['dialect'], number> = { postgres: 3, sqlite: 4, mariadb: 3 };
/** A person notices nothing of this, in ms. */
const NOTICED_MS = 100;

/**
 * Taking the users of an installation into the index of contacts, against writing the same rows by one statement of SQL
 * with the indexes in place; and what sign-ins meanwhile notice of it.
 */
export async function measureContacts({ short, full, say }: MeasureOptions): Promise<MeasureOutcome> {
  const size = short ? 3_000 : full ? 1_000_000 : 100_000;
  const rounds = short ? 1 : 3;
  const results: Result[] = [];
  const data: Record<string, unknown> = {};
  for (const dialect of short ? (['postgres'] as const) : (['postgres', 'sqlite'] as const)) {
    const scene = await Scene.open({ name: 'contacts', dialect });
    try {
      say(`${dialect}, ${size} users`);
      await scene.grow(size);
      const ours: number[] = [];
      const plain: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        ours.push(await scene.index());
        plain.push(await writePlainly(scene));
      }
      const goal = GOALS[dialect];
      const ratio = median(ours) / median(plain);
      results.push({
        what: `Taking ${size.toLocaleString('en')} users into the index of contacts, ${dialect}`,
        ours: ms(median(ours)),
        against: `the same rows by plain SQL ${ms(median(plain))}`,
        ratio,
        goal: `<= ${goal} x`,
        reached: ratio <= goal,
      });
      const meanwhile = await signInsMeanwhile(scene, short);
      results.push({
        what: `Sign-ins meanwhile, ${dialect}, p95`,
        ours: ms(meanwhile.during),
        against: `otherwise ${ms(meanwhile.otherwise)}`,
        ratio: meanwhile.during / meanwhile.otherwise,
        goal: `<= ${NOTICED_MS} ms more`,
        reached: meanwhile.during <= meanwhile.otherwise + NOTICED_MS,
      });
      data[dialect] = { size, ours, plain, meanwhile };
    } finally {
      await scene.close();
    }
  }
  return { results, data };
}

/** Writes the rows that are there once more, from a copy. @returns how long that took, in ms */
async function writePlainly({ nocobase, database }: Scene): Promise<number> {
  const empty = database.dialect === 'postgres' ? 'TRUNCATE TABLE' : 'DELETE FROM';
  const [, , took] = await runStatements(nocobase.folder, database, [
    'CREATE TABLE contacts_copy AS SELECT * FROM "wecomContacts"',
    `${empty} "wecomContacts"`,
    'INSERT INTO "wecomContacts" SELECT * FROM contacts_copy',
    'DROP TABLE contacts_copy',
  ]);
  return took ?? Number.NaN;
}

/** 95th percentiles of returning sign-ins, in ms, while the index is filled once more and after that. */
async function signInsMeanwhile(scene: Scene, short: boolean) {
  const count = short ? 5 : 60;
  const signIns = async () => {
    const prepared = await scene.prepareMany(count);
    return runParallel(count, 1, (index) => scene.client.expect(200, prepared[index]!));
  };
  await signIns();
  const during = [];
  let isFilling = true;
  const filling = scene.index().finally(() => {
    isFilling = false;
  });
  do during.push(await signIns());
  while (isFilling);
  await filling;
  const otherwise = [];
  for (let round = 0; round < (short ? 1 : 5); round += 1) otherwise.push(await signIns());
  return { during: typicalLatency(during, 0.95), otherwise: typicalLatency(otherwise, 0.95) };
}
