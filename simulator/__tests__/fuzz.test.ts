import fc from '../../scripts/test/random';
import { ConfigError, type Control, SAMPLE, sampleCorp } from '../index';
import { api, page, sharedSimulator, token, WECOM_UA } from './helpers';

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
const { agentId } = SAMPLE;
const lists = fc.record(
  { members: entries(members), apps: entries(apps), outsiders: entries(outsiders), departments: entries(departments) },
  { requiredKeys: [] },
);

/** What is tried, and what it may hold. */
const CALLS: Array<[arbitrary: fc.Arbitrary<unknown>, call: (control: Control, body: never) => unknown]> = [
  [fc.oneof(like(members[0] ?? {}), junk), (control, body) => control.upsertMember(body)],
  [fc.oneof(like(apps[0] ?? {}), junk), (control, body) => control.patchApp(agentId, body)],
  [fc.oneof(like(corp), lists, junk), (control, body) => control.patchCorp(body)],
  [fc.oneof(like(fault), junk), (control, body) => control.setFault(body)],
  [fc.oneof(like({ userid: 'zhangwei', agentId, scope: 'x' }), junk), (control, body) => control.mintCode(body)],
  [fc.string(), (control, body) => control.setCurrentMember(body)],
  [kept(agentId), (control, body) => control.revokeTokens(body)],
];
const attempt = fc.oneof(
  ...CALLS.map(([arbitrary, call]) =>
    arbitrary.map((body) => ({ body, run: (control: Control) => call(control, body as never) })),
  ),
);

test('100 control calls of any content work or are refused in a sentence, and whatever was accepted breaks no page and no answer', async () => {
  await fc.assert(
    fc.asyncProperty(attempt, async ({ run }) => {
      const { control } = simulator.get();
      control.reset();
      try {
        run(control);
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
        expect(String(error)).toMatch(/^.+$/s);
      }
      control.clearFaults();
      for (const name of ['/', '/workbench', `/workbench/open?agentid=${agentId}`]) {
        expect((await page(simulator.get(), name, { 'user-agent': WECOM_UA })).status).toBeLessThan(500);
      }
      const access_token = await token(simulator.get());
      for (const [name, query] of [
        ['user/get', { userid: 'zhangwei' }],
        ['agent/get', { agentid: String(agentId) }],
      ] as const) {
        expect((await api(simulator.get(), name, { access_token, ...query })).httpStatus).toBe(200);
      }
    }),
    { numRuns: 100 },
  );
});
