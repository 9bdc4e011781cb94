import type { WeComClient } from './client';
import { type Deployment, ENDPOINTS } from './endpoints';
import { WeComRefusal, WeComUnreachable } from './errors';
import { optionalNumber, optionalText } from './parse';

/** What the app may see of a member. */
export interface Member {
  userId: string;
  name?: string;
  /** False when WeCom says that the member is disabled, not activated or gone. */
  active: boolean;
  /** Whether WeCom says that the member has left the company. */
  left: boolean;
  /** Whether this app sees phone numbers at all: apps made after 2022-06-20 do not get the field. */
  phoneShown: boolean;
  phone?: string;
  /** Address at the company. */
  bizMail?: string;
  /** Personal address. */
  email?: string;
}

/** What a member agreed to share in this very sign-in. */
export type MemberDetails = Pick<Member, 'userId' | 'phone' | 'bizMail' | 'email'>;

/**
 * Reads a member, which also proves that the app may see this member.
 *
 * @see WeCom document 90196
 * @throws {WeComRefusal} 60011 or 60111 when not visible or not existing. @throws {WeComUnreachable}
 */
export async function getMember(client: WeComClient, userId: string): Promise<Member> {
  return parseMember(await client.call(ENDPOINTS.member, { userid: userId }), userId, client.deployment);
}

/** Whether WeCom does not know this member (any more): 60111. */
export function isUnknownMember(error: unknown): boolean {
  return error instanceof WeComRefusal && error.errcode === 60111;
}

/**
 * @param fields - an answer of `user/get`
 * @param userId - who was asked for
 * @throws {WeComUnreachable} when the answer is about somebody else (S-16)
 */
export function parseMember(fields: Record<string, unknown>, userId: string, deployment: Deployment = 'cloud'): Member {
  assertSameMember(ENDPOINTS.member, fields.userid, userId);
  return {
    userId,
    name: optionalText(fields.name, 255),
    active: isActive(fields, deployment),
    left: optionalNumber(fields.status) === 5,
    phoneShown: 'mobile' in fields,
    ...contactsOf(fields),
  };
}

/**
 * `status`: 1 active, 2 disabled, 4 not activated, 5 left. `enable`: 0 disabled. Private deployments may send neither, and
 * the example of an active member in their documents has status 1 with enable 0: there status is what counts.
 */
function isActive({ status, enable }: Record<string, unknown>, deployment: Deployment): boolean {
  if (status !== undefined && optionalNumber(status) !== 1) return false;
  if (status !== undefined && deployment === 'private') return true;
  return optionalNumber(enable) !== 0;
}

/**
 * Reads what the member consented to share. Fields the member or the administrator left out are missing.
 *
 * @see WeCom document 95833
 * @throws {WeComRefusal} 84014 or 84015 when the ticket is old or wrong. @throws {WeComUnreachable}
 */
export async function getMemberDetails(
  client: WeComClient,
  userTicket: string,
  userId: string,
): Promise<MemberDetails> {
  const endpoint = ENDPOINTS.memberDetails[client.deployment];
  return parseMemberDetails(await client.call(endpoint, {}, { user_ticket: userTicket }), userId);
}

/**
 * @param fields - an answer of `auth/getuserdetail`, or of `user/getuserdetail` at private deployments
 * @param userId - who signs in
 * @throws {WeComUnreachable} when the answer is about somebody else (S-16)
 */
export function parseMemberDetails(fields: Record<string, unknown>, userId: string): MemberDetails {
  assertSameMember(ENDPOINTS.memberDetails.cloud, fields.userid, userId);
  return { userId, ...contactsOf(fields) };
}

/** Phone and e-mail count only in an answer about the very member who signs in (S-16). */
function assertSameMember(endpoint: string, answered: unknown, asked: string) {
  if (typeof answered !== 'string' || answered.toLowerCase() !== asked.toLowerCase()) {
    throw new WeComUnreachable(endpoint, 'malformed', 'userid');
  }
}

export function contactsOf(fields: Record<string, unknown>) {
  const phone = unmasked(optionalText(textOf(fields.mobile), 32));
  const bizMail = unmasked(optionalText(fields.biz_mail, 254));
  const email = unmasked(optionalText(fields.email, 254));
  return { ...(phone && { phone }), ...(bizMail && { bizMail }), ...(email && { email }) };
}

/** A phone number may come as a number. */
function textOf(value: unknown): unknown {
  return Number.isSafeInteger(value) && Number(value) > 0 ? String(value) : value;
}

/** `138****8000` is a picture of a number, not a number (S-17). */
function unmasked(value: string | undefined) {
  return value?.includes('*') ? undefined : value;
}
