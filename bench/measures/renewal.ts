import { setTimeout as sleep } from 'node:timers/promises';
import type { Request } from '../http';
import { type MeasureOptions, type MeasureOutcome, ms, type Result } from '../result';
import { Scene } from '../scene';
import { runParallel, takeTurns, typicalLatency } from '../timing';

const REQUEST_GOAL = 1.04;
const RENEWAL_GOAL_MS = 3;
/** Long enough to sign everybody in, short enough to wait for, in ms. */
const LIFE_MS = { long: 4_000, short: 1_000 };
const POLICY = { tokenExpirationTime: '1d', sessionExpirationTime: '7d', expiredTokenRenewLimit: '1d' };

/** Requests of sessions that WeCom began, and their renewals, against those of sessions that are nothing to it. */
export async function measureRenewal({ short, say }: MeasureOptions): Promise<MeasureOutcome> {
  const scene = await Scene.open({ name: 'renewal', dialect: 'postgres' });
  const people = short ? 5 : 100;
  const rounds = short ? 1 : 5;
  const lifeMs = short ? LIFE_MS.short : LIFE_MS.long;
  try {
    if (!short) await scene.warmUp();
    say(`${people} people, ordinary requests`);
    const [own, others] = [await sessions(scene, people), await otherSessions(scene, people)];
    const ask = (asked: Request[]) => () =>
      runParallel(asked.length, 1, (index) => scene.client.expect(200, asked[index]!));
    const requests = await takeTurns(rounds, { own: ask(own), others: ask(others) });

    say(`${people} people, renewals`);
    await setLife(scene, `${lifeMs}ms`);
    let questions = 0;
    const renewed = (begin: typeof sessions) => async () => {
      const begun = await begin(scene, people);
      await sleep(lifeMs + 500);
      scene.simulator.control.clearCalls();
      const timing = await ask(begun)();
      questions += scene.simulator.control.countCalls('user/get');
      return timing;
    };
    const renewals = await takeTurns(rounds, { own: renewed(sessions), others: renewed(otherSessions) });
    const times = {
      request: [typicalLatency(requests.own, 0.5), typicalLatency(requests.others, 0.5)] as const,
      renewal: [typicalLatency(renewals.own, 0.5), typicalLatency(renewals.others, 0.5)] as const,
    };
    return { results: resultsOf(times, { people, questions, renewals: people * (rounds + 1) }), data: { ...times } };
  } finally {
    await setLife(scene, POLICY.tokenExpirationTime);
    await scene.close();
  }
}

type Pair = readonly [ours: number, theirs: number];

function resultsOf(
  { request, renewal }: Record<'request' | 'renewal', Pair>,
  { people, questions, renewals }: Record<'people' | 'questions' | 'renewals', number>,
): Result[] {
  const row = (what: string, [ours, theirs]: Pair) => ({
    ...{ what, ours: ms(ours), against: `of another session ${ms(theirs)}`, ratio: ours / theirs },
  });
  return [
    {
      ...row('A request of a session that WeCom began', request),
      goal: `<= ${REQUEST_GOAL} x`,
      reached: request[0] / request[1] <= REQUEST_GOAL,
    },
    {
      ...row('Its renewal, WeCom asked within the hour', renewal),
      goal: `<= ${RENEWAL_GOAL_MS} ms more`,
      reached: renewal[0] - renewal[1] <= RENEWAL_GOAL_MS,
    },
    {
      what: `Questions to WeCom at ${renewals} renewals within an hour`,
      ours: String(questions),
      against: `people ${people}`,
      ratio: questions / people,
      goal: '1 a person',
      reached: questions === people,
    },
  ];
}

const check = (answer: { text: string }, authenticator: string): Request => ({
  path: '/api/auth:check',
  headers: { authorization: `Bearer ${JSON.parse(answer.text).data.token}`, 'x-authenticator': authenticator },
});

/** New sessions that WeCom began. @returns one request for each */
async function sessions(scene: Scene, people: number): Promise<Request[]> {
  const prepared = await scene.prepareMany(people);
  const asked: Request[] = [];
  for (const signIn of prepared) asked.push(check(await scene.client.expect(200, signIn), 'wecom'));
  return asked;
}

/** New sessions of the same people, begun otherwise. */
async function otherSessions(scene: Scene, people: number): Promise<Request[]> {
  const asked: Request[] = [];
  for (let index = 0; index < people; index += 1) asked.push(check(await scene.signInInstantly(index), 'instant'));
  return asked;
}

/** How long a token lives before it is renewed. */
async function setLife({ nocobase: { api } }: Scene, tokenExpirationTime: string): Promise<void> {
  await api.call('tokenControlConfig:update', {
    query: { filterByTk: 'token-policy-config' },
    body: { config: { ...POLICY, tokenExpirationTime } },
  });
}
