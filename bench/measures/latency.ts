import { slowDown } from '../company';
import { HttpClient } from '../http';
import { type MeasureOptions, type MeasureOutcome, ms, type Result } from '../result';
import { Scene } from '../scene';
import { runParallel, takeTurns, typicalLatency } from '../timing';

const WECOM_MS = 100;
const GOAL_MS = 3;

/**
 * How long a sign-in takes when WeCom needs 100 ms for each answer, against the limit: the same two requests to WeCom one
 * after the other, and a `validate()` that knows the user already.
 */
export async function measureLatency({ short, say }: MeasureOptions): Promise<MeasureOutcome> {
  const scene = await Scene.open({ name: 'latency', dialect: 'postgres' });
  const wecom = new HttpClient(scene.simulator.url);
  const paths = ['/cgi-bin/auth/getuserinfo', '/cgi-bin/user/get'];
  const urls = paths.map((path) => `${scene.simulator.url}${path}`);
  const results: Result[] = [];
  const data: Record<string, unknown> = {};
  try {
    for (const concurrency of [1, 20]) {
      say(`${concurrency} at a time`);
      const count = short ? 5 : concurrency === 1 ? 40 : 200;
      const few = short ? 3 : 15;
      const turns = await takeTurns(short ? 1 : 5, {
        wecom: async (round) => {
          slowDown(scene.simulator, 0);
          const prepared = await scene.prepareMany(count, round * count);
          slowDown(scene.simulator, WECOM_MS);
          return runParallel(count, concurrency, (i) => scene.client.expect(200, prepared[i]!));
        },
        limit: () => runParallel(count, concurrency, (i) => scene.signInInstantly(i, urls)),
        nocobase: () => runParallel(few, 1, (i) => scene.signInInstantly(i)),
        roundTrips: () =>
          runParallel(few, 1, async () => {
            for (const path of paths) await wecom.send({ path });
          }),
      });
      const [p50, p99] = [typicalLatency(turns.wecom, 0.5), typicalLatency(turns.wecom, 0.99)];
      const [limit, limit99] = [typicalLatency(turns.limit, 0.5), typicalLatency(turns.limit, 0.99)];
      const sum = typicalLatency(turns.roundTrips, 0.5) + typicalLatency(turns.nocobase, 0.5);
      results.push({
        what: `Sign-in with WeCom at ${WECOM_MS} ms, ${concurrency} in parallel, p50 (p99)`,
        ours: `${ms(p50)} (${ms(p99)})`,
        against: `limit ${ms(limit)} (${ms(limit99)})`,
        ratio: p50 / limit,
        goal: `<= limit + ${GOAL_MS} ms`,
        reached: p50 <= limit + GOAL_MS,
      });
      data[concurrency] = { p50, p99, limit, limit99, roundTripsPlusNocobaseAlone: sum };
    }
  } finally {
    wecom.close();
    await scene.close();
  }
  return { results, data };
}
