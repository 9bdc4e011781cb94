import { SAMPLE } from '../../simulator';
import { codeOf, memberId, slowDown } from '../company';
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
  if (!short) await scene.warmUp();
  const wecom = new HttpClient(scene.simulator.url);
  const token = await fetchToken(wecom);
  // The requests of a sign-in themselves, so that WeCom does the same work for the limit.
  const pathsOf = (index: number) => [
    `/cgi-bin/auth/getuserinfo?access_token=${token}&code=${codeOf(scene.simulator, index)}`,
    `/cgi-bin/user/get?access_token=${token}&userid=${memberId(index)}`,
  ];
  const urlsOf = (index: number) => pathsOf(index).map((path) => `${scene.simulator.url}${path}`);
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
        limit: () => runParallel(count, concurrency, (i) => scene.signInInstantly(i, urlsOf(i))),
        nocobase: () => runParallel(few, 1, (i) => scene.signInInstantly(i)),
        roundTrips: () =>
          runParallel(few, 1, async (i) => {
            for (const path of pathsOf(i)) await wecom.send({ path });
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

/** The token of the app. WeCom gives the same one to all who ask while it is valid. */
async function fetchToken(wecom: HttpClient): Promise<string> {
  const path = `/cgi-bin/gettoken?corpid=${SAMPLE.corpId}&corpsecret=${SAMPLE.secret}`;
  return JSON.parse((await wecom.send({ path })).text).access_token;
}
