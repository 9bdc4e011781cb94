import { WeComRefusal, WeComUnreachable } from '../../wecom-api/errors';
import { outcomeOf } from '../call';
import { type CallOutcome, deliver, type Tally } from '../deliver';
import type { AddresseeBatch } from '../members';

const members = (...ids: string[]) => ids.map((id) => ({ memberId: id, userId: `u-${id}` }));

async function* batches(...list: AddresseeBatch[]) {
  yield* list;
}

const two = () => batches({ members: members('a', 'b'), unlinked: ['x'] }, { members: members('c'), unlinked: [] });
const taken = (more: object = {}): CallOutcome => ({ is: 'taken', taken: { invalid: [], unlicensed: [], ...more } });

it.each<[string, CallOutcome[], Partial<Tally>, number]>([
  ['everybody', [taken({ messageId: 'm1' }), taken({ messageId: 'm2' })], { reached: 3, messageIds: ['m1', 'm2'] }, 2],
  [
    'some of them',
    [taken({ invalid: ['b'] }), taken({ unlicensed: ['c'] })],
    {
      reached: 1,
      refused: { count: 1, first: ['u-b'] },
      unlicensed: { count: 1, first: ['u-c'] },
    },
    2,
  ],
  ['somebody who is both', [taken({ invalid: ['b'], unlicensed: ['b'] }), taken()], { reached: 2 }, 2],
  [
    'a first call to nobody',
    [{ is: 'nobody' }, taken()],
    { reached: 1, refused: { count: 2, first: ['u-a', 'u-b'] } },
    2,
  ],
  ['nobody after a refusal', [{ is: 'refused', error: 'e' }], { reached: 0, untried: 3, stopped: 'e' }, 1],
  ['nobody knows whom', [{ is: 'unknown', error: 'e' }], { reached: 0, unknown: 2, untried: 1, stopped: 'e' }, 1],
])('counts: %s', async (_, outcomes, expected, calls) => {
  const send = jest.fn(async () => outcomes.shift() as CallOutcome);
  expect(await deliver(two(), send)).toMatchObject({ unlinked: { count: 1, first: ['x'] }, ...expected });
  expect(send).toHaveBeenCalledTimes(calls);
});

it('names the first three of a fate and counts the others', async () => {
  const unlinked = ['1', '2', '3', '4', '5'];
  const tally = await deliver(batches({ members: [], unlinked }), async () => taken());
  expect(tally.unlinked).toEqual({ count: 5, first: ['1', '2', '3'] });
});

it('begins nothing more while NocoBase is stopping', async () => {
  const send = jest.fn(async () => taken());
  expect(await deliver(two(), send, () => true)).toMatchObject({ reached: 0, untried: 3, stopped: 'stopping' });
  expect(send).not.toHaveBeenCalled();
});

describe('an error of a call', () => {
  const unreachable = (reason: 'network' | 'timeout' | 'status' | 'not-json' | 'malformed', detail?: string) =>
    new WeComUnreachable('message/send', reason, detail);

  it.each([
    [new WeComRefusal('message/send', 81013), 'nobody'],
    [new WeComRefusal('message/send', 45009), 'refused'],
    [new WeComRefusal('message/send', 987654), 'refused'],
    [new WeComUnreachable('gettoken', 'timeout'), 'refused'],
    [unreachable('network', 'ECONNREFUSED'), 'refused'],
    [unreachable('network', 'ENOTFOUND'), 'refused'],
    [unreachable('network', 'ECONNRESET'), 'unknown'],
    [unreachable('network'), 'unknown'],
    [unreachable('timeout'), 'unknown'],
    [unreachable('status', '502'), 'unknown'],
    [unreachable('not-json'), 'unknown'],
    [unreachable('malformed'), 'unknown'],
  ])('%s means: %s', (error, is) => {
    expect(outcomeOf(error).is).toBe(is);
  });

  it('that is a fault of ours goes on', () => {
    expect(() => outcomeOf(new TypeError('x'))).toThrow(TypeError);
  });
});
