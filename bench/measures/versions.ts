import { FIRST_VERSION_TGZ } from '../../scripts/paths';
import { slowDown } from '../company';
import { type MeasureOptions, type MeasureOutcome, ms, perSecond, type Result } from '../result';
import { Scene } from '../scene';
import { runParallel, takeTurns, typicalLatency, typicalRate } from '../timing';

const TIME_GOAL = 1.04;
const RATE_GOAL = 0.93;
const WECOM_MS = 100;

/** Sign-ins with this version against version 0.1, which asked WeCom by Node's own `https`, without axios. */
export async function measureVersions({ short, say }: MeasureOptions): Promise<MeasureOutcome> {
  const results: Result[] = [];
  const data: Record<string, unknown> = {};
  const now = await Scene.open({ name: 'now', dialect: 'postgres' });
  const first = await Scene.open({ name: 'first-version', dialect: 'postgres', tgz: FIRST_VERSION_TGZ }).catch(
    async (error) => {
      await now.close();
      throw error;
    },
  );
  /** Sign-ins of as many members, WeCom answering after this many ms. */
  const signIns = (scene: Scene, count: number, concurrency: number, wecomMs: number) => async (round: number) => {
    slowDown(scene.simulator, 0);
    const prepared = await scene.prepareMany(count, round * count);
    slowDown(scene.simulator, wecomMs);
    return runParallel(count, concurrency, (index) => scene.client.expect(200, prepared[index]!));
  };
  const compare = (count: number, concurrency: number, wecomMs = 0) =>
    takeTurns(short ? 1 : 9, {
      now: signIns(now, count, concurrency, wecomMs),
      first: signIns(first, count, concurrency, wecomMs),
    });
  try {
    if (!short) for (const scene of [now, first]) await scene.warmUp();
    say('time');
    const times = await compare(short ? 5 : 40, 1, WECOM_MS);
    const [time, earlier] = [typicalLatency(times.now, 0.5), typicalLatency(times.first, 0.5)];
    results.push({
      what: `Sign-in with WeCom at ${WECOM_MS} ms, against version 0.1`,
      ours: ms(time),
      against: `0.1 ${ms(earlier)}`,
      ratio: time / earlier,
      goal: `<= ${TIME_GOAL} x`,
      reached: time / earlier <= TIME_GOAL,
    });
    data.time = { time, earlier };
    for (const concurrency of [1, 10]) {
      say(`${concurrency} at a time`);
      const rates = await compare(short ? 5 : concurrency === 1 ? 80 : 200, concurrency);
      const [rate, before] = [typicalRate(rates.now), typicalRate(rates.first)];
      results.push({
        what: `Sign-ins per second, ${concurrency === 1 ? 'one at a time' : 'ten in parallel'}, against version 0.1`,
        ours: perSecond(rate),
        against: `0.1 ${perSecond(before)}`,
        ratio: rate / before,
        goal: `>= ${RATE_GOAL} x`,
        reached: rate / before >= RATE_GOAL,
      });
      data[concurrency] = { rate, before };
    }
  } finally {
    await first.close();
    await now.close();
  }
  return { results, data };
}
