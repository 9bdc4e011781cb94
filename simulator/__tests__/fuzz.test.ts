import fc from '../../scripts/test/random';
import { SAMPLE, sampleCorp } from '../index';
import { api, callControl, page, sharedSimulator, token, WECOM_UA } from './helpers';

const simulator = sharedSimulator();
const corp = sampleCorp();

const junk = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.string({ unit: 'binary' }), fc.integer());
/** Mostly as it was, so that many calls are accepted and their effect is tried. */
const kept = (value: unknown) => fc.oneof({ weight: 8, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: junk });

/** Like the example, with some fields left out and few turned into junk. */
const like = (example: object) =>
  fc.record(Object.fromEntries(Object.entries(example).map(([key, value]) => [key, kept(value)])), {
    requiredKeys: [],
  });
const entries = (examples: readonly object[]) => fc.array(fc.oneof(...examples.map(like)), { maxLength: 2 });
const { members, apps, outsiders, departments } = corp;
const fault = { match: 'nothing', errcode: 1, times: 1, html: 'x', json: {}, merge: {}, status: 502, delayMs: 1 };
const call = fc.oneof(
  ...[
    fc.tuple(fc.constant('members'), fc.oneof(junk, like(members[0] ?? {}), entries(members))),
    fc.tuple(fc.constant(`apps/${SAMPLE.agentId}`), fc.oneof(junk, like(apps[0] ?? {}))),
    fc.tuple(fc.constant('corp'), fc.oneof(junk, like(corp))),
    fc.tuple(
      fc.constant('corp'),
      fc.record(
        {
          members: entries(members),
          apps: entries(apps),
          outsiders: entries(outsiders),
          departments: entries(departments),
        },
        { requiredKeys: [] },
      ),
    ),
    fc.tuple(fc.constant('faults'), fc.oneof(junk, like(fault))),
    fc.tuple(fc.constant('clock'), fc.oneof(junk, like({ set: 0 }), like({ advanceMs: 1000 }))),
    fc.tuple(fc.constant('codes'), fc.oneof(junk, like({ userid: 'zhangwei', agentId: SAMPLE.agentId, scope: 'x' }))),
    fc.tuple(fc.constant('current-member'), fc.oneof(junk, like({ id: 'zhangwei' }))),
    fc.tuple(fc.constantFrom('tokens/revoke', 'tokens/expire'), fc.oneof(junk, like({ agentid: SAMPLE.agentId }))),
  ],
);

test('300 control calls of any content are HTTP 200 or 400, and whatever was accepted breaks no page and no answer', async () => {
  await fc.assert(
    fc.asyncProperty(call, async ([path, body]) => {
      const { control } = simulator.get();
      control.reset();
      const answer = await callControl(simulator.get(), 'POST', path, JSON.stringify(body));
      expect([200, 400]).toContain(answer.status);
      if (answer.status === 400) expect(answer.body.error).toMatch(/^.+$/s);
      control.clearFaults();
      for (const name of ['/', '/workbench', `/workbench/open?agentid=${SAMPLE.agentId}`]) {
        expect((await page(simulator.get(), name, { 'user-agent': WECOM_UA })).status).toBeLessThan(500);
      }
      const access_token = await token(simulator.get());
      for (const [name, query] of [
        ['user/get', { userid: 'zhangwei' }],
        ['agent/get', { agentid: String(SAMPLE.agentId) }],
      ] as const) {
        expect((await api(simulator.get(), name, { access_token, ...query })).httpStatus).toBe(200);
      }
    }),
    { numRuns: 300 },
  );
});
