import type { Database, Transaction } from '@nocobase/database';
import { type Email, normalizePhone, type Phone } from '../contact-forms';
import { verifierSource } from './names';
import type { ContactRow, ContactRows } from './rows';
import { familyOf, join, Sql, select, sql, type Table, tableOf } from './sql';
import { mayHold } from './usual-form';

const BOUND = 'usersVerifiers';
const VERIFIERS = 'verifiers';

interface Bound {
  userId: unknown;
  verifier: string;
  uuid: string;
}

interface InTransaction {
  transaction?: Transaction;
}

/**
 * Numbers that people have bound to an SMS verifier: they got a code there while they were signed in. What a sign-in by SMS
 * writes (`usersAuthenticators`) proves less, namely not that nobody else has a password of the account, and is not read.
 *
 * @see NocoBase plugin-verification/src/server/collections/users-verifiers.ts, actions/verifiers.ts (`bind`)
 */
export class SmsVerifiers {
  constructor(
    private readonly db: Database,
    private readonly rows: ContactRows,
  ) {}

  register(): void {
    const { db } = this;
    const bound = (models: { get(field: string): unknown }[], { transaction }: InTransaction) => {
      const userIds = models.map((model) => String(model.get('userId')));
      return this.take((table) => ofUsers(table, userIds), transaction);
    };
    db.on(`${BOUND}.afterBulkCreate`, bound);
    db.on(`${BOUND}.afterCreate`, (model: { get(field: string): unknown }, options: InTransaction) =>
      bound([model], options),
    );
    db.on(
      `${BOUND}.afterBulkDestroy`,
      ({ where, transaction }: InTransaction & { where?: Record<string, unknown> }) => {
        const { userId, verifier } = where ?? {};
        // Anything else is found out at the look-up, and removed at the next start.
        if (!isId(userId) || typeof verifier !== 'string') return;
        return this.rows.remove({ userId, kind: 'phone', source: verifierSource(verifier) }, transaction);
      },
    );
  }

  /** @returns the rows of the index that these users' bound numbers make, as they are now */
  of(userIds: string[], transaction?: Transaction): Promise<ContactRow[]> {
    if (userIds.length === 0) return Promise.resolve([]);
    return this.read((table) => ofUsers(table, userIds), transaction);
  }

  /** The same for all users in a range of ids. */
  between(after: number, upTo: number): Promise<ContactRow[]> {
    return this.read((table) => sql`${table.column('userId')} > ${after} AND ${table.column('userId')} <= ${upTo}`);
  }

  /** The same for all users after this id who may have the number; reads all rows. */
  having(phone: Phone | Email, after: number, transaction?: Transaction): Promise<ContactRow[]> {
    const held = (table: Table) => mayHold(familyOf(this.db), 'phone', table.column('uuid'), phone);
    return this.read((table) => sql`${table.column('userId')} > ${after} AND ${held(table)}`, transaction);
  }

  private async take(where: (table: Table) => Sql, transaction?: Transaction): Promise<void> {
    await this.rows.put(await this.read(where, transaction), transaction);
  }

  private async read(where: (table: Table) => Sql, transaction?: Transaction): Promise<ContactRow[]> {
    if (!this.db.hasCollection(BOUND) || !this.db.hasCollection(VERIFIERS)) return [];
    const bound = tableOf(this.db, BOUND, 'b');
    const verifier = tableOf(this.db, VERIFIERS, 'v');
    const userId = new Sql(this.db.sequelize.getQueryInterface().quoteIdentifier('userId'));
    const rows = await select<Bound>(
      this.db,
      sql`SELECT ${bound.column('userId')} AS ${userId}, ${bound.column('verifier')} AS verifier,
        ${bound.column('uuid')} AS uuid FROM ${bound.name} JOIN ${verifier.name}
        ON ${verifier.column('name')} = ${bound.column('verifier')}
        WHERE ${verifier.column('verificationType')} = ${'sms-otp'} AND ${where(bound)}`,
      transaction,
    );
    return rows.flatMap(({ userId, verifier, uuid }) => {
      const key = normalizePhone(uuid);
      if (!key) return [];
      return { userId: String(userId), kind: 'phone', source: verifierSource(verifier), key, writer: 'sms' } as const;
    });
  }
}

function ofUsers(table: Table, userIds: string[]): Sql {
  return sql`${table.column('userId')} IN (${join(userIds.map((id) => sql`${id}`))})`;
}

function isId(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
