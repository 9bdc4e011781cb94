import { z } from 'zod';
import { check, filledText, given, id, nameOf, personId, text, wholeNumber } from './check';

/** The seven fields WeCom hides from `user/get` for apps created after 2022-06-20 20:00. */
export const SENSITIVE_FIELDS = ['avatar', 'gender', 'mobile', 'email', 'biz_mail', 'qr_code', 'address'] as const;
export type SensitiveField = (typeof SENSITIVE_FIELDS)[number];

/** A field of the company's own, as a text or as a link. */
const extraSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal(0), name: filledText, text: z.strictObject({ value: text }) }),
  z.strictObject({ type: z.literal(1), name: filledText, web: z.strictObject({ url: text, title: text }) }),
]);

/** The fields carry WeCom's own names. A text that the directory does not have is `''`. */
export const memberSchema = z
  .strictObject({
    userid: personId,
    name: filledText,
    department: z.array(id).default([1]),
    /** Left out: the first. */
    main_department: id.optional(),
    /** 1 active, 2 disabled, 4 not activated, 5 left the company. */
    status: z.literal([1, 2, 4, 5]).default(1),
    mobile: text.default(''),
    email: text.default(''),
    biz_mail: text.default(''),
    /** '1' male, '2' female, '0' unknown. */
    gender: z.literal(['0', '1', '2']).default('0'),
    position: text.default(''),
    alias: text.default(''),
    english_name: text.default(''),
    telephone: text.default(''),
    address: text.default(''),
    avatar: text.default(''),
    qr_code: text.default(''),
    direct_leader: z.array(personId).default([]),
    extattr: z.array(extraSchema).default([]),
    /** What customers see; most members have none. */
    external_profile: z.record(z.string(), z.unknown()).nullable().default(null),
    /** One number per department: the larger stands first in it. */
    order: z.array(wholeNumber).optional(),
    /** One number per department, 1 where the member leads it. */
    is_leader_in_dept: z.array(z.literal([0, 1])).optional(),
  })
  .transform(({ avatar, qr_code, order, is_leader_in_dept, main_department, ...member }) => ({
    ...member,
    main_department: main_department ?? member.department[0] ?? 1,
    avatar: avatar || `http://wework.simulator.invalid/avatar/${member.userid}/0`,
    qr_code: qr_code || `http://wework.simulator.invalid/userQRCode?vcode=vc${member.userid}`,
    order: order ?? member.department.map(() => 0),
    is_leader_in_dept: is_leader_in_dept ?? member.department.map((): 0 | 1 => 0),
  }))
  .refine(({ department, main_department }) => department.length === 0 || department.includes(main_department), {
    path: ['main_department'],
    message: 'one of the departments is wanted',
  })
  .refine(({ department, order }) => order.length === department.length, {
    path: ['order'],
    message: 'one number per department is wanted',
  })
  .refine(({ department, is_leader_in_dept }) => is_leader_in_dept.length === department.length, {
    path: ['is_leader_in_dept'],
    message: 'one number per department is wanted',
  });

export type Member = z.output<typeof memberSchema>;

/** @throws ConfigError for a patch that does not say of whom it is */
export const useridOf = (patch: unknown): string => check(z.looseObject({ userid: personId }), 'member', patch).userid;

/**
 * The member as the patch makes it: changed, or new. Who moves has the first of the departments as the main one, and
 * leads none of another number of them, unless told.
 * @throws ConfigError
 */
export function changeMember(known: Member | undefined, patch: object): Member {
  const what = nameOf('member', patch, 'userid');
  const changes: Partial<Member> = given(what, patch);
  const { department } = changes;
  const isOther = department !== undefined && department.length !== known?.department.length;
  return check(memberSchema, what, {
    ...known,
    ...(department && { main_department: undefined }),
    ...(isOther && { is_leader_in_dept: undefined, order: undefined }),
    ...changes,
  });
}
