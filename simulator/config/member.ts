import { type Corp, findMember, type Member } from '../corp';
import { filledText, listOf, oneOf, text, wholeNumber } from '../validation/checks';
import { type Checks, ConfigError, fieldsOf, nameOf, requireFields, shown } from '../validation/fields';
import { personId } from './person-id';

const DEFAULTS: Omit<Member, 'userid' | 'name' | 'is_leader_in_dept'> = {
  department: [1],
  status: 1,
  mobile: '',
  email: '',
  biz_mail: '',
  gender: '0',
  position: '',
  alias: '',
  telephone: '',
  address: '',
  avatar: '',
  qr_code: '',
  direct_leader: [],
};

const CHECKS: Checks<Member> = {
  userid: personId,
  name: filledText,
  department: listOf(wholeNumber(1)),
  status: oneOf(1, 2, 4, 5),
  mobile: text,
  email: text,
  biz_mail: text,
  gender: oneOf('0', '1', '2'),
  position: text,
  alias: text,
  telephone: text,
  address: text,
  avatar: text,
  qr_code: text,
  direct_leader: listOf(personId),
  is_leader_in_dept: listOf(oneOf(0, 1)),
};

const fieldsOfMember = (given: unknown): Partial<Member> => fieldsOf(nameOf('member', given, 'userid'), given, CHECKS);

/** @throws ConfigError */
export function completeMember(given: unknown): Member {
  const fields = fieldsOfMember(given);
  const what = nameOf('member', given, 'userid');
  requireFields(what, fields, 'userid', 'name');
  const department = fields.department ?? DEFAULTS.department;
  const leads = fields.is_leader_in_dept ?? department.map(() => 0);
  if (leads.length !== department.length) {
    throw new ConfigError(`${what}: is_leader_in_dept is one number per department, not ${shown(leads)}.`);
  }
  return structuredClone({
    ...DEFAULTS,
    ...fields,
    is_leader_in_dept: leads,
    avatar: fields.avatar || `http://wework.simulator.invalid/avatar/${fields.userid}/0`,
    qr_code: fields.qr_code || `http://wework.simulator.invalid/userQRCode?vcode=vc${fields.userid}`,
  });
}

/**
 * The member as the patch makes it: changed, or new. Who moves to another number of departments leads none of them,
 * unless told.
 * @throws ConfigError
 */
export function changeMember(corp: Corp, patch: unknown): Member {
  const changes = fieldsOfMember(patch);
  const known = changes.userid === undefined ? undefined : findMember(corp, changes.userid);
  const movesOn = changes.department !== undefined && changes.department.length !== known?.department.length;
  return completeMember({ ...known, ...(movesOn && { is_leader_in_dept: undefined }), ...changes });
}
