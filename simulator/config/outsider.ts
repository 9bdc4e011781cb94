import { z } from 'zod';
import { filledText, personId, text } from './check';

/** Somebody who can open a link with WeCom or WeChat but has no userid of this company. */
export const outsiderSchema = z
  .strictObject({
    id: personId,
    name: filledText,
    /** `external`: no member at all. `linked`: member of an upstream or downstream company, comes as `CorpId/userid`. */
    kind: z.enum(['external', 'linked']).default('external'),
    openid: filledText.optional(),
    /** Only customers have one; `''` for others. */
    externalUserid: text.default(''),
    /** `CorpId/userid`, of a linked member only. */
    userid: text.default(''),
  })
  .refine(({ kind, userid }) => (kind === 'linked' ? /^[^/]+\/[^/]+$/.test(userid) : userid === ''), {
    path: ['userid'],
    message: 'a linked member, and only such a one, needs a userid of the form CorpId/userid',
  })
  .transform(({ openid, ...outsider }) => ({
    ...outsider,
    openid: openid ?? `oSim${Buffer.from(outsider.id).toString('base64url')}`,
  }));

export type Outsider = z.output<typeof outsiderSchema>;
