/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import { SAMPLE } from '../../../simulator';
import { Contacts, type ContactsOptions } from '../accounts/contacts/contacts';
import { Writes } from '../accounts/writes';
import { serviceOf } from '../service';
import { contactsOf, findPhone } from './support/contact-rows';
import { addUserByNobody, sharedSuite } from './support/suite';
import { DIALECTS } from './support/test-app';

describe.each(DIALECTS)('going through all users on %s', (dialect) => {
  const suite = sharedSuite({ dialect, plugins: ['user-data-sync', 'verification'] });
  const model = (name: string) => suite.app.db.getModel(name);
  const lines: string[] = [];

  /** Another process, which goes through them a few at a time. */
  const process = (options: Partial<ContactsOptions> = {}) => {
    const log = (message: string, meta?: object) => void lines.push(`${message} ${JSON.stringify(meta ?? {})}`);
    return new Contacts({
      db: suite.app.db,
      writes: new Writes(dialect === 'sqlite'),
      log: { info: log, warn: log },
      pace: { users: 2, pauseMs: 0 },
      ...options,
    });
  };
  const goThrough = async (contacts = process()) => {
    contacts.upkeep.start();
    await contacts.upkeep.finished;
  };
  const progress = () => process().progress.read();
  /** As if version 0.1 had run here until now. */
  const forget = async () => {
    await model('wecomContacts').destroy({ where: {} });
    await model('wecomProgress').destroy({ where: {} });
  };

  beforeEach(async () => {
    lines.length = 0;
    for (const name of ['userDataSyncRecords', 'userDataSyncRecordsResources', 'usersVerifiers', 'verifiers']) {
      await model(name).destroy({ where: {} });
    }
    await model('verifiers').bulkCreate([
      { name: 'sms', verificationType: 'sms-otp' },
      { name: 'totp', verificationType: 'totp' },
    ]);
  });

  /** Users as an installation has them before this plugin looks, with what a first sign-in should find for each. */
  const people = async () => {
    const typed = {
      created: '13800000001',
      'created, in an unusual form': '（+86）138 0000 0002',
      'created, of another country': '00852-9123 4567',
      linked: '8613800000003',
      synchronised: '+86 138-0000-0004',
      'synchronised with another number': '13800000005',
      'self-registered': '13800000006',
      'self-registered, in an unusual form': '138\u200b0000\u200b0007',
      'made by the own hand': '13800000008',
      'without a number': 'none',
    };
    const id: Record<string, number> = {};
    for (const [name, phone] of Object.entries(typed)) {
      id[name] = (await addUserByNobody(suite.app, { username: name.replace(/\W/g, '_'), phone })).id;
    }
    const created = Object.keys(typed).filter((name) => name.startsWith('created'));
    for (const name of created) await model('users').update({ createdById: 1 } as never, { where: { id: id[name] } });
    const own = id['made by the own hand'];
    await model('users').update({ createdById: own } as never, { where: { id: own } });
    await model('wecomAccounts').create({ corpId: SAMPLE.corpId, memberId: 'linked', userId: id.linked });
    for (const [name, phone] of [
      ['synchronised', '13800000004'],
      ['synchronised with another number', '13800000099'],
    ] as const) {
      const record = { sourceName: 'hr', sourceUk: name, dataType: 'user', metaData: { uid: name, phone } };
      const { id: recordId } = (await model('userDataSyncRecords').create(record)).get() as { id: number };
      await model('userDataSyncRecordsResources').create({ recordId, resource: 'users', resourcePk: String(id[name]) });
    }
    await model('usersVerifiers').bulkCreate(
      [
        { verifier: 'sms', userId: id['self-registered'], uuid: '138 0000 0016', meta: {} },
        { verifier: 'totp', userId: id['self-registered'], uuid: '13800000017', meta: {} },
      ],
      { hooks: false },
    );
    await forget();
    const found = (name: string, trusted: boolean) => [`${id[name]} ${trusted ? 'trusted' : 'not trusted'}`];
    return {
      id,
      findings: {
        '13800000001': found('created', true),
        '13800000002': found('created, in an unusual form', true),
        '+85291234567': found('created, of another country', true),
        '13800000003': found('linked', true),
        '13800000004': found('synchronised', true),
        '13800000005': found('synchronised with another number', false),
        '13800000006': found('self-registered', false),
        '13800000007': found('self-registered, in an unusual form', false),
        '13800000008': found('made by the own hand', false),
        '13800000016': found('self-registered', true),
        '13800000017': [],
      } as Record<string, string[]>,
    };
  };
  const findings = async (expected: Record<string, string[]>) => {
    const found: Record<string, string[]> = {};
    for (const phone of Object.keys(expected)) found[phone] = await findPhone(suite.app, phone);
    return found;
  };

  it('S-39 trusts those whom somebody else made, who were synchronised, or whom version 0.1 linked', async () => {
    const expected = await people();
    await goThrough();
    expect(await findings(expected.findings)).toEqual(expected.findings);
    expect(await contactsOf(suite.app, expected.id.created!)).toEqual({ 'phone user': '13800000001 creator' });
    expect(await contactsOf(suite.app, expected.id.linked!)).toEqual({ 'phone user': '13800000003 link' });
    expect(await contactsOf(suite.app, expected.id.synchronised!)).toEqual({ 'phone user': '13800000004 sync' });
    expect(await contactsOf(suite.app, expected.id['without a number']!)).toEqual({});
    expect(await progress()).toMatchObject({ stage: 'done', done: 11, total: 11 });
  });

  it('S-39 first sign-ins find the same people while it has not begun, in the middle, and afterwards', async () => {
    const expected = await people();
    // NocoBase's own process has seen the end of an earlier look, and does not ask again.
    const { contacts } = serviceOf(suite.app);
    await contacts.progress.restart();
    expect(await findings(expected.findings)).toEqual(expected.findings);
    let stops = 0;
    while ((await progress())?.stage !== 'done') {
      const other = process();
      const write = other.progress.write.bind(other.progress);
      jest.spyOn(other.progress, 'write').mockImplementation(async (at) => {
        await write(at);
        void other.upkeep.stop();
      });
      await goThrough(other);
      expect(await findings(expected.findings)).toEqual(expected.findings);
      stops += 1;
      expect(stops).toBeLessThan(20);
    }
    expect(stops).toBeGreaterThan(5);
  });

  it('goes on where it was stopped, also in another process, and says how far it is', async () => {
    await people();
    let now = 0;
    const first = process({ now: () => now });
    const write = first.progress.write.bind(first.progress);
    jest.spyOn(first.progress, 'write').mockImplementation(async (at) => {
      now += 6_000;
      await write(at);
      if (at.done >= 4) void first.upkeep.stop();
    });
    await goThrough(first);
    expect(await progress()).toMatchObject({ stage: 'users', done: 4, total: 11 });
    expect(lines.join('\n')).toMatch(/taking all users .*"total":11[\s\S]*gone through \{"done":4,"total":11\}/);
    await goThrough();
    expect(await progress()).toMatchObject({ stage: 'done', done: 11 });
    expect(lines.join('\n')).toMatch(/all users are in the index .*"users":11/);
  });

  it('takes many numbers in unusual forms at once, and another look changes nothing', async () => {
    const count = 60;
    await model('users').bulkCreate(
      Array.from({ length: count }, (_, index) => ({
        nickname: `Unusual ${index}`,
        phone: `+86 138-1000-${String(index).padStart(4, '0')}`,
        email: `"quoted ${index}'"@Example.com`,
        createdById: 1,
      })) as never[],
      { hooks: false },
    );
    await forget();
    await goThrough(process({ pace: { users: 1_000, pauseMs: 0 } }));
    const rows = () => model('wecomContacts').findAll({ where: { kind: 'phone' }, order: ['key'], raw: true });
    const first = (await rows()) as unknown as { key: string; writer: string; waiting: unknown; userId: unknown }[];
    const unusual = first.filter(({ key }) => key.startsWith('1381000'));
    expect(unusual).toHaveLength(count);
    expect(unusual.map(({ key }) => key)).toEqual(
      Array.from({ length: count }, (_, index) => `1381000${String(index).padStart(4, '0')}`),
    );
    expect(new Set(unusual.map(({ writer, waiting }) => `${writer} ${Number(waiting)}`))).toEqual(
      new Set(['creator 0']),
    );
    await goThrough(process({ pace: { users: 1_000, pauseMs: 0 } }));
    expect(await rows()).toEqual(first);
  });

  it('leaves what a save writes meanwhile', async () => {
    const { id } = await people();
    const other = process();
    const write = other.progress.write.bind(other.progress);
    let saved = false;
    jest.spyOn(other.progress, 'write').mockImplementation(async (at) => {
      await write(at);
      if (saved) return;
      saved = true;
      const user = await model('users').findByPk(id.created);
      await user?.update({ phone: '13800000055' });
    });
    await goThrough(other);
    expect(await contactsOf(suite.app, id.created!)).toEqual({ 'phone user': '13800000055 unknown' });
  });

  it('is done by one process at a time; another takes over when that one is silent', async () => {
    await people();
    let now = 1_000_000;
    const dead = process({ now: () => now });
    expect(await dead.progress.claim()).toMatchObject({ stage: 'records' });
    const other = process({ now: () => now });
    expect(await other.progress.claim()).toBeUndefined();
    expect(await dead.progress.claim()).toBeDefined();
    now += 61_000;
    await goThrough(other);
    expect(await progress()).toMatchObject({ stage: 'done' });
  });

  it('begins once when two processes start at the same moment', async () => {
    await people();
    const claims = await Promise.all([process().progress.claim(), process().progress.claim()]);
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it('S-39 repairs what was written past NocoBase, and trusts nobody for it', async () => {
    const { id } = await people();
    await goThrough();
    const { sequelize } = suite.app.db;
    const set = (user: string, phone: string) =>
      sequelize.query(`UPDATE users SET phone = ${phone} WHERE id = ${id[user]}`);
    await set('created', "'13800000041'");
    await set('created, of another country', "'+852 9123 4568'");
    await set('linked', 'NULL');
    await set('without a number', "'13800000042'");
    await sequelize.query(`DELETE FROM users WHERE id = ${id['made by the own hand']}`);
    await model('usersVerifiers').destroy({ where: {}, hooks: false });
    await goThrough();
    expect(await contactsOf(suite.app, id.created!)).toEqual({ 'phone user': '13800000041 unknown' });
    expect(await contactsOf(suite.app, id['created, of another country']!)).toEqual({
      'phone user': '85291234568 unknown',
    });
    expect(await contactsOf(suite.app, id.linked!)).toEqual({});
    expect(await contactsOf(suite.app, id['without a number']!)).toEqual({ 'phone user': '13800000042 unknown' });
    expect(await contactsOf(suite.app, id['made by the own hand']!)).toEqual({});
    expect(await contactsOf(suite.app, id['self-registered']!)).toEqual({ 'phone user': '13800000006 unknown' });
    expect(await contactsOf(suite.app, id['created, in an unusual form']!)).toEqual({
      'phone user': '13800000002 creator',
    });
  });

  it('S-39 takes users who came while the plugin was disabled for those from before, and changed numbers not', async () => {
    const { id } = await people();
    await goThrough();
    const { sequelize } = suite.app.db;
    await sequelize.query(`UPDATE users SET phone = '13800000051' WHERE id = ${id.created}`);
    const { id: late } = await addUserByNobody(suite.app, { username: 'late', phone: '13800000052' });
    await model('wecomContacts').destroy({ where: { userId: late } });
    await sequelize.query(
      `UPDATE users SET ${dialect === 'postgres' ? '"createdById"' : 'createdById'} = 1 WHERE id = ${late}`,
    );
    await suite.app.pm.get('auth-wecom')?.afterEnable();
    await goThrough();
    expect(await findPhone(suite.app, '13800000051')).toEqual([`${id.created} not trusted`]);
    expect(await findPhone(suite.app, '13800000052')).toEqual([`${late} trusted`]);
  });

  it('after an update without an upgrade makes its tables, so that users can be saved', async () => {
    const { findings: expected } = await people();
    const { sequelize } = suite.app.db;
    await sequelize.getQueryInterface().dropTable('wecomContacts');
    await sequelize.getQueryInterface().dropTable('wecomProgress');
    await suite.app.restart();
    await serviceOf(suite.app).contacts.upkeep.finished;
    expect(await findings(expected)).toEqual(expected);
    const { id } = await addUserByNobody(suite.app, { username: 'late', phone: '13800000061' });
    expect(await contactsOf(suite.app, id)).toEqual({ 'phone user': '13800000061 unknown' });
    // The same table as an upgrade makes it.
    await suite.app.db.getCollection('wecomContacts').sync();
    const columns = await suite.app.db.sequelize.getQueryInterface().describeTable('wecomContacts');
    expect(Object.keys(columns).sort()).toEqual(['id', 'key', 'kind', 'source', 'userId', 'waiting', 'writer']);
    if (dialect !== 'mariadb') return;
    const [rows] = await suite.app.db.sequelize.query("SHOW FULL COLUMNS FROM wecomContacts WHERE Field = 'key'");
    expect(rows).toEqual([expect.objectContaining({ Collation: 'utf8mb4_bin' })]);
  });
});
