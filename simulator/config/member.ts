import { z } from 'zod';
import { check, filledText, given, id, nameOf, personId, text } from './check';

/** The seven fields WeCom hides from `user/get` for apps created after 2022-06-20 20:00. */
export const SENSITIVE_FIELDS = ['avatar', 'gender', 'mobile', 'email', 'biz_mail', 'qr_code', 'address'] as const;
export type SensitiveField = (typeof SENSITIVE_FIELDS)[number];

/** The fields carry WeCom's own names. A text that the directory does not have is `''`. */
export const memberSchema = z
  .strictObject({
    userid: personId,
    name: filledText,
    department: z.array(id).default([1]),
    /** 1 active, 2 disabled, 4 not activated, 5 left the company. */
    status: z.literal([1, 2, 4, 5]).default(1),
    mobile: text.default(''),
    email: text.default(''),
    biz_mail: text.default(''),
    /** '1' male, '2' female, '0' unknown. */
    gender: z.literal(['0', '1', '2']).default('0'),
    position: text.default(''),
    alias: text.default(''),
    telephone: text.default(''),
    address: text.default(''),
    avatar: text.default(''),
    qr_code: text.default(''),
    direct_leader: z.array(personId).default([]),
    /** One number per department, 1 where the member leads it. */
    is_leader_in_dept: z.array(z.literal([0, 1])).optional(),
  })
  .transform(({ avatar, qr_code, is_leader_in_dept, ...member }) => ({
    ...member,
    avatar: avatar || `http://wework.simulator.invalid/avatar/${member.userid}/0`,
    qr_code: qr_code || `http://wework.simulator.invalid/userQRCode?vcode=vc${member.userid}`,
    is_leader_in_dept: is_leader_in_dept ?? member.department.map((): 0 | 1 => 0),
  }))
  .refine(({ department, is_leader_in_dept }) => is_leader_in_dept.length === department.length, {
    path: ['is_leader_in_dept'],
    message: 'one number per department is wanted',
  });

export type Member = z.output<typeof memberSchema>;

/** @throws ConfigError for a patch that does not say of whom it is */
export const useridOf = (patch: unknown): string => check(z.looseObject({ userid: personId }), 'member', patch).userid;

/**
 * The member as the patch makes it: changed, or new. Who moves to another number of departments leads none of them,
 * unless told.
 * @throws ConfigError
 */
export function changeMember(known: Member | undefined, patch: object): Member {
  const what = nameOf('member', patch, 'userid');
  const changes: Partial<Member> = given(what, patch);
  const movesOn = changes.department !== undefined && changes.department.length !== known?.department.length;
  const kept = movesOn ? { ...known, is_leader_in_dept: undefined } : known;
  return check(memberSchema, what, { ...kept, ...changes });
}
