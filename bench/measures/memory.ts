import type { MeasureOptions, MeasureOutcome } from '../result';
import { Scene } from '../scene';
import { runParallel } from '../timing';

/** More than this is a leak: 110,000 requests that leave 100 bytes each are 11 MB. */
const GOAL_MB = 8;

interface Memory {
  heapUsed: number;
  external: number;
}

/** Memory of the server after very many starts and sign-ins. NocoBase's own caches fill before the first reading. */
export async function measureMemory({ short, say }: MeasureOptions): Promise<MeasureOutcome> {
  const [starts, signIns] = short ? [300, 30] : [100_000, 10_000];
  const scene = await Scene.open({ name: 'memory', dialect: 'postgres', env: { LOGGER_LEVEL: 'error' } });
  const megabytes = async () => {
    const { heapUsed, external } = await scene.ask<Memory>('memory');
    return (heapUsed + external) / 1024 / 1024;
  };
  const authorize = (count: number) =>
    runParallel(count, 8, () => scene.client.expect(302, { path: '/api/wecom:authorize?authenticator=wecom' }));
  const signIn = async (count: number) => {
    for (let done = 0; done < count; done += 500) {
      const prepared = await scene.prepareMany(Math.min(500, count - done), done);
      await runParallel(prepared.length, 8, (i) => scene.client.expect(200, prepared[i]!));
    }
  };
  try {
    // Each member once: NocoBase keeps a cache entry of up to 2,000 things it has seen.
    say('warming up');
    await authorize(short ? 100 : 5_000);
    await signIn(short ? 10 : 3_000);
    const before = await megabytes();
    say(`${starts} starts`);
    await authorize(starts);
    const afterStarts = await megabytes();
    say(`${signIns} sign-ins`);
    await signIn(signIns);
    const afterSignIns = await megabytes();
    const growth = afterSignIns - before;
    return {
      results: [
        {
          what: `Memory after ${starts.toLocaleString('en')} authorize and ${signIns.toLocaleString('en')} sign-ins`,
          ours: `${before.toFixed(1)} -> ${afterStarts.toFixed(1)} -> ${afterSignIns.toFixed(1)} MB`,
          against: 'before',
          ratio: afterSignIns / before,
          goal: `flat (<= ${GOAL_MB} MB more)`,
          reached: growth <= GOAL_MB,
        },
      ],
      data: { before, afterStarts, afterSignIns },
    };
  } finally {
    await scene.close();
  }
}
