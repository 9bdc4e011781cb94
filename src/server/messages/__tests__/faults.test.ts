/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { type Fault, SAMPLE } from '../../../../simulator';
import { CHANNEL, linkedUser, messageLog, messageSuite, notifications } from './support';

const { manager, mixedCase } = SAMPLE.members;
const suite = messageSuite();
const match = 'message/send';

async function sendToBoth() {
  const userIds = [await linkedUser(suite.app, manager), await linkedUser(suite.app, mixedCase, { nickname: 'Li Na' })];
  const [result] = await notifications(suite.app).sendToUsers({
    userIds,
    channels: [CHANNEL],
    message: { content: 'Hello' },
  });
  const [log] = await messageLog(suite.app);
  expect(log).toMatchObject({ status: result?.status, reason: result?.reason });
  return result;
}

interface Row {
  what: string;
  faults: Fault[];
  status: 'success' | 'failure';
  reason: RegExp;
  /** Messages that the first receiver has in the end. */
  got: number;
  calls: number;
}

const UNKNOWN =
  /Reached 0 of 2\. WeCom did not answer\. Whether 2 have got it is not known, and it is not sent again\./;

const ROWS: Row[] = [
  {
    what: 'half of them refused',
    faults: [{ match, merge: { invaliduser: 'lina' } }],
    status: 'success',
    reason: /Reached 1 of 2\. Refused by WeCom.*: Li Na\./,
    got: 1,
    calls: 1,
  },
  {
    what: 'all of them refused',
    faults: [{ match, errcode: 81013 }],
    status: 'failure',
    reason: /Reached 0 of 2\. Refused by WeCom/,
    got: 0,
    calls: 1,
  },
  {
    what: 'the limit reached',
    faults: [{ match, errcode: 45009 }],
    status: 'failure',
    reason: /Not sent to 2\..*as WeCom allows it for now.*errcode 45009/,
    got: 0,
    calls: 1,
  },
  {
    what: 'an app that may not',
    faults: [{ match, errcode: 48002 }],
    status: 'failure',
    reason: /may not send messages.*errcode 48002/,
    got: 0,
    calls: 1,
  },
  {
    what: 'an untrusted address',
    faults: [{ match, errcode: 60020 }],
    status: 'failure',
    reason: /trusted IPs.*errcode 60020/,
    got: 0,
    calls: 1,
  },
  {
    what: 'an errcode that nobody knows',
    faults: [{ match, errcode: 987654 }],
    status: 'failure',
    reason: /does not know.*errcode 987654, hint/,
    got: 0,
    calls: 1,
  },
  {
    what: 'a busy WeCom that is not busy a moment later',
    faults: [{ match, errcode: -1, times: 1 }],
    status: 'success',
    reason: /^Reached 2 of 2\./,
    got: 1,
    calls: 2,
  },
  {
    what: 'a busy WeCom',
    faults: [{ match, errcode: -1 }],
    status: 'failure',
    reason: /busy.*errcode -1/,
    got: 0,
    calls: 2,
  },
  {
    what: 'a token that WeCom does not know any more',
    faults: [{ match, errcode: 40014, times: 1 }],
    status: 'success',
    reason: /^Reached 2 of 2\./,
    got: 1,
    calls: 2,
  },
  {
    what: 'an answer that is lost after WeCom has accepted',
    faults: [{ match, halfJson: true }],
    status: 'failure',
    reason: UNKNOWN,
    got: 1,
    calls: 1,
  },
  {
    what: 'an answer that comes too late',
    faults: [{ match, delayMs: 5_500 }],
    status: 'failure',
    reason: UNKNOWN,
    got: 1,
    calls: 1,
  },
  {
    what: 'a connection that breaks',
    faults: [{ match, reset: true }],
    status: 'failure',
    reason: UNKNOWN,
    got: 0,
    calls: 1,
  },
  {
    what: 'a gateway that fails',
    faults: [{ match, status: 502 }],
    status: 'failure',
    reason: UNKNOWN,
    got: 0,
    calls: 1,
  },
  {
    what: 'a page instead of an answer',
    faults: [{ match, html: true }],
    status: 'failure',
    reason: UNKNOWN,
    got: 0,
    calls: 1,
  },
  {
    what: 'no token to be had',
    faults: [{ match: 'gettoken', status: 502 }],
    status: 'failure',
    reason: /Not sent to 2\. WeCom is not reachable/,
    got: 0,
    calls: 0,
  },
];

it.each(ROWS)('never sends twice, and tells: $what', async ({ faults, status, reason, got, calls }) => {
  suite.simulator.control.setFault(...faults);
  const result = await sendToBoth();
  expect(result?.status).toBe(status);
  expect(result?.reason).toMatch(reason);
  expect(suite.simulator.control.countCalls(match)).toBe(calls);
  if (faults[0]?.delayMs) await untilAnswered();
  expect(suite.simulator.control.inbox(manager)).toHaveLength(got);
});

/** The simulator accepts a call that nobody waits for any more. */
async function untilAnswered() {
  while (suite.simulator.control.calls().some((call) => call.endpoint === match && call.status === 0)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

it('nothing listens at the address of WeCom: nothing was sent, and the log says so', async () => {
  await suite.configure({ options: { apiBaseUrl: 'http://127.0.0.1:9' } });
  const result = await sendToBoth();
  expect(result).toMatchObject({
    status: 'failure',
    reason: expect.stringMatching(/Not sent to 2\. WeCom is not reachable/),
  });
});

it('a slow WeCom holds up neither other channels nor other companies', async () => {
  await suite.app.db.getRepository('notificationChannels').updateOrCreate({
    filterKeys: ['name'],
    values: { name: 'in_app', title: 'In-app', notificationType: 'in-app-message' },
  });
  const id = await linkedUser(suite.app, manager);
  suite.simulator.control.setFault({ match, delayMs: 3_000 });
  const ended: string[] = [];
  const send = (channel: string) =>
    notifications(suite.app)
      .sendToUsers({ userIds: [id], channels: [channel], message: { title: 'T', content: 'Hello' } })
      .then(() => ended.push(channel));
  await Promise.all([...Array.from({ length: 6 }, () => send(CHANNEL)), send('in_app')]);
  expect(ended[0]).toBe('in_app');
  expect(ended).toHaveLength(7);
});
