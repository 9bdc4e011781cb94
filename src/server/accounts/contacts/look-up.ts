import type { Database, Transaction } from '@nocobase/database';
import { type ContactKind, type Email, normalFormOf, type Phone, usualForms } from '../contact-forms';
import { earlierWriters } from './earlier';
import { COLUMN, CONTACTS } from './names';
import type { Progress } from './progress';
import type { SmsVerifiers } from './sms-verifiers';
import { familyOf, join, Sql, select, sql, tableOf } from './sql';
import { mayHold } from './usual-form';
import { isTrusted, type Writer } from './writer';

/** A user who has a phone number or e-mail address at this moment. */
export interface ContactCandidate {
  userId: string;
  writer: Writer;
  /** Whether the writer makes it a match (S-39). */
  trusted: boolean;
}

/** More rows than this make no difference: several matches are refused already. Trusted ones come first. */
const LIMIT = 20;

interface Row {
  id: unknown;
  value: unknown;
  /** Null where the column of users was asked, and not the index. */
  writer: Writer | null;
  source: string | null;
}

/** Finds users by number or address. The index proposes; the user's own row, in the same transaction, decides. */
export class ContactLookUp {
  constructor(
    private readonly db: Database,
    private readonly verifiers: SmsVerifiers,
    private readonly progress: Progress,
  ) {}

  async find(kind: ContactKind, key: Phone | Email, transaction?: Transaction): Promise<ContactCandidate[]> {
    const reached = await this.progress.reached(transaction);
    const proposed = await this.propose(kind, key, transaction);
    const unindexed = reached === undefined ? [] : await this.scan(kind, key, reached, transaction);
    const inColumn = [...proposed, ...unindexed].filter(({ value }) => normalFormOf(kind, value) === key);

    const found = new Map<string, Writer>();
    const add = (userId: string, writer: Writer) => {
      const known = found.get(userId);
      if (!known || (!isTrusted(known) && isTrusted(writer))) found.set(userId, writer);
    };
    for (const { id, writer, source } of inColumn) if (writer && source === COLUMN) add(String(id), writer);
    const missing = [...new Set(inColumn.map(({ id }) => String(id)))].filter((id) => !found.has(id));
    const earlier =
      reached === undefined
        ? new Map<string, Writer>()
        : await earlierWriters(
            this.db,
            kind,
            key,
            missing.filter((id) => Number(id) > reached),
            transaction,
          );
    // Without a row of the index, nobody can be named for it: somebody wrote it past NocoBase.
    for (const id of missing) add(id, earlier.get(id) ?? 'unknown');

    if (kind === 'phone') {
      for (const { userId, writer } of await this.bound(key, proposed, reached, transaction))
        add(String(userId), writer);
    }
    return [...found].map(([userId, writer]) => ({ userId, writer, trusted: isTrusted(writer) }));
  }

  /** By index: those whom ours knows, and those whose column has a usual form, whom NocoBase's unique one knows. */
  private propose(kind: ContactKind, key: Phone | Email, transaction?: Transaction): Promise<Row[]> {
    const contact = tableOf(this.db, CONTACTS, 'c');
    const user = tableOf(this.db, 'users', 'u');
    const forms = join(usualForms(kind, key).map((form) => sql`${form}`));
    return select<Row>(
      this.db,
      sql`SELECT * FROM (
          SELECT ${user.column('id')} AS id, ${user.column(kind)} AS value, ${contact.column('writer')} AS writer,
            ${contact.column('source')} AS source
          FROM ${contact.name} JOIN ${user.name} ON ${user.column('id')} = ${contact.column('userId')}
          WHERE ${contact.column('kind')} = ${new Sql(`'${kind}'`)} AND ${contact.column('key')} = ${key}
          ORDER BY ${contact.column('waiting')}, ${contact.column('id')} LIMIT ${new Sql(String(LIMIT))}
        ) AS proposed
        UNION ALL
        SELECT ${user.column('id')}, ${user.column(kind)}, NULL, NULL FROM ${user.name}
        WHERE ${user.column(kind)} IN (${forms})`,
      transaction,
    );
  }

  /** Users whom the first look has not reached yet, whose column may have the number in an unusual form. */
  private scan(kind: ContactKind, key: Phone | Email, after: number, transaction?: Transaction): Promise<Row[]> {
    const user = tableOf(this.db, 'users', 'u');
    return select<Row>(
      this.db,
      sql`SELECT ${user.column('id')} AS id, ${user.column(kind)} AS value, NULL AS writer, NULL AS source
        FROM ${user.name} WHERE ${user.column('id')} > ${after}
        AND ${mayHold(familyOf(this.db), kind, user.column(kind), key)}`,
      transaction,
    );
  }

  private async bound(key: Phone | Email, proposed: Row[], reached: number | undefined, transaction?: Transaction) {
    const userIds = proposed.filter(({ source }) => source !== null && source !== COLUMN).map(({ id }) => String(id));
    const rows = await this.verifiers.of([...new Set(userIds)], transaction);
    if (reached !== undefined) rows.push(...(await this.verifiers.having(key, reached, transaction)));
    return rows.filter((row) => row.key === key);
  }
}
