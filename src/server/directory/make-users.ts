import { randomBytes } from 'node:crypto';
import type { Database, Model, Transaction } from '@nocobase/database';
import { normalizeEmail, normalizePhone } from '../accounts/contact-forms';
import type { Contacts } from '../accounts/contacts/contacts';
import { usernamesFor } from '../accounts/sign-up';
import type { ListedMember } from '../wecom-api/member-lists';

export interface UserMaking {
  db: Database;
  contacts: Contacts;
  transaction: Transaction;
}

/**
 * Makes users for members in one statement, as NocoBase's import of a spreadsheet does it: fields fill in what they must
 * in the hooks for many rows. {@link announceUsers} tells the rest of NocoBase, when everything else of them is written.
 *
 * @see NocoBase plugin-action-import/src/server/services/xlsx-importer.ts (`performInsert`)
 * @returns the users in the order of the members
 */
export async function makeUsers({ db, contacts, transaction }: UserMaking, members: ListedMember[]): Promise<Model[]> {
  const usernames = await freeUsernames(db, members, transaction);
  const values: object[] = [];
  for (const [index, member] of members.entries()) {
    values.push({
      nickname: member.name ?? member.userId,
      username: usernames[index],
      ...(await freeContacts(contacts, member, transaction)),
    });
  }
  // The numbers are of WeCom, by way of a synchronisation (S-39).
  const users = await contacts.asSynchronisation(() =>
    db.getModel('users').bulkCreate(values as never[], { transaction, returning: true }),
  );
  await fillIds(db, users, transaction);
  return users;
}

/** What NocoBase and other plugins listen to when a user is made. */
export async function announceUsers({ db, contacts, transaction }: UserMaking, users: Model[]): Promise<void> {
  await contacts.asSynchronisation(async () => {
    for (const user of users) {
      const options = { transaction };
      await db.emitAsync('users.afterCreate', user, options);
      await db.emitAsync('users.afterSave', user, options);
      await db.emitAsync('users.afterCreateWithAssociations', user, options);
      await db.emitAsync('users.afterSaveWithAssociations', user, options);
    }
  });
}

/** NocoBase gives the default role to one user after the other; here all of them get it at once, and it finds it there. */
export async function giveDefaultRole(db: Database, userIds: string[], transaction: Transaction): Promise<void> {
  if (!db.hasCollection('roles')) return;
  const role = await db
    .getModel('roles')
    .findOne({ where: { default: true }, attributes: ['name'], raw: true, transaction });
  const roleName = (role as unknown as { name: string } | null)?.name;
  if (!roleName) return;
  const rows = userIds.map((userId) => ({ userId, roleName }));
  await db.getModel('rolesUsers').bulkCreate(rows as never[], { transaction });
}

async function freeUsernames(db: Database, members: ListedMember[], transaction: Transaction): Promise<string[]> {
  const wanted = members.map(({ userId }) => usernamesFor(userId));
  const rows = (await db.getModel('users').findAll({
    where: { username: wanted.flat() },
    attributes: ['username'],
    raw: true,
    transaction,
  })) as unknown as { username: string }[];
  const taken = new Set(rows.map(({ username }) => username.toLowerCase()));
  return wanted.map((names) => {
    const name = names.find((one) => !taken.has(one.toLowerCase())) ?? `${names[0]}-${randomBytes(4).toString('hex')}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

/** What somebody else has is left out rather than fought over. */
async function freeContacts(contacts: Contacts, { phone, bizMail }: ListedMember, transaction: Transaction) {
  const number = normalizePhone(phone);
  const email = normalizeEmail(bizMail);
  const isFree = async (holders: Promise<unknown[]>) => (await holders).length === 0;
  return {
    ...(number && (await isFree(contacts.findByPhone(number, transaction))) && { phone: number }),
    ...(email && (await isFree(contacts.findByEmail(email, transaction))) && { email }),
  };
}

/** MariaDB and MySQL answer no ids of many rows; usernames are unique. */
async function fillIds(db: Database, users: Model[], transaction: Transaction): Promise<void> {
  const without = users.filter((user) => !user.get('id'));
  if (without.length === 0) return;
  const rows = (await db.getModel('users').findAll({
    where: { username: without.map((user) => user.get('username') as string) },
    attributes: ['id', 'username'],
    raw: true,
    transaction,
  })) as unknown as { id: number; username: string }[];
  const ids = new Map(rows.map(({ id, username }) => [username, id]));
  for (const user of without) {
    user.set('id', ids.get(user.get('username') as string), { raw: true });
    user.isNewRecord = false;
  }
}
