import type { Database, Model } from '@nocobase/database';
import { type Link, linkOf } from './account-links';
import { join, nameOf, Sql, sql, tableOf } from './contacts/sql';
import type { MemberIdentity } from './member-identity';

/** A linked user, and what else a sign-in wants to know. */
export interface Linked {
  link: Link;
  user: Model;
  /** Whether NocoBase shows the link as it is. */
  isShown: boolean;
  /** Name of the role that the user chose as default, if any. */
  defaultRole?: string;
}

/** Parts of a model of Sequelize's that NocoBase's types leave out. */
interface ModelClass {
  /** The columns; made anew when NocoBase adds or removes a field. */
  tableAttributes: Record<string, unknown>;
  runHooks(name: 'afterFind', found: Model, options: object): Promise<void>;
}

/** The columns beside those of the user begin so; no field of NocoBase has a colon. */
const BESIDE = 'wecom:';
const DEFAULT_ROLE = 'defaultRole';
const SHOWN_AS = 'shownAs';

/**
 * The quick way of every sign-in but the first: one query by index, for the link, its user, and what NocoBase would be asked
 * for afterwards: the default role, and how it shows the link.
 *
 * @returns undefined without a link, or when the user was deleted since
 */
export async function findLinked(
  db: Database,
  { corpId, memberId, userId }: MemberIdentity,
  authenticator: string,
): Promise<Linked | undefined> {
  const users = db.getModel('users');
  const options = { type: 'SELECT', model: users, plain: true };
  const statement = statementWith(db, [authenticator, corpId, memberId]);
  const user = (await db.sequelize.query(statement, options as object)) as unknown as Model | null;
  if (!user) return undefined;
  // A plugin may keep a field of the users in another form than it shows it.
  await (users as unknown as ModelClass).runHooks('afterFind', user, options);
  const beside = takeBeside(user);
  const defaultRole = beside[DEFAULT_ROLE] as string | null;
  return {
    link: linkOf(beside),
    user,
    isShown: beside[SHOWN_AS] === userId,
    ...(defaultRole && { defaultRole }),
  };
}

function takeBeside(user: Model): Record<string, unknown> {
  const own: Record<string, unknown> = {};
  const beside: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(user.dataValues)) {
    if (name.startsWith(BESIDE)) beside[name.slice(BESIDE.length)] = value;
    else own[name] = value;
  }
  // Not deleted one by one: V8 would read such an object slowly ever after.
  user.dataValues = own;
  return beside;
}

/** What stands before, between and behind the values of a statement, by the columns of the users that it was made for. */
const statements = new WeakMap<object, string[]>();

/**
 * Written by hand, and kept: putting it together costs Sequelize more than the database takes to answer. With two queries of
 * its making, side by side, ten sign-ins at once reached 0.81 x of the rate of 0.1, now 1.01 x (bench `versions`, with what
 * was saved elsewhere). Values are part of the text, as in Sequelize's own queries: handed over apart, they would take
 * PostgreSQL four messages.
 */
function statementWith(db: Database, values: string[]): string {
  const { tableAttributes } = db.getModel('users') as unknown as ModelClass;
  let parts = statements.get(tableAttributes);
  if (!parts) {
    parts = newStatement(db).text.split(/\$[123]/);
    statements.set(tableAttributes, parts);
  }
  return parts.reduce((text, part, index) => `${text}${db.sequelize.escape(values[index - 1] ?? '')}${part}`);
}

/** Its values are the name of the authenticator, the corp id and the member id. */
function newStatement(db: Database): Sql {
  const columns = (collection: string, alias: string, prefix = '') =>
    Object.keys((db.getModel(collection) as unknown as ModelClass).tableAttributes).map(
      (name) => sql`${tableOf(db, collection, alias).column(name)} AS ${nameOf(db, prefix + name)}`,
    );
  const user = tableOf(db, 'users', 'users');
  const link = tableOf(db, 'wecomAccounts', 'link');
  const role = tableOf(db, 'rolesUsers', 'role');
  const shown = tableOf(db, 'usersAuthenticators', 'shown');
  const selected = [
    ...columns('users', 'users'),
    ...columns('wecomAccounts', 'link', BESIDE),
    sql`${role.column('roleName')} AS ${nameOf(db, BESIDE + DEFAULT_ROLE)}`,
    sql`${shown.column('uuid')} AS ${nameOf(db, BESIDE + SHOWN_AS)}`,
  ];
  const yes = new Sql(String(db.sequelize.escape(true as unknown as string)));
  // The users come first: that is where Sequelize looks for the types of SQLite's columns.
  return sql`SELECT ${join(selected)} FROM ${user.name}
    JOIN ${link.name} ON ${link.column('userId')} = ${user.column('id')}
    LEFT JOIN ${role.name} ON ${role.column('userId')} = ${user.column('id')} AND ${role.column('default')} = ${yes}
    LEFT JOIN ${shown.name} ON ${shown.column('userId')} = ${user.column('id')} AND ${shown.column('authenticator')} = ${''}
    WHERE ${link.column('corpId')} = ${''} AND ${link.column('memberId')} = ${''} LIMIT 1`;
}
