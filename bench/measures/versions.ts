import { FIRST_VERSION_TGZ } from '../../scripts/paths';
import { slowDown } from '../company';
import { type MeasureOptions, type MeasureOutcome, ms, perSecond, type Result } from '../result';
import { Scene } from '../scene';
import { runParallel, type Timing, takeTurns, typicalLatency, typicalRate } from '../timing';

const TIME_GOAL = 1.04;
const RATE_GOAL = 0.93;
const WECOM_MS = 100;

type Version = 'now' | 'first';

const SCENES: Record<Version, { name: string; tgz?: string }> = {
  now: { name: 'now' },
  first: { name: 'first-version', tgz: FIRST_VERSION_TGZ },
};

interface Rounds {
  times: Record<Version, Timing[]>;
  /** By how many sign in at once. */
  rates: Map<number, Record<Version, Timing[]>>;
}

/**
 * Sign-ins with this version against version 0.1, which asked WeCom by Node's own `https`, without axios. In two sittings,
 * so that neither version is always the one that was opened first.
 */
export async function measureVersions({ short, say }: MeasureOptions): Promise<MeasureOutcome> {
  const all: Rounds = { times: { now: [], first: [] }, rates: new Map() };
  const sittings: Version[][] = short
    ? [['now', 'first']]
    : [
        ['now', 'first'],
        ['first', 'now'],
      ];
  for (const order of sittings) {
    say(`${order.join(' and ')}, in this order`);
    await withScenes(order, async (scenes) => {
      if (!short) for (const version of order) await scenes[version].warmUp();
      const compare = (rounds: number, count: number, concurrency: number, wecomMs = 0) =>
        takeTurns(short ? 1 : rounds, {
          now: signIns(scenes.now, count, concurrency, wecomMs),
          first: signIns(scenes.first, count, concurrency, wecomMs),
        });
      add(all.times, await compare(5, short ? 5 : 40, 1, WECOM_MS));
      // Rates differ by a tenth from round to round on a shared machine, and by little in the middle of many.
      for (const concurrency of [1, 10]) {
        const rates = all.rates.get(concurrency) ?? { now: [], first: [] };
        all.rates.set(concurrency, rates);
        add(rates, await compare(15, short ? 5 : concurrency === 1 ? 60 : 120, concurrency));
      }
    });
  }
  return outcomeOf(all);
}

async function withScenes(order: Version[], use: (scenes: Record<Version, Scene>) => Promise<void>): Promise<void> {
  const scenes: Partial<Record<Version, Scene>> = {};
  try {
    for (const version of order) scenes[version] = await Scene.open({ ...SCENES[version], dialect: 'postgres' });
    await use(scenes as Record<Version, Scene>);
  } finally {
    for (const scene of Object.values(scenes)) await scene.close();
  }
}

/** Sign-ins of as many members, WeCom answering after this many ms. */
const signIns = (scene: Scene, count: number, concurrency: number, wecomMs: number) => async (round: number) => {
  slowDown(scene.simulator, 0);
  const prepared = await scene.prepareMany(count, round * count);
  slowDown(scene.simulator, wecomMs);
  return runParallel(count, concurrency, (index) => scene.client.expect(200, prepared[index]!));
};

function add(to: Record<Version, Timing[]>, more: Record<Version, Timing[]>): void {
  to.now.push(...more.now);
  to.first.push(...more.first);
}

function outcomeOf({ times, rates }: Rounds): MeasureOutcome {
  const [time, earlier] = [typicalLatency(times.now, 0.5), typicalLatency(times.first, 0.5)];
  const results: Result[] = [
    {
      what: `Sign-in with WeCom at ${WECOM_MS} ms, against version 0.1`,
      ours: ms(time),
      against: `0.1 ${ms(earlier)}`,
      ratio: time / earlier,
      goal: `<= ${TIME_GOAL} x`,
      reached: time / earlier <= TIME_GOAL,
    },
  ];
  const data: Record<string, unknown> = { time: { time, earlier } };
  for (const [concurrency, { now, first }] of rates) {
    const [rate, before] = [typicalRate(now), typicalRate(first)];
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
  return { results, data };
}
