import { type MeasureOptions, type MeasureOutcome, perSecond, type Result } from '../result';
import { Scene } from '../scene';
import { runParallel, takeTurns, typicalRate } from '../timing';

const GOAL = 1.1;

/** Starts of a sign-in per second, against NocoBase's cheapest public call. */
export async function measureAuthorize({ short, say }: MeasureOptions): Promise<MeasureOutcome> {
  const scene = await Scene.open({ name: 'authorize', dialect: 'postgres' });
  const results: Result[] = [];
  const data: Record<string, unknown> = {};
  try {
    for (const concurrency of [1, 10]) {
      say(`${concurrency} at a time`);
      const count = short ? 20 : 500;
      const turns = await takeTurns(short ? 1 : 7, {
        authorize: () =>
          runParallel(count, concurrency, () =>
            scene.client.expect(302, { path: '/api/wecom:authorize?authenticator=wecom' }),
          ),
        getInfo: () => runParallel(count, concurrency, () => scene.client.expect(200, { path: '/api/app:getInfo' })),
      });
      const [ours, getInfo] = [typicalRate(turns.authorize), typicalRate(turns.getInfo)];
      const ratio = ours / getInfo;
      results.push({
        what: `wecom:authorize per second, ${concurrency === 1 ? 'one at a time' : 'ten in parallel'}`,
        ours: perSecond(ours),
        against: `app:getInfo ${perSecond(getInfo)}`,
        ratio,
        goal: `>= ${GOAL} x`,
        reached: ratio >= GOAL,
      });
      data[concurrency] = { ours, getInfo };
    }
  } finally {
    await scene.close();
  }
  return { results, data };
}
