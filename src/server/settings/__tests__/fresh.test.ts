import { EventEmitter } from 'node:events';
import { Fresh } from '../fresh';

const FRESH_MS = 200;

function counted() {
  const state = { now: 0, reads: 0, fails: false };
  const fresh = new Fresh(
    async () => {
      state.reads += 1;
      if (state.fails) throw new Error('unreadable');
      return state.reads;
    },
    FRESH_MS,
    () => state.now,
  );
  return { state, fresh };
}

it('S-38 reads once for all who ask within its time', async () => {
  const { state, fresh } = counted();
  expect(await Promise.all([fresh.get(), fresh.get()])).toEqual([1, 1]);
  state.now = FRESH_MS - 1;
  expect(await fresh.get()).toBe(1);
  state.now = FRESH_MS;
  expect(await fresh.get()).toBe(2);
});

it('reads again after a failed reading', async () => {
  const { state, fresh } = counted();
  state.fails = true;
  await expect(fresh.get()).rejects.toThrow('unreadable');
  state.fails = false;
  expect(await fresh.get()).toBe(2);
});

it('forgets at once, and once more when the transaction of the change has ended', async () => {
  const { fresh } = counted();
  const transaction = new EventEmitter();
  await fresh.get();
  fresh.forget({ afterCommit: (run) => transaction.once('commit', run) });
  expect(await fresh.get()).toBe(2);
  transaction.emit('commit');
  expect(await fresh.get()).toBe(3);
});
