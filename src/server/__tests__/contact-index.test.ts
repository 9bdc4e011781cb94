/** @jest-environment <rootDir>/src/server/__tests__/support/quiet-environment.ts */
import fc from 'fast-check';
import { normalFormOf } from '../accounts/contact-forms';
import { familyOf, Sql, select, sql } from '../accounts/contacts/sql';
import { mayHold, usualForm } from '../accounts/contacts/usual-form';
import { serviceOf } from '../service';
import { Administrator } from './support/administrator';
import { contactsOf, findEmail, findPhone } from './support/contact-rows';
import { Person } from './support/person';
import { addUserByNobody, sharedSuite } from './support/suite';
import { DIALECTS } from './support/test-app';

const PHONE = '13800000001';
const OTHER = '13900000002';
const KINDS = ['phone', 'email'] as const;

const typedPhone = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.stringMatching(/^[+0-9 ().-]{0,20}$/),
  fc.stringMatching(/^(\+86|86|0086|\+|00|\+852)?1[3-9]\d{9}\n?$/),
  fc.stringMatching(/^\+?[0-9]{4,16}$/),
  fc.stringMatching(/^[０-９]{11}$/),
);
const typedEmail = fc.oneof(
  fc.emailAddress(),
  fc.stringMatching(/^[A-Za-z.]{1,6}@[A-Za-z.-]{1,8}\s?$/),
  fc.stringMatching(/^[a-zéK]{1,6}@{1,2}[a-zＡ．]{1,8}$/),
);

describe.each(DIALECTS)('the index of contacts on %s', (dialect) => {
  const suite = sharedSuite({ dialect, plugins: ['ui-schema-storage'] });
  const statements: string[] = [];
  const spy = async <T>(run: () => Promise<T>): Promise<T> => {
    const { options } = suite.app.db.sequelize as unknown as { options: { logging: unknown } };
    statements.length = 0;
    options.logging = (text: string) => statements.push(text);
    try {
      return await run();
    } finally {
      options.logging = false;
    }
  };
  /** How many of the last statements write contacts, and how many statements there were in all. */
  const ofContacts = () => statements.filter((text) => text.includes('wecomContacts')).length;

  describe('costs', () => {
    const save = async (values: object) => {
      const { id } = await addUserByNobody(suite.app, {
        username: 'zhangwei',
        phone: PHONE,
        email: 'zhangwei@example.com',
      });
      const repository = suite.app.db.getRepository('users');
      await spy(() => repository.update({ filterByTk: id, values }));
      return ofContacts();
    };

    it.each([
      ['a save of other fields no statement', { nickname: 'Zhang' }, 0],
      ['a save of the same number no statement', { phone: PHONE, nickname: 'Zhang' }, 0],
      ['a save of the same number in another form no statement', { phone: `+86 ${PHONE}` }, 0],
      ['a save of another number one statement', { phone: OTHER }, 1],
      ['a save of number and address one statement', { phone: OTHER, email: 'other@example.com' }, 1],
      ['a save that takes the number out one statement', { phone: null }, 1],
      ['a save that takes both out one statement', { phone: null, email: null }, 1],
      ['a save that takes one out and writes the other two statements', { phone: null, email: 'other@example.com' }, 2],
    ])('%s', async (_, values, count) => {
      expect(await save(values)).toBe(count);
    });

    it('one statement for a new user, in the same transaction as the user', async () => {
      await spy(() =>
        addUserByNobody(suite.app, { username: 'zhangwei', phone: PHONE, email: 'zhangwei@example.com' }),
      );
      expect(ofContacts()).toBe(1);
      const transactionOf = (table: RegExp) =>
        /Executing \((.*?)\)/.exec(statements.find((text) => table.test(text)) ?? '')?.[1];
      expect(transactionOf(/INSERT INTO .wecomContacts/)).not.toBe('default');
      expect(transactionOf(/INSERT INTO .wecomContacts/)).toBe(transactionOf(/INSERT INTO .users/));
    });

    it('no statement for a new user without both', async () => {
      await spy(() => addUserByNobody(suite.app, { username: 'zhangwei' }));
      expect(ofContacts()).toBe(0);
    });
  });

  describe('keeps with the user', () => {
    it('nothing of a save that is rolled back', async () => {
      const { id } = await addUserByNobody(suite.app, { username: 'zhangwei', phone: PHONE });
      const users = suite.app.db.getModel('users');
      const failing = suite.app.db.sequelize.transaction(async (transaction) => {
        const user = await users.findByPk(id, { transaction });
        await user?.update({ phone: OTHER }, { transaction });
        throw new Error('rolled back');
      });
      await expect(failing).rejects.toThrow('rolled back');
      expect(await contactsOf(suite.app, id)).toEqual({ 'phone user': `${PHONE} unknown` });
    });

    it('nothing when the user is deleted', async () => {
      const { id } = await addUserByNobody(suite.app, {
        username: 'zhangwei',
        phone: PHONE,
        email: 'zhangwei@example.com',
      });
      await suite.app.db.getRepository('users').destroy({ filterByTk: id });
      expect(await contactsOf(suite.app, id)).toEqual({});
    });

    it('all of a bulk update, where some have the new value already', async () => {
      const { db } = suite.app;
      const ids = [];
      for (const phone of [PHONE, OTHER, null]) {
        ids.push((await addUserByNobody(suite.app, { username: `user${ids.length}`, phone })).id);
      }
      await db.getModel('users').update({ phone: null } as never, { where: { id: ids } });
      for (const id of ids) expect(await contactsOf(suite.app, id)).toEqual({});
    });

    it('what stood there, when a user is saved who was read without it', async () => {
      const administrator = await Administrator.of(suite.app);
      const { body } = await administrator.post('users:create', {
        username: 'zhangwei',
        password: 'Password-1',
        phone: PHONE,
      });
      const user = await suite.app.db.getModel('users').findByPk(body.data.id, { attributes: ['id'] });
      await user?.update({ phone: `+86${PHONE}` });
      expect(await contactsOf(suite.app, body.data.id)).toEqual({ 'phone user': `${PHONE} administrator` });
    });

    it('a save without a transaction, also when the index cannot be written', async () => {
      const { id } = await addUserByNobody(suite.app, { username: 'zhangwei', phone: PHONE });
      const { db } = suite.app;
      const user = await db.getModel('users').findByPk(id);
      const rows = (serviceOf(suite.app).contacts as unknown as { rows: object }).rows as { put(): Promise<void> };
      const put = jest.spyOn(rows, 'put').mockRejectedValueOnce(new Error('no disk'));
      await user?.update({ phone: OTHER });
      put.mockRestore();
      expect(suite.testApp.log.text).toContain('could not be taken into the index');
      expect(await findPhone(suite.app, PHONE)).toEqual([]);
      expect(await findPhone(suite.app, OTHER)).toEqual([`${id} not trusted`]);
    });
  });

  describe('finds', () => {
    it.each([
      ['85291234567', '+85291234567'],
      ['+85291234567', '85291234567'],
      ['００８５２ ９１２３ ４５６７', '85291234567'],
      ['\u202d+86 138-0000-0001\u202c', PHONE],
    ])('a number stored as %j by %s', async (stored, typed) => {
      const { id } = await addUserByNobody(suite.app, { phone: stored });
      expect(await findPhone(suite.app, typed)).toEqual([`${id} not trusted`]);
    });

    it('S-15 no address that only looks the same', async () => {
      const { id } = await addUserByNobody(suite.app, { email: 'José@Example.com' });
      expect(await findEmail(suite.app, 'jose@example.com')).toEqual([]);
      expect(await findEmail(suite.app, 'josé@example.com')).toEqual([`${id} not trusted`]);
    });

    it('S-39 the trusted one among very many who wrote the number in other forms', async () => {
      const { db } = suite.app;
      const forms = Array.from({ length: 40 }, (_, index) => ({
        username: `mallory${index}`,
        phone: `${PHONE.slice(0, 3)}${' '.repeat(index + 1)}${PHONE.slice(3)}`,
      }));
      await db.getModel('users').bulkCreate(forms);
      const administrator = await Administrator.of(suite.app);
      const { body } = await administrator.post('users:create', {
        username: 'zhangwei',
        password: 'Password-1',
        phone: `0086-${PHONE}`,
      });
      expect(await findPhone(suite.app, PHONE)).toContain(`${body.data.id} trusted`);
    });

    it('nobody whose row says something else meanwhile', async () => {
      const { id } = await addUserByNobody(suite.app, { phone: PHONE });
      await suite.app.db.sequelize.query(`UPDATE users SET phone = NULL WHERE id = ${id}`);
      expect(await findPhone(suite.app, PHONE)).toEqual([]);
    });
  });

  describe('waits for the word of an administrator', () => {
    const { waiting, accept } = {
      waiting: (page = 1, pageSize = 20) => serviceOf(suite.app).contacts.waiting({ page, pageSize }),
      accept: (id: number, key: string) => serviceOf(suite.app).contacts.accept(id, 'phone', key as never),
    };

    it('by pages, the newest first', async () => {
      const ids: string[] = [];
      for (let index = 0; index < 5; index += 1) {
        const { id } = await addUserByNobody(suite.app, {
          username: `user${index}`,
          nickname: `User ${index}`,
          phone: `1380000010${index}`,
        });
        ids.unshift(String(id));
      }
      const first = await waiting(1, 2);
      expect(first.rows.map(({ userId }) => userId)).toEqual(ids.slice(0, 2));
      expect(first.rows[0]).toEqual({
        userId: ids[0],
        nickname: 'User 4',
        username: 'user4',
        selfRegistered: true,
        kind: 'phone',
        value: '13800000104',
        key: '13800000104',
        writer: 'unknown',
        shared: false,
      });
      expect((await waiting(3, 2)).rows.map(({ userId }) => userId)).toEqual(ids.slice(4));
      // The installation's own user has an address, for which nobody can be named either.
      expect(first.count - 5).toBe((await waiting(1, 500)).rows.filter(({ kind }) => kind === 'email').length);
    });

    it('once, for what the administrator saw', async () => {
      const { id } = await addUserByNobody(suite.app, { phone: PHONE });
      expect(await accept(id, OTHER)).toBe(false);
      expect(await accept(id, PHONE)).toBe(true);
      expect(await contactsOf(suite.app, id)).toEqual({ 'phone user': `${PHONE} administrator` });
      expect(await accept(id, PHONE)).toBe(false);
    });

    it('and says which number several users have, and who was made by somebody', async () => {
      const administrator = await Administrator.of(suite.app);
      const { body } = await administrator.post('users:create', {
        username: 'zhangwei',
        password: 'Password-1',
        phone: OTHER,
      });
      const zhangwei = await Person.of(suite.app, 'zhangwei');
      await zhangwei.post('users:updateProfile', { username: 'zhangwei', nickname: 'Z', phone: `+86${PHONE}` });
      await addUserByNobody(suite.app, { phone: PHONE });
      const { rows } = await waiting();
      const row = rows.find(({ userId }) => userId === String(body.data.id));
      expect(row).toMatchObject({ selfRegistered: false, shared: true, value: `+86${PHONE}`, key: PHONE });
    });
  });

  it.each(KINDS)('has in SQL the same normal form of a %s as in JavaScript, or none (2,000 inputs)', async (kind) => {
    const inputs = fc
      .sample(kind === 'phone' ? typedPhone : typedEmail, { numRuns: 2000, seed: 7 })
      // PostgreSQL stores no NUL, and SQLite's texts end at it.
      .filter((text) => !text.includes('\0'));
    const family = familyOf(suite.app.db);
    const typed = new Sql(dialect === 'postgres' ? 'CAST($1 AS text)' : '$1');
    let usual = 0;
    for (const input of inputs) {
      const column = new Sql('typed');
      const [row] = await select<{ usual: string | null }>(
        suite.app.db,
        sql`SELECT ${usualForm(family, kind, column)} AS usual FROM (SELECT ${new Sql(typed.text, [input])} AS typed) AS t`,
      );
      if (row?.usual === null) continue;
      usual += 1;
      expect([input, row?.usual]).toEqual([input, normalFormOf(kind, input)]);
    }
    expect(usual).toBeGreaterThan(20);
  });

  it('knows in SQL a number with the gaps that people type, but none with digits left out', async () => {
    const cast = dialect === 'postgres' ? 'CAST($1 AS text)' : '$1';
    const usual = usualForm(familyOf(suite.app.db), 'phone', new Sql('typed'));
    for (const [typed, expected] of [
      ['+86 138-0000-0001', PHONE],
      ['138 0000 0001', PHONE],
      ['0086 138--00000001', PHONE],
      ['138---00000001', null],
      ['138 0000 000', null],
    ] as const) {
      const of = sql`SELECT ${usual} AS usual FROM (SELECT ${new Sql(cast, [typed])} AS typed) AS t`;
      expect([typed, await select(suite.app.db, of)]).toEqual([typed, [{ usual: expected }]]);
    }
  });

  it('lets through, before it is complete, every form of a number that it would find', async () => {
    const family = familyOf(suite.app.db);
    for (const stored of [`+86 ${PHONE}`, '１３８０００００００１', '138\u200b0000\u200b0001', `\t${PHONE}`]) {
      const condition = mayHold(family, 'phone', new Sql('typed'), PHONE as never);
      const cast = dialect === 'postgres' ? 'CAST($1 AS text)' : '$1';
      const rows = await select(
        suite.app.db,
        sql`SELECT typed FROM (SELECT ${new Sql(cast, [stored])} AS typed) AS t WHERE ${condition}`,
      );
      expect([stored, rows.length]).toEqual([stored, 1]);
    }
  });
});
