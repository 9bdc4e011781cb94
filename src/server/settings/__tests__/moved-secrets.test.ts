/** Random options with templates in names and values: no way to move a secret (S-50, S-51, S-53, S-55). */
import type { Application } from '@nocobase/server';
import fc from '../../../../scripts/test/random';
import { SECRET_MASK } from '../../../shared/constants';
import { knownOptions } from '../../../shared/known-options';
import { OPTIONS } from '../../../shared/options';
import { parseSettings } from '../parse';
import { SecretAtRest } from '../secret-at-rest';
import { SettingsRefused } from '../settings-refused';
import { withStoredSecrets } from '../stored-secret';
import { optionsToStore } from '../to-store';
import { renderOptions } from '../variables';

const RUNS = 10_000;
const SECRET = 'the-Secret-of-the-company';
const PASSWORD = 'the-Pa55word-of-the-proxy';
const TREASURE = 'Tr3asure-Value-42';
const VALUES = {
  shown: { A: 'a', EVIL: 'https://evil.example' },
  all: { A: 'a', EVIL: 'https://evil.example', TREASURE },
};

const atRest = new SecretAtRest({ name: 'main', aesEncryptor: { key: Buffer.alloc(32, 7) } } as unknown as Application);
const good = {
  corpId: 'ww1234567890abcdef',
  agentId: '1000002',
  origin: 'https://app.example.com',
  apiBaseUrl: 'http://127.0.0.1:7000',
  secret: SECRET,
  proxyUrl: `http://corp:${PASSWORD}@proxy.example.com:3128`,
  eventToken: 'the-Token',
  public: { autoSignup: true },
};
const stored = optionsToStore(good, atRest);

const KNOWN_TO_NOBODY = new RegExp(`${SECRET}|${PASSWORD}`);
const NAMES = [...Object.keys(OPTIONS), 'public', '__proto__', 'constructor', 'linkPrivileged'];
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 3, arbitrary: fc.constantFrom(...NAMES).map((one) => `{{$env.nope:${one}}}`) },
  { weight: 1, arbitrary: fc.constantFrom(...NAMES).map((one) => `{{ $env.A }}${one}`) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);
const EVIL = ['https://evil.example', 'http://127.0.0.1:9', 'http://corp:x@evil.example:3128', '{{ $env.EVIL }}'];
const text = fc.oneof(
  fc.constantFrom(
    ...EVIL,
    '{{$env.nope:https://evil.example}}',
    '{{ $env.TREASURE }}',
    'https://x/{{ $env.TREASURE }}',
  ),
  fc.constantFrom(SECRET_MASK, `${SECRET_MASK}x`, `http://corp:${SECRET_MASK}@evil.example:3128`, ''),
  fc.constantFrom(...Object.values(stored).filter((value) => typeof value === 'string')),
  fc.constantFrom(...Object.values(good).filter((value) => typeof value === 'string' && !KNOWN_TO_NOBODY.test(value))),
  fc.string(),
  fc.nat(60).map((n) => `{{${'_'.repeat(n)}!`),
);
const value = fc.oneof({ weight: 8, arbitrary: text }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });
const group = fc.array(fc.tuple(name, value), { maxLength: 6 }).map((pairs) => {
  // As JSON makes it: `__proto__` is a name like others.
  return JSON.parse(`{${pairs.map(([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one)}`).join()}}`);
});
const changes = fc.tuple(group, group, fc.boolean()).map(([own, shown, withPublic]) => ({
  ...own,
  ...(withPublic && { public: shown }),
}));

/** What the server would use of options as they are in the database. */
const used = (options: Record<string, unknown>) => {
  const parsed = parseSettings('wecom', renderOptions(atRest.open(knownOptions(options)), VALUES));
  return 'settings' in parsed ? parsed.settings : parsed.usable;
};

function expectUnmoved(settings: ReturnType<typeof used>) {
  const { secret, apiBaseUrl, proxyUrl, ...rest } = settings;
  if (secret === SECRET) {
    expect(apiBaseUrl).toBe('http://127.0.0.1:7000');
    // Over http the proxy reads it, too.
    expect(new URL(proxyUrl ?? '').host).toBe('proxy.example.com:3128');
  }
  if (proxyUrl?.includes(PASSWORD)) expect(new URL(proxyUrl).host).toBe('proxy.example.com:3128');
  const elsewhere = JSON.stringify({ ...rest, apiBaseUrl, proxyUrl: proxyUrl?.replace(/:[^:@/]*@/, ':@') });
  for (const hidden of [SECRET, PASSWORD, TREASURE]) expect(elsewhere).not.toContain(hidden);
}

it('the secrets are used where they belong, or the properties below would show nothing', () => {
  expect(used(stored)).toMatchObject({ secret: SECRET, proxyUrl: `${good.proxyUrl}/` });
});

it(`S-50 S-53 ${RUNS} rows that were changed past everything send no secret anywhere else`, () => {
  fc.assert(
    fc.property(changes, (changed) => expectUnmoved(used({ ...stored, ...changed }))),
    { numRuns: RUNS },
  );
});

it(`S-50 S-51 S-53 S-55 ${RUNS} saved forms send no secret anywhere else, and store known names only`, () => {
  const masked = { ...good, secret: SECRET_MASK, proxyUrl: good.proxyUrl.replace(PASSWORD, SECRET_MASK) };
  const known = [...Object.keys(OPTIONS), 'public'];
  let saved = 0;
  fc.assert(
    fc.property(changes, (changed) => {
      const form = { ...masked, ...changed };
      let row: Record<string, unknown>;
      try {
        row = optionsToStore(withStoredSecrets(form, stored), atRest);
      } catch (error) {
        if (error instanceof SettingsRefused) return;
        throw error;
      }
      saved += 1;
      for (const key of [...Object.keys(row), ...Object.keys(row.public ?? {})]) expect(known).toContain(key);
      const clear = JSON.stringify(row);
      for (const hidden of [SECRET, PASSWORD]) expect(clear).not.toContain(hidden);
      expect(clear).not.toMatch(/\{\{_{9}/);
      expectUnmoved(used(row));
    }),
    { numRuns: RUNS },
  );
  expect(saved).toBeGreaterThan(RUNS / 20);
});

it('S-53 a secret that an earlier version has sealed with the password beside it is opened, and sealed anew', () => {
  const before = new SecretAtRest(
    { name: 'main', aesEncryptor: { key: Buffer.alloc(32, 7) } } as unknown as Application,
    [
      {
        field: 'secret',
        moved: '',
        read: ({ secret }) => secret as string,
        write: (options, secret) => ({ ...options, secret }),
        boundTo: ({ apiBaseUrl, proxyUrl }) => JSON.stringify([apiBaseUrl, proxyUrl]),
      },
    ],
  ).close(good);
  expect(before.proxyUrl).toBe(good.proxyUrl);
  expect(used(before).secret).toBe(SECRET);
  const now = optionsToStore(before, atRest);
  expect(now.secret).not.toBe(before.secret);
  expect(used(now)).toMatchObject({ secret: SECRET, proxyUrl: `${good.proxyUrl}/` });
});
