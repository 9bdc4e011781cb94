import type { Request } from '../http';
import { type MeasureOptions, type MeasureOutcome, ms, type Result } from '../result';
import { Scene } from '../scene';
import { FIRST_USER } from '../seed';
import { runParallel, takeTurns, typicalLatency } from '../timing';

const GOAL = 1.04;

/** What is saved, by the number of the save: each number and name is a new one. */
const SAVES: Record<string, { title: string; body(number: number): object }> = {
  nickname: { title: 'another name', body: (number) => ({ nickname: `Name ${number}` }) },
  phone: { title: 'another phone number', body: (number) => ({ phone: String(16_000_000_000 + number) }) },
};

/** Saving a user by `users:update`, with the index of contacts and, in the same server, without it. */
export async function measureSaves({ short, say }: MeasureOptions): Promise<MeasureOutcome> {
  const results: Result[] = [];
  const data: Record<string, unknown> = {};
  for (const dialect of short ? (['postgres'] as const) : (['postgres', 'sqlite'] as const)) {
    const scene = await Scene.open({ name: 'saves', dialect });
    try {
      const authorization = `Bearer ${await scene.nocobase.api.signIn()}`;
      let number = 0;
      for (const [name, { title, body }] of Object.entries(SAVES)) {
        say(`${dialect}, ${title}`);
        const save = (): Request => {
          number += 1;
          const path = `/api/users:update?filterByTk=${FIRST_USER + (number % 1000)}`;
          return { method: 'POST', path, headers: { authorization, 'x-authenticator': 'basic' }, body: body(number) };
        };
        const run = (on: boolean) => async () => {
          await scene.ask('follow', { on });
          return runParallel(short ? 5 : 150, 1, () => scene.client.expect(200, save()));
        };
        const turns = await takeTurns(short ? 1 : 9, { with: run(true), without: run(false) });
        const [ours, theirs] = [typicalLatency(turns.with, 0.5), typicalLatency(turns.without, 0.5)];
        data[`${dialect} ${name}`] = { with: ours, without: theirs };
        results.push({
          what: `Saving a user with ${title} by HTTP, ${dialect}`,
          ours: ms(ours),
          against: `without the index ${ms(theirs)}`,
          ratio: ours / theirs,
          goal: `<= ${GOAL} x`,
          reached: ours / theirs <= GOAL,
        });
      }
    } finally {
      await scene.ask('follow', { on: true });
      await scene.close();
    }
  }
  return { results, data };
}
