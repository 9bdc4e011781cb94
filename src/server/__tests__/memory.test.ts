/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
/** What a flood leaves in the memory of the process, measured (S-38, S-64). */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { serviceOf } from '../service';
import type { SpentSignIn } from '../sign-in/state';
import { newState } from '../sign-in/state';
import { Browser } from './support/browser';
import { sharedSuite } from './support/suite';

const suite = sharedSuite();

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that are in use, on the heap and in buffers. */
async function heap(): Promise<number> {
  suite.testApp.log.clear();
  for (let round = 0; round < 3; round += 1) {
    collectGarbage();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const STARTS = 1_500;

it(`S-38 S-64 ${STARTS} starts leave nothing behind`, async () => {
  const flood = async (count: number) => {
    for (let i = 0; i < count; i += 1) {
      const { status } = await new Browser(suite.app).start({ redirect: `/admin/${i}` });
      if (status !== 302) throw new Error(`start ${i}: ${status}`);
    }
  };
  await flood(200);
  const before = await heap();
  await flood(STARTS);
  // Nobody keeps as much as the address of one; what NocoBase itself warms up is about 1,000 bytes for each of so few.
  expect(((await heap()) - before) / STARTS).toBeLessThan(4_000);
});

it('S-38 S-64 finished sign-ins are remembered up to a number, and not beyond', async () => {
  const { usedStates } = serviceOf(suite.app);
  const spend = async (count: number) => {
    for (let i = 0; i < count; i += 1) await usedStates.spend({ state: newState() } as SpentSignIn);
  };
  const first = newState();
  await usedStates.spend({ state: first } as SpentSignIn);
  await spend(50_000);
  const full = await heap();
  await spend(50_000);
  // Another 50,000 would be 10 MB.
  expect((await heap()) - full).toBeLessThan(3_000_000);
  const last = newState();
  expect(await usedStates.spend({ state: last } as SpentSignIn)).toBeDefined();
  expect(await usedStates.spend({ state: last } as SpentSignIn)).toBeUndefined();
});

it('S-38 S-56 S-64 failed codes from ever new addresses are remembered up to a number', async () => {
  const { exchanges } = serviceOf(suite.app);
  const signal = new AbortController().signal;
  const { WeComRefusal }: typeof import('../wecom-api/errors') = require('../wecom-api/errors');
  const fail = async () => {
    throw new WeComRefusal('auth/getuserinfo', 40029, '');
  };
  const before = await heap();
  for (let i = 0; i < 60_000; i += 1) {
    const addresses = [`10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`, `n${i}`];
    await exchanges.run({ addresses, company: `c${i}` }, signal, fail).catch(() => undefined);
  }
  expect(exchanges.size).toBeLessThanOrEqual(40_000);
  expect((await heap()) - before).toBeLessThan(40_000 * 400);
});
