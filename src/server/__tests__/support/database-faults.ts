import { setTimeout as sleep } from 'node:timers/promises';
import { Transaction } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import type { Dialect } from './test-app';

/** Ends a fault, and whatever waits because of it. */
export type Disarm = () => Promise<void> | void;

type InTransaction = { transaction: Transaction };

/** Runs once, when a first sign-in is about to make its user, or has made it and is about to write the link. */
function onceInMidTransaction(
  { db }: Application,
  run: (transaction: Transaction) => Promise<void>,
  event: 'users.beforeCreate' | 'wecomAccounts.beforeCreate' = 'wecomAccounts.beforeCreate',
): Disarm {
  const listener = async (_: unknown, { transaction }: InTransaction) => {
    db.off(event, listener);
    await run(transaction);
  };
  db.on(event, listener);
  return () => {
    db.off(event, listener);
  };
}

/** The database server ends the connection that the transaction runs on. */
export function loseConnection(app: Application, dialect: Dialect): Disarm {
  const { sequelize } = app.db;
  return onceInMidTransaction(app, async (transaction) => {
    if (dialect === 'sqlite') {
      // No connection to lose: the nearest thing is a disk that fails.
      throw Object.assign(new Error('SQLITE_IOERR: disk I/O error'), { code: 'SQLITE_IOERR' });
    }
    const own = dialect === 'postgres' ? 'SELECT pg_backend_pid() AS id' : 'SELECT CONNECTION_ID() AS id';
    const [[row]] = (await sequelize.query(own, { transaction })) as unknown as [[{ id: number }]];
    const id = Number(row.id);
    await sequelize.query(dialect === 'postgres' ? `SELECT pg_terminate_backend(${id})` : `KILL ${id}`);
    await sleep(50);
  });
}

/** Another node has written the same link while this one makes a user. Not for SQLite, which has one writer at a time. */
export function loseRace(app: Application, link: { corpId: string; memberId: string; userId: number }): Disarm {
  const write = () => app.db.getModel('wecomAccounts').create(link, { hooks: false });
  return onceInMidTransaction(app, async () => void (await write()), 'users.beforeCreate');
}

/** Another transaction holds the tables for a while. */
export async function lockTables(app: Application, dialect: Dialect, ms: number): Promise<Disarm> {
  const { sequelize } = app.db;
  const type = dialect === 'sqlite' ? { type: Transaction.TYPES.IMMEDIATE } : {};
  const transaction: Transaction = await sequelize.transaction(type as object);
  const users = String(
    (app.db.getModel('users').getTableName() as { tableName?: string }).tableName ??
      app.db.getModel('users').getTableName(),
  );
  if (dialect === 'postgres') await sequelize.query(`LOCK TABLE "${users}" IN EXCLUSIVE MODE`, { transaction });
  if (dialect === 'mariadb') await sequelize.query(`SELECT * FROM \`${users}\` FOR UPDATE`, { transaction });
  const released = sleep(ms).then(() => transaction.commit());
  return () => released;
}

/** Two transactions wait for each other, until the database ends one of them. */
export function deadlock(app: Application, userIds: [number, number]): Disarm {
  let other: Promise<unknown> = Promise.resolve();
  const { sequelize } = app.db;
  const touch = (id: number, transaction: Transaction) =>
    app.db.getModel('users').update({ appLang: 'en-US' }, { where: { id }, transaction, hooks: false });
  const disarm = onceInMidTransaction(app, async (transaction) => {
    const [a, b] = userIds;
    await touch(a, transaction);
    const second = await sequelize.transaction();
    await touch(b, second);
    const ours = touch(b, transaction);
    // Handled below; without this it would count as unhandled in the meantime.
    ours.catch(() => {});
    await sleep(100);
    other = touch(a, second).then(
      () => second.commit(),
      () => second.rollback().catch(() => {}),
    );
    await ours;
  });
  return async () => {
    disarm();
    await other;
  };
}
