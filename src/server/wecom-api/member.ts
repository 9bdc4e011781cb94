import type { WeComClient } from './client';
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

const GET_ENDPOINT = 'user/get';
const DETAILS_ENDPOINT = 'auth/getuserdetail';

/**
 * Reads a member, which also proves that the app may see this member.
 *
 * @see WeCom document 90196
 * @throws {WeComRefusal} 60011 or 60111 when not visible or not existing. @throws {WeComUnreachable}
 */
export async function getMember(client: WeComClient, userId: string): Promise<Member> {
  return parseMember(await client.call(GET_ENDPOINT, { userid: userId }), userId);
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
export function parseMember(fields: Record<string, unknown>, userId: string): Member {
  assertSameMember(GET_ENDPOINT, fields.userid, userId);
  return {
    userId,
    name: optionalText(fields.name, 255),
    // status: 1 active, 2 disabled, 4 not activated, 5 left; WeCom for private clouds may send neither field.
    active: (fields.status === undefined || optionalNumber(fields.status) === 1) && optionalNumber(fields.enable) !== 0,
    left: optionalNumber(fields.status) === 5,
    phoneShown: 'mobile' in fields,
    ...contacts(fields),
  };
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
  return parseMemberDetails(await client.call(DETAILS_ENDPOINT, {}, { user_ticket: userTicket }), userId);
}

/**
 * @param fields - an answer of `auth/getuserdetail`
 * @param userId - who signs in
 * @throws {WeComUnreachable} when the answer is about somebody else (S-16)
 */
export function parseMemberDetails(fields: Record<string, unknown>, userId: string): MemberDetails {
  assertSameMember(DETAILS_ENDPOINT, fields.userid, userId);
  return { userId, ...contacts(fields) };
}

/** Phone and e-mail count only in an answer about the very member who signs in (S-16). */
function assertSameMember(endpoint: string, answered: unknown, asked: string) {
  if (typeof answered !== 'string' || answered.toLowerCase() !== asked.toLowerCase()) {
    throw new WeComUnreachable(endpoint, 'malformed', 'userid');
  }
}

function contacts(fields: Record<string, unknown>) {
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
