import { SAMPLE } from '../../simulator';
import { MEMBERS } from '../company';
import { type MeasureOptions, type MeasureOutcome, ms, type Result } from '../result';
import { Scene } from '../scene';
import { median, runParallel, takeTurns, typicalLatency } from '../timing';

const SMALL = 1_000;
const LOOK_UP_GOAL = 1.5;
const SIGN_IN_GOAL = 1.3;

interface Point {
  size: number;
  /** Median ms of one look-up. */
  ours: number;
  nocobase: number;
  /** Median ms of a whole sign-in here, and in the installation with 1,000 members at the same time. */
  signIn: number;
  signInSmall: number;
}

/**
 * Look-up of the account, and the whole sign-in, as the number of members and issued tokens grows. Beside the growing
 * installation a small one stands all the time, so that each size is compared at the same moment.
 */
export async function measureLarge({ short, full, say }: MeasureOptions): Promise<MeasureOutcome> {
  const sizes = short ? [SMALL, 3_000] : [SMALL, 10_000, 100_000, ...(full ? [1_000_000] : [])];
  const results: Result[] = [];
  const data: Record<string, Point[]> = {};
  for (const dialect of short ? (['postgres'] as const) : (['postgres', 'sqlite'] as const)) {
    const small = await Scene.open({ name: 'small', dialect, size: SMALL });
    const large = await Scene.open({ name: 'large', dialect, size: SMALL });
    try {
      const points: Point[] = [];
      for (const size of sizes) {
        say(`${dialect}, ${size} members`);
        await large.grow(size);
        points.push(await measureSize(small, large, size, short));
      }
      data[dialect] = points;
      results.push(...summarize(dialect, points));
    } finally {
      await large.close();
      await small.close();
    }
  }
  return { results, data };
}

async function measureSize(small: Scene, large: Scene, size: number, short: boolean): Promise<Point> {
  // Spread over the whole table: neighbours would share pages that are warm already.
  const ids = Array.from({ length: short ? 10 : 300 }, (_, index) => `member${Math.floor((index * size) / 300)}`);
  const lookUp = (how: string, some: string[]) =>
    large.ask<number[]>('lookUp', { corpId: SAMPLE.corpId, ids: some, how });
  // NocoBase's takes long in a large table; a few are enough.
  const few = ids.slice(0, short ? 3 : 30);
  await lookUp('ours', few);
  await lookUp('nocobase', few.slice(0, 3));

  const count = short ? 5 : 60;
  const signIns = (scene: Scene) => async (round: number) => {
    const prepared = await scene.prepareMany(count, (round * count) % MEMBERS);
    return runParallel(count, 1, (i) => scene.client.expect(200, prepared[i]!));
  };
  const turns = await takeTurns(short ? 1 : 5, { large: signIns(large), small: signIns(small) });
  return {
    size,
    ours: median(await lookUp('ours', ids)),
    nocobase: median(await lookUp('nocobase', few)),
    signIn: typicalLatency(turns.large, 0.5),
    signInSmall: typicalLatency(turns.small, 0.5),
  };
}

function summarize(dialect: string, points: Point[]): Result[] {
  const [first, last] = [points[0]!, points.at(-1)!];
  const growth = last.ours / first.ours;
  const slower = last.signIn / last.signInSmall;
  const sizes = `${last.size.toLocaleString('en')} against ${first.size.toLocaleString('en')}`;
  return [
    {
      what: `Account look-up, ${dialect}, ${sizes} links`,
      ours: `${ms(first.ours)} -> ${ms(last.ours)}`,
      against: `NocoBase's findUser ${ms(first.nocobase)} -> ${ms(last.nocobase)}`,
      ratio: growth,
      goal: `<= ${LOOK_UP_GOAL} x`,
      reached: growth <= LOOK_UP_GOAL,
    },
    {
      what: `Whole sign-in, ${dialect}, ${sizes} members and issued tokens`,
      ours: ms(last.signIn),
      against: `small installation ${ms(last.signInSmall)}`,
      ratio: slower,
      goal: `<= ${SIGN_IN_GOAL} x`,
      reached: slower <= SIGN_IN_GOAL,
    },
  ];
}
