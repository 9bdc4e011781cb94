import type { Application } from '@nocobase/server';
import { type Email, normalizeEmail, normalizePhone, type Phone } from '../../accounts/contact-forms';
import { serviceOf } from '../../service';

/** Who wrote what, of one user, such as `{ 'phone user': '13800138000 administrator' }`. */
export async function contactsOf({ db }: Application, userId: number | string): Promise<Record<string, string>> {
  const rows = (await db.getModel('wecomContacts').findAll({ where: { userId }, raw: true })) as unknown as Record<
    string,
    string
  >[];
  return Object.fromEntries(rows.map(({ kind, source, key, writer }) => [`${kind} ${source}`, `${key} ${writer}`]));
}

/** What a first sign-in finds for a number, such as `['5 trusted']`. */
export async function findPhone(app: Application, typed: string): Promise<string[]> {
  const phone = normalizePhone(typed) as Phone;
  return shown(await serviceOf(app).contacts.findByPhone(phone));
}

export async function findEmail(app: Application, typed: string): Promise<string[]> {
  const email = normalizeEmail(typed) as Email;
  return shown(await serviceOf(app).contacts.findByEmail(email));
}

function shown(candidates: { userId: string; trusted: boolean }[]): string[] {
  return candidates.map(({ userId, trusted }) => `${userId} ${trusted ? 'trusted' : 'not trusted'}`).sort();
}
