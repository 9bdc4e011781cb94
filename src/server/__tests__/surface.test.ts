/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
/** What this plugin adds to NocoBase's surface, found by comparing two running applications, and who gets in there (S-64). */
import { SAMPLE } from '../../../simulator';
import { Administrator } from './support/administrator';
import { Browser } from './support/browser';
import { sharedSuite } from './support/suite';
import { added, type Surface, surfaceOf } from './support/surface';
import { startTestApp } from './support/test-app';
import { signIn } from './support/wecom';

// One after the other: both run in this process, which has one gateway.
let before: Surface;
beforeAll(async () => {
  const without = await startTestApp({ withoutPlugin: true });
  before = surfaceOf(without.app);
  await without.close();
});

describe('with the plugin', () => {
  const suite = sharedSuite({ keep: true, authenticator: { options: { signupWithoutPhone: true } } });
  let own: Surface;
  beforeAll(() => {
    own = added(surfaceOf(suite.app), before);
  });

  it('S-35 S-64 nothing is open but what is meant to be', () => {
    expect(own).toMatchObject({
      handlers: [],
      allowed: [
        'wecom:askAdministrator public',
        'wecom:authorize public',
        'wecom:cancelLink loggedIn',
        // Whoever posts events has to know Token and EncodingAESKey (S-62).
        'wecom:contacts public',
        'wecom:events public',
        'wecom:link loggedIn',
        'wecom:links loggedIn',
        'wecom:startLink loggedIn',
        'wecom:unlink loggedIn',
      ],
      snippets: [
        'pm.auth.authenticators wecom:checkSettings',
        'pm.auth.authenticators wecom:settingsRights',
        'pm.auth.authenticators wecomDirectory:eventSettings',
        'pm.auth.authenticators wecomDirectory:newKeys',
        'pm.notification.channels wecom:testMessage',
        'pm.user-data-sync wecomDirectory:check',
        'pm.user-data-sync wecomDirectory:eventSettings',
        'pm.user-data-sync wecomDirectory:newKeys',
        'pm.users.wecom wecomDirectory:*',
        'pm.users.wecom wecomLinks:*',
      ],
      // The documents and the page of those who wait while NocoBase starts.
      beforeRequests: [expect.anything(), expect.anything()],
      gateway: ['handler 1', 'handler 2'],
      sockets: [],
    });
    const resources = new Set(own.actions.map((action) => action.split(':')[0]));
    expect(resources).toEqual(new Set(['wecom', 'wecomDirectory', 'wecomLinks']));
    expect(own.collections.length).toBeGreaterThan(4);
    expect(own.collections.filter((name) => !name.startsWith('wecom'))).toEqual([]);
  });

  const USUAL = 'list get create update destroy query firstOrCreate updateOrCreate add set remove toggle move';

  /** Every action of our resources, and every usual one on our tables, with what it needs to get as far as the permission. */
  function everything(): { action: string; query: string; values: object }[] {
    const ofTables = own.collections.flatMap((name) => {
      const key = suite.app.db.getCollection(name).model.primaryKeyAttribute;
      return USUAL.split(' ').map((action) => ({
        action: `${name}:${action}`,
        query: `filterByTk=1&filterKeys[]=${key}`,
        values: { [key]: 1 },
      }));
    });
    return [...own.actions.map((action) => ({ action, query: 'filterByTk=1', values: { x: 1 } })), ...ofTables];
  }
  const PUBLIC = ['wecom:authorize', 'wecom:askAdministrator'];
  const OWN = ['links', 'startLink', 'link', 'cancelLink', 'unlink'].map((action) => `wecom:${action}`);

  /** Those of {@link everything} that let somebody in: whoever is refused gets 401 or 403, or 404 where nothing is. */
  async function openTo(headers: Record<string, string>): Promise<string[]> {
    const open: string[] = [];
    for (const { action, query, values } of everything()) {
      const { status, body } = await new Browser(suite.app).post(`/api/${action}?${query}`, values, headers);
      // `wecom:link` and others refuse by themselves, with a code of ours: the door was open.
      const isOpen = ![401, 403, 404].includes(status) || /^WECOM_/.test(String(body?.errors?.[0]?.code));
      if (isOpen) open.push(action);
    }
    return open.sort();
  }

  it('S-35 S-64 nobody gets in anywhere else without a session', async () => {
    expect(everything().length).toBeGreaterThan(60);
    expect(await openTo({})).toEqual([...PUBLIC].sort());
  });

  it('S-35 S-64 a member gets to the own links, and to nothing of others', async () => {
    const { data } = await signIn(suite.app, suite.simulator, { userid: SAMPLE.members.newcomer });
    const headers = { Authorization: `Bearer ${data.token}`, 'X-Authenticator': 'wecom' };
    const open = await openTo(headers);
    expect(open.filter((action) => ![...PUBLIC, ...OWN].includes(action))).toEqual([]);
    expect(open).toEqual(expect.arrayContaining(['wecom:authorize', 'wecom:links']));
  });

  /** For the forms that have Token and EncodingAESKey. */
  const KEYS = ['wecomDirectory:check', 'wecomDirectory:newKeys'];

  it('S-31 S-35 no answer of ours is for a cache', async () => {
    const root = await Administrator.of(suite.app);
    const kept: string[] = [];
    let seen = 0;
    for (const action of own.actions) {
      const sent = { Authorization: root.authorization };
      const { status, headers } = await new Browser(suite.app).get(`/api/${action}`, sent);
      // NocoBase's own refusals say nothing, and take all headers off.
      if (status >= 400) continue;
      seen += 1;
      if (!headers['cache-control']?.includes('no-store')) kept.push(action);
    }
    expect(kept).toEqual([]);
    expect(seen).toBeGreaterThan(10);
  });

  it.each([
    ['pm.auth.authenticators', ['wecom:checkSettings', 'wecom:settingsRights', 'wecomDirectory:newKeys']],
    ['pm.user-data-sync', KEYS],
    ['pm.users', []],
    ['pm.notification.channels', ['wecom:testMessage']],
  ])('S-35 S-64 the permission %s opens only its own', async (snippet, actions) => {
    const name = snippet.replaceAll('.', '-');
    const { authorization } = await Administrator.withRights(suite.app, `only-${name}`, [snippet]);
    const open = await openTo({ Authorization: authorization, 'X-Authenticator': 'basic' });
    expect(open.filter((action) => ![...PUBLIC, ...OWN].includes(action))).toEqual(actions);
  });
});
