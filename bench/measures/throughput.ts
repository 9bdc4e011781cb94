import { type MeasureOptions, type MeasureOutcome, perSecond, type Result } from '../result';
import { Scene } from '../scene';
import { runParallel, takeTurns, typicalRate } from '../timing';

const GOALS = { 1: 2.5, 10: 4 } as const;

/** Sign-ins per second through the whole of `auth:signIn` of linked members, against NocoBase's password sign-in. */
export async function measureThroughput({ short, say }: MeasureOptions): Promise<MeasureOutcome> {
  const results: Result[] = [];
  const data: Record<string, unknown> = {};
  for (const dialect of short ? (['postgres'] as const) : (['postgres', 'sqlite'] as const)) {
    const scene = await Scene.open({ name: 'throughput', dialect });
    try {
      if (!short) await scene.warmUp();
      for (const concurrency of [1, 10] as const) {
        say(`${dialect}, ${concurrency} at a time`);
        // NocoBase's own sign-ins wait for each other's locks on SQLite: a few a second, when ten come at once.
        const isSlow = dialect === 'sqlite' && concurrency > 1;
        const count = short ? 10 : isSlow ? 30 : concurrency === 1 ? 50 : 150;
        const turns = await takeTurns(short ? 1 : isSlow ? 3 : 5, {
          wecom: async (round) => {
            const prepared = await scene.prepareMany(count, round * count);
            return runParallel(count, concurrency, (i) => scene.client.expect(200, prepared[i]!));
          },
          password: () => runParallel(count, concurrency, (i) => scene.signInByPassword(i)),
          instant: () => runParallel(count, concurrency, (i) => scene.signInInstantly(i)),
        });
        const [ours, password, instant] = [turns.wecom, turns.password, turns.instant].map(typicalRate) as [
          number,
          number,
          number,
        ];
        const ratio = ours / password;
        results.push({
          what: `Sign-ins per second, ${dialect}, ${concurrency === 1 ? 'one at a time' : 'ten in parallel'}`,
          ours: perSecond(ours),
          against: `password ${perSecond(password)} (NocoBase alone: ${perSecond(instant)})`,
          ratio,
          goal: `>= ${GOALS[concurrency]} x`,
          reached: ratio >= GOALS[concurrency],
        });
        data[`${dialect} ${concurrency}`] = { ours, password, instant };
      }
    } finally {
      await scene.close();
    }
  }
  return { results, data };
}
