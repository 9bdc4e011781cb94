import { type MeasureOptions, type MeasureOutcome, ms, type Result } from '../result';
import { Scene } from '../scene';
import { median, runParallel, takeTurns, typicalLatency } from '../timing';

/** How many members one call of WeCom may name. */
const PER_CALL = 1_000;
const COST_GOAL = 1;
const DELAY_GOAL = 1.1;
const MEMORY_GOAL_MB = 8;

interface Sent {
  cpuMs: number;
  ms: number;
}

/**
 * One message to very many people, against NocoBase's in-app channel for the same people; and what sign-ins notice of many
 * messages at once.
 */
export async function measureMessages({ short, say }: MeasureOptions): Promise<MeasureOutcome> {
  const receivers = short ? 1_000 : 10_000;
  const scene = await Scene.open({ name: 'messages', dialect: 'postgres' });
  try {
    await scene.grow(receivers);
    const { api } = scene.nocobase;
    const add = (name: string, notificationType: string, options: object) =>
      api.call('notificationChannels:create', { body: { name, title: name, notificationType, options } });
    await add('bench-wecom', 'wecom', { authenticator: 'wecom' });
    await add('bench-in-app', 'in-app-message', {});
    const send = (channel: string, count: number, times = 1) =>
      scene.ask<Sent>('send', { channel, receivers: count, times });

    say(`${receivers} receivers`);
    await send('bench-wecom', receivers);
    await send('bench-in-app', receivers);
    scene.simulator.control.clearCalls();
    await send('bench-wecom', receivers);
    const calls = scene.simulator.control.countCalls('message/send');
    const before = await megabytes(scene);
    const turns = await takeTurns(short ? 1 : 7, {
      ours: () => send('bench-wecom', receivers),
      theirs: () => send('bench-in-app', receivers),
    });
    const after = await megabytes(scene);
    const [ours, theirs] = [turns.ours, turns.theirs].map((some) => median(some.map(({ cpuMs }) => cpuMs)));

    say('sign-ins while 100 messages are sent');
    const delay = await signInsMeanwhile(scene, short, () => send('bench-wecom', 10, short ? 10 : 100));
    const most = Math.ceil(receivers / PER_CALL);
    const results: Result[] = [
      {
        what: `Calls for one message to ${receivers.toLocaleString('en')} people`,
        ours: String(calls),
        against: `1,000 people a call: ${most}`,
        ratio: calls / most,
        goal: `<= ${most}`,
        reached: calls <= most,
      },
      {
        what: `The server's own time for one message to ${receivers.toLocaleString('en')} people`,
        ours: ms(ours ?? Number.NaN),
        against: `NocoBase's in-app channel ${ms(theirs ?? Number.NaN)}`,
        ratio: (ours ?? Number.NaN) / (theirs ?? Number.NaN),
        goal: `<= ${COST_GOAL} x`,
        reached: (ours ?? Number.NaN) <= (theirs ?? Number.NaN) * COST_GOAL,
      },
      {
        what: 'Memory after these messages',
        ours: `${after.toFixed(1)} MB`,
        against: `before ${before.toFixed(1)} MB`,
        ratio: after / before,
        goal: `flat (<= ${MEMORY_GOAL_MB} MB more)`,
        reached: after - before <= MEMORY_GOAL_MB,
      },
      {
        what: 'Sign-in while 100 messages are sent, p50',
        ours: ms(delay.during),
        against: `otherwise ${ms(delay.otherwise)}`,
        ratio: delay.during / delay.otherwise,
        goal: `<= ${DELAY_GOAL} x`,
        reached: delay.during <= delay.otherwise * DELAY_GOAL,
      },
    ];
    for (const name of ['bench-wecom', 'bench-in-app']) {
      await api.call('notificationChannels:destroy', { query: { filterByTk: name }, body: {} });
    }
    return { results, data: { receivers, calls, turns, delay, before, after } };
  } finally {
    await scene.close();
  }
}

async function megabytes(scene: Scene): Promise<number> {
  const { heapUsed, external } = await scene.ask<{ heapUsed: number; external: number }>('memory');
  return (heapUsed + external) / 1024 / 1024;
}

/** Medians of returning sign-ins, in ms, while messages are on their way and otherwise, in turns. */
async function signInsMeanwhile(scene: Scene, short: boolean, sending: () => Promise<unknown>) {
  const count = short ? 5 : 60;
  const signIns = async () => {
    const prepared = await scene.prepareMany(count);
    return runParallel(count, 1, (index) => scene.client.expect(200, prepared[index]!));
  };
  await signIns();
  const turns = await takeTurns(short ? 1 : 5, {
    otherwise: signIns,
    during: async () => {
      const prepared = await scene.prepareMany(count);
      const sent = sending();
      const latencies = await runParallel(count, 1, (index) => scene.client.expect(200, prepared[index]!));
      await sent;
      return latencies;
    },
  });
  return { during: typicalLatency(turns.during, 0.5), otherwise: typicalLatency(turns.otherwise, 0.5) };
}
