import { SignInError } from '../errors';
import type { Link } from './account-links';
import type { RefusedPerson } from './doubt';
import { type FoundAccount, writeLink } from './first-sign-in';
import { inTransaction } from './in-transaction';
import type { AccountsSetting } from './setting';
import { createUser } from './sign-up';

export interface Proof extends RefusedPerson {
  userId: string;
  origin: 'proof' | 'profile' | 'administrator';
  /** Whoever did it with a session. */
  byUserId?: string;
  /** Asks WeCom whether it still knows a member. */
  isGone: (memberId: string) => Promise<boolean>;
}

/**
 * Links a member to the user who proved it. The same pair again is well; a member or a user who is taken is not.
 *
 * @throws {SignInError} WECOM_LINK_CONFLICT, WECOM_BLOCKED
 */
export async function linkByProof(setting: AccountsSetting, proof: Proof): Promise<{ link: Link; isNew: boolean }> {
  const { links } = setting;
  const { member, userId } = proof;
  const other = await links.ofUserInCorp(member.corpId, userId);
  // The user's former userid may be gone: then the person who has signed in to the account takes the link along.
  const mayMove = other && other.memberId !== member.memberId && (await isFormer(other, proof));
  return inTransaction(setting, `first-sign-in:${member.corpId}:${member.memberId}`, async (transaction) => {
    const link = await links.findLink(member, transaction);
    if (link?.state === 'blocked') throw blocked(member.userId);
    if (link?.userId === userId && link.state === 'active') return { link, isNew: false };
    if (link && link.userId !== userId && link.state !== 'left')
      throw conflict('The member is linked to another user.');
    const own = await links.ofUserInCorp(member.corpId, userId, transaction);
    if (own?.state === 'blocked') throw blocked(own.memberId);
    if (own && own.memberId !== member.memberId && !(mayMove && own.id === other.id)) {
      throw conflict('The user is linked to another member of the company.');
    }
    await writeLink(setting, { ...proof, link }, transaction);
    const made = await links.findLink(member, transaction);
    if (!made) throw conflict('The link was removed just now.');
    return { link: made, isNew: true };
  });
}

async function isFormer(other: Link, { isGone }: Proof): Promise<boolean> {
  return other.state === 'left' || isGone(other.memberId);
}

/**
 * "I am new here": makes an account for a member who was refused, without what belongs to somebody else (S-41).
 *
 * @throws {SignInError} when the member has an account meanwhile that is blocked
 */
export async function createByChoice(setting: AccountsSetting, person: RefusedPerson): Promise<FoundAccount> {
  const { db, links } = setting;
  const { member, profile } = person;
  return inTransaction(setting, `first-sign-in:${member.corpId}:${member.memberId}`, async (transaction) => {
    const link = await links.findLink(member, transaction);
    if (link?.state === 'blocked') throw blocked(member.userId);
    const existing = link?.state === 'active' && (await db.getModel('users').findByPk(link.userId, { transaction }));
    if (existing) return { user: existing, isNew: false };
    const user = await createUser(setting, member, profile, transaction, { leaveOutTaken: true });
    await writeLink(setting, { ...person, userId: String(user.get('id')), origin: 'sign-up', link }, transaction);
    return { user, isNew: true };
  });
}

function conflict(operator: string): SignInError {
  return new SignInError('WECOM_LINK_CONFLICT', { operator });
}

function blocked(memberId: string): SignInError {
  return new SignInError('WECOM_BLOCKED', { operator: `Member ${memberId} is blocked.` });
}
