import { emailOf, MEMBERS, memberId, phoneOf } from '../company';
import { prepareFirstSignIns } from '../prepare-sign-ins';
import { type MeasureOptions, type MeasureOutcome, ms, type Result } from '../result';
import { Scene } from '../scene';
import { median, runParallel, takeTurns, typicalLatency } from '../timing';

const SMALL = 1_000;
const GOAL = 1.5;

/** Half of the members have a phone in WeCom, the others an address. */
const WAYS = { phone: { first: 0, keyOf: phoneOf }, email: { first: MEMBERS / 2, keyOf: emailOf } };
type Way = keyof typeof WAYS;

/**
 * What the first sign-in of a member costs among many users: the look-up by phone or e-mail, in the server, and the whole
 * request. Beside the large installation a small one stands all the time.
 */
export async function measureFirstSignIn({ short, full, say }: MeasureOptions): Promise<MeasureOutcome> {
  const size = short ? 3_000 : full ? 1_000_000 : 100_000;
  const results: Result[] = [];
  const data: Record<string, unknown> = {};
  for (const dialect of short ? (['postgres'] as const) : (['postgres', 'sqlite'] as const)) {
    say(`${dialect}, ${size} users`);
    const small = await Scene.open({ name: 'small', dialect, size: SMALL });
    await small.index();
    const smallLookUps = await lookUps(small, SMALL, short);
    const large = await Scene.open({ name: 'large', dialect, size: SMALL });
    try {
      await large.grow(size);
      await large.index();
      const largeLookUps = await lookUps(large, size, short);
      for (const way of Object.keys(WAYS) as Way[]) {
        const whole = await signIns(small, large, way, short);
        data[`${dialect} ${way}`] = { size, lookUp: [smallLookUps[way], largeLookUps[way]], whole };
        const sizes = `${size.toLocaleString('en')} against ${SMALL.toLocaleString('en')} users`;
        results.push(
          line(`Look-up by ${way}, ${dialect}, ${sizes}`, smallLookUps[way], largeLookUps[way]),
          line(`Whole first sign-in by ${way}, ${dialect}, ${sizes}`, whole.small, whole.large),
        );
      }
    } finally {
      await large.close();
      await small.close();
    }
  }
  return { results, data };
}

function line(what: string, small: number, large: number): Result {
  const ratio = large / small;
  return { what, ours: ms(large), against: ms(small), ratio, goal: `<= ${GOAL} x`, reached: ratio <= GOAL };
}

/** Median ms of a look-up, over the whole table: neighbours would share pages that are warm already. */
async function lookUps(scene: Scene, size: number, short: boolean): Promise<Record<Way, number>> {
  const count = short ? 10 : 300;
  const spread = Array.from({ length: count }, (_, index) => Math.floor((index * size) / count));
  const found = async (kind: Way, keys: string[]) => {
    await scene.ask('find', { kind, keys: keys.slice(0, 20) });
    return median(await scene.ask<number[]>('find', { kind, keys }));
  };
  // Members without a phone are the second half of the first thousand.
  const withPhone = spread.filter((index) => index < MEMBERS / 2 || index >= MEMBERS);
  return {
    phone: await found('phone', withPhone.map(phoneOf)),
    email: await found(
      'email',
      spread.map((index) => `member${index}@example.com`),
    ),
  };
}

async function signIns(small: Scene, large: Scene, way: Way, short: boolean) {
  const count = short ? 5 : 40;
  const { first } = WAYS[way];
  const run = (scene: Scene) => async (round: number) => {
    const members = Array.from({ length: count }, (_, index) => first + ((round * count + index) % (MEMBERS / 2)));
    await scene.ask('forget', { memberIds: members.map(memberId) });
    const prepared = await prepareFirstSignIns(scene.client, scene.simulator, members);
    return runParallel(count, 1, (index) => scene.client.expect(200, prepared[index]!));
  };
  const turns = await takeTurns(short ? 1 : 5, { small: run(small), large: run(large) });
  return { small: typicalLatency(turns.small, 0.5), large: typicalLatency(turns.large, 0.5) };
}
