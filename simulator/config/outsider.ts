import type { Outsider } from '../corp';
import { filledText, oneOf, text } from '../validation/checks';
import { type Checks, ConfigError, fieldsOf, nameOf, requireFields } from '../validation/fields';
import { personId } from './person-id';

const CHECKS: Checks<Outsider> = {
  id: personId,
  name: filledText,
  kind: oneOf('external', 'linked'),
  openid: filledText,
  externalUserid: text,
  userid: text,
};

/** @throws ConfigError */
export function completeOutsider(given: unknown): Outsider {
  const what = nameOf('outsider', given, 'id');
  const fields = fieldsOf(what, given, CHECKS);
  requireFields(what, fields, 'id', 'name');
  const { kind = 'external', userid = '' } = fields;
  if (kind === 'linked' && !/^[^/]+\/[^/]+$/.test(userid)) {
    throw new ConfigError(`${what}: a linked member needs a userid of the form CorpId/userid.`);
  }
  if (kind === 'external' && userid !== '') throw new ConfigError(`${what}: only a linked member has a userid.`);
  const openid = `oSim${Buffer.from(fields.id).toString('base64url')}`;
  return { openid, externalUserid: '', ...fields, kind, userid };
}
