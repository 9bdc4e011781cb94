/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { KNOWN_ERRCODES, meaningOf } from '../../wecom-api/errcodes';
import type { ShownFinding } from '../finding';
import { type Bench, startBench } from './support';

/** The errcodes that an administrator causes (WeCom document 90313). */
const CAUSED_BY_ADMINISTRATORS = [
  40001, 40013, 40014, 40056, 40091, 41002, 41004, 41011, 42001, 45009, 45033, 48002, 48004, 48005, 48006, 48009, 50001,
  50002, 50003, 60011, 60020, 60031, 85004, 85005, 301002, 301007, 301042, 2000002,
];
/** The ones that come when the token is fetched; all others come from the call that needs it. */
const OF_GETTOKEN = new Set([40001, 40013, 40091, 41002, 41004, 45009, 2000002]);
const ADDRESS = '203.0.113.7';

let bench: Bench;
const seen: { errcode: number; english: ShownFinding; chinese: ShownFinding }[] = [];

beforeAll(async () => {
  bench = await startBench();
  bench.simulator.control.patchCorp({ sourceIp: ADDRESS });
});
afterAll(() => bench?.close());

async function credentialsWith(errcode: number, language: string): Promise<ShownFinding> {
  const { control } = bench.simulator;
  control.clearFaults();
  control.setFault({ match: OF_GETTOKEN.has(errcode) ? 'gettoken' : 'agent/get', errcode });
  // Another secret each time: refused ones are not tried again for a while.
  const secret = OF_GETTOKEN.has(errcode) ? `refused-${errcode}-${language}` : bench.goodOptions.secret;
  const options = { ...bench.goodOptions, secret };
  const found = await bench.check({ options }, { 'X-Locale': language });
  control.clearFaults();
  return found.get('credentials') as ShownFinding;
}

describe.each(CAUSED_BY_ADMINISTRATORS)('errcode %i', (errcode) => {
  it('gives a sentence and a hint in English and in Chinese', async () => {
    const english = await credentialsWith(errcode, 'en-US');
    const chinese = await credentialsWith(errcode, 'zh-CN');
    seen.push({ errcode, english, chinese });

    for (const finding of [english, chinese]) {
      expect(finding).toMatchObject({ check: 'credentials', status: 'failed', data: { errcode } });
      expect(finding.message).toContain(String(errcode));
      expect(finding.data.wecomHint).toMatch(/^\d{25}$/);
      expect(`${finding.message} ${finding.hint}`).not.toMatch(/[{}]/);
    }
    expect(english.message).toMatch(/^[A-Z][\x20-\x7e’“”]{20,}\.$/);
    expect(english.hint).toMatch(/^[A-Z][\x20-\x7e’“”]{20,}\.$/);
    expect(chinese.message).toMatch(/\p{Script=Han}{2}.*。$/u);
    expect(chinese.hint).toMatch(/\p{Script=Han}{2}.*。$/u);
  });
});

it('gives each of them a sentence and a hint of its own', () => {
  expect(seen).toHaveLength(CAUSED_BY_ADMINISTRATORS.length);
  for (const language of ['english', 'chinese'] as const) {
    for (const part of ['message', 'hint'] as const) {
      // Without the number, which would make any sentence its own.
      const sentences = seen.map((one) => one[language][part].replace(String(one.errcode), ''));
      expect(new Set(sentences).size).toBe(sentences.length);
    }
  }
});

it('explains in the sources what the table here holds, and that WeCom is busy', () => {
  const explained = KNOWN_ERRCODES.filter((errcode) => meaningOf(errcode).finding);
  expect(explained.sort()).toEqual([...CAUSED_BY_ADMINISTRATORS, -1].sort());
});

it('60020 gives the address that WeCom saw as the value for the trusted IPs, and says how long it takes', async () => {
  const english = await credentialsWith(60020, 'en-US');
  const chinese = await credentialsWith(60020, 'zh-CN');
  expect(english.data.copy).toBe(ADDRESS);
  expect(english.hint).toContain('one minute');
  expect(chinese.data.copy).toBe(ADDRESS);
  expect(chinese.hint).toContain('企业可信IP');
  expect(chinese.hint).toContain('一分钟');
});

it('60020 comes from the list of trusted IPs itself too', async () => {
  const { control, state } = bench.simulator;
  const agentId = Number(bench.goodOptions.agentId);
  control.patchApp(agentId, { trustedIps: ['198.51.100.1'] });
  expect((await bench.check()).get('credentials')?.data).toMatchObject({ errcode: 60020, copy: ADDRESS });
  control.patchApp(agentId, { trustedIps: [state.corp.sourceIp ?? ''] });
  expect((await bench.check()).get('credentials')?.status).toBe('ok');
});

it.each([60021, 60111, 99999])('shows errcode %i, which is nobody’s setting, with its number', async (errcode) => {
  const { message, hint, data } = await credentialsWith(errcode, 'en-US');
  expect(message).toBe(`WeCom refuses the settings (errcode ${errcode}).`);
  expect(hint.length).toBeGreaterThan(20);
  // What WeCom's developer tools want to know.
  expect(data.copy).toBe(data.wecomHint);
});
