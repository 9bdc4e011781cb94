import { EventEmitter } from 'node:events';
import type { Application } from '@nocobase/server';
import { SettingsSource } from '../source';

const NAME = 'wecom';
const stored = (corpId: string) => ({
  corpId,
  agentId: '1000002',
  secret: 'the-secret',
  origin: 'https://app.example.com',
});

/** An application with one authenticator, whose row this and other nodes change. */
function application(open = (options: Record<string, unknown>) => options) {
  const db = new EventEmitter();
  const row = {
    options: stored('ww-first') as Record<string, unknown>,
    exists: true,
    reads: 0,
    hold: Promise.resolve(),
  };
  const findAll = async () => {
    row.reads += 1;
    const { options, exists } = row;
    await row.hold;
    const values: Record<string, unknown> = { name: NAME, options, enabled: true };
    return exists ? [{ get: (field: string) => values[field] }] : [];
  };
  const app = {
    db: Object.assign(db, { getModel: () => ({ findAll }), hasCollection: () => false }),
    environment: { getVariables: () => ({ SECRET: value.now }) },
  };
  const value = { now: 'a-value' };
  const clock = { now: 0 };
  const source = new SettingsSource(app as unknown as Application, { open }, () => clock.now);
  return { db, row, clock, value, source, corpId: async () => (await source.load(NAME)).corpId };
}

it('settings that were changed at another node count a second later', async () => {
  const { row, clock, corpId } = application();
  expect(await corpId()).toBe('ww-first');
  row.options = stored('ww-second');
  clock.now = 999;
  expect(await corpId()).toBe('ww-first');
  clock.now = 1_000;
  expect(await corpId()).toBe('ww-second');
});

it('many sign-ins in one second read the settings once', async () => {
  const { row, corpId } = application();
  for (let index = 0; index < 20; index += 1) await corpId();
  expect(row.reads).toBe(1);
});

it.each(['afterSave', 'afterDestroy', 'afterBulkUpdate', 'afterBulkDestroy'])(
  'settings that were changed at this node count at once (%s)',
  async (change) => {
    const { db, row, corpId } = application();
    await corpId();
    row.options = stored('ww-second');
    db.emit(`authenticators.${change}`, {}, {});
    expect(await corpId()).toBe('ww-second');
  },
);

it('settings that were read while a transaction changed them count no longer than that', async () => {
  const { db, row, corpId } = application();
  let commit = () => {};
  const transaction = { afterCommit: (run: () => void) => (commit = run) };
  db.emit('authenticators.afterSave', {}, { transaction });
  expect(await corpId()).toBe('ww-first');
  row.options = stored('ww-second');
  commit();
  expect(await corpId()).toBe('ww-second');
});

it('a read that a change has overtaken serves one request only', async () => {
  const { db, row, corpId } = application();
  let goOn = () => {};
  row.hold = new Promise((resolve) => (goOn = resolve));
  const slow = corpId();
  row.options = stored('ww-second');
  db.emit('authenticators.afterSave', {}, {});
  goOn();
  expect(await slow).toBe('ww-first');
  expect(await corpId()).toBe('ww-second');
});

it('S-27 an authenticator that is gone is refused, and one that another node brings back is found a second later', async () => {
  const { db, row, clock, corpId } = application();
  await corpId();
  row.exists = false;
  db.emit('authenticators.afterSave', {}, {});
  await expect(corpId()).rejects.toMatchObject({ code: 'WECOM_SETTINGS' });
  row.exists = true;
  clock.now = 1_000;
  expect(await corpId()).toBe('ww-first');
});

it('a variable that another node has changed counts within seconds', async () => {
  const { row, value, clock, source } = application();
  row.options = { ...stored('ww-first'), secret: '{{ $env.SECRET }}' };
  expect((await source.load(NAME)).secret).toBe('a-value');
  value.now = 'another-value';
  clock.now = 3_000;
  expect((await source.load(NAME)).secret).toBe('another-value');
});

it('a variable that this node has changed counts when its transaction has ended', async () => {
  const { db, row, value, source } = application();
  row.options = { ...stored('ww-first'), secret: '{{ $env.SECRET }}' };
  let commit = () => {};
  const transaction = { afterCommit: (run: () => void) => (commit = run) };
  db.emit('environmentVariables.afterSave', {}, { transaction });
  expect((await source.load(NAME)).secret).toBe('a-value');
  value.now = 'another-value';
  commit();
  expect((await source.load(NAME)).secret).toBe('another-value');
});

it('a variable inside a sealed secret counts as well', async () => {
  const { db, row, value, source } = application((options) => ({ ...options, secret: 'x-{{ $env.SECRET }}' }));
  row.options = { ...stored('ww-first'), secret: 'sealed:…' };
  expect((await source.load(NAME)).secret).toBe('x-a-value');
  value.now = 'another-value';
  db.emit('environmentVariables.afterSave', {}, {});
  expect((await source.load(NAME)).secret).toBe('x-another-value');
});

it('S-50 reads known options only, whatever got into the row', async () => {
  const { row, source } = application();
  row.options = { ...stored('ww-first'), '{{$env.nope:apiBaseUrl}}': 'https://evil.example', linkPrivileged: true };
  expect(await source.findStored(NAME)).toEqual(stored('ww-first'));
  const [enabled] = await source.enabled();
  expect(enabled?.options).toEqual(stored('ww-first'));
});
