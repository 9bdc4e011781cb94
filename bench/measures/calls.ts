import { SAMPLE, type Simulator } from '../../simulator';
import { codeOf } from '../company';
import { openLogto } from '../peers/logto';
import { plainSignIn } from '../peers/plain';
import type { MeasureOptions, MeasureOutcome, Result } from '../result';
import { Scene } from '../scene';

/** Requests to WeCom for the sign-in of a linked member, with no token known yet and with one. */
export async function measureCalls({ say }: MeasureOptions): Promise<MeasureOutcome> {
  const scene = await Scene.open({ name: 'calls', dialect: 'postgres' });
  const { simulator } = scene;
  const logto = await openLogto(simulator.url, SAMPLE);
  const signIn = {
    ours: async () => scene.client.expect(200, (await scene.prepareMany(1))[0]!),
    logto: () => logto.signIn(codeOf(simulator, 1)),
    plain: () => plainSignIn(simulator.url, SAMPLE.corpId, SAMPLE.secret, codeOf(simulator, 1)),
  };
  try {
    const counts: Record<string, { cold: number; warm: number }> = {};
    for (const [name, run] of Object.entries(signIn)) {
      say(name);
      // Ours comes first and has no token yet; the others never keep one.
      counts[name] = { cold: await countCalls(simulator, run), warm: await countCalls(simulator, run) };
    }
    const { ours, logto: logtos, plain } = counts as Record<keyof typeof signIn, { cold: number; warm: number }>;
    const line = (kind: 'warm' | 'cold', goal: number): Result => ({
      what: `WeCom calls per sign-in of a linked member, token ${kind}`,
      ours: String(ours[kind]),
      against: `Logto ${logtos[kind]}, plain ${plain[kind]}`,
      ratio: ours[kind] / logtos[kind],
      goal: String(goal),
      reached: ours[kind] <= goal,
    });
    return { results: [line('warm', 2), line('cold', 3)], data: counts };
  } finally {
    logto.close();
    await scene.close();
  }
}

async function countCalls(simulator: Simulator, run: () => Promise<unknown>): Promise<number> {
  simulator.control.clearCalls();
  await run();
  return ['gettoken', 'auth/getuserinfo', 'user/get', 'auth/getuserdetail'].reduce(
    (sum, endpoint) => sum + simulator.control.countCalls(endpoint),
    0,
  );
}
