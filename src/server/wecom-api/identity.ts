import type { WeComClient } from './client';
import { type Deployment, ENDPOINTS } from './endpoints';
import { optionalText } from './parse';

/** Who confirmed a sign-in: a member of the corp, or somebody else. */
export type Identity =
  | {
      kind: 'member';
      /** The id as WeCom writes it. Ids are equal regardless of case. */
      userId: string;
      /** Opens the person's details for 1800 s; only after consent (`snsapi_privateinfo`). */
      userTicket?: string;
    }
  | {
      kind: 'not-a-member';
      /** A member of a linked company, who is in the right account and yet none of ours. */
      linkedCompany?: true;
    };

/**
 * Exchanges the code of a sign-in. A code works once and for five minutes, so this is never repeated with the same code.
 *
 * @see WeCom document 91023 (in the client) and 98176 (web login)
 * @throws {WeComRefusal} 40029 when the code is spent or old. @throws {WeComUnreachable}
 */
export async function getIdentity(client: WeComClient, code: string): Promise<Identity> {
  const { deployment } = client;
  return parseIdentity(await client.call(ENDPOINTS.identity[deployment], { code }), deployment);
}

/**
 * Only a plain `userid` is a member (S-13): `openid` and `external_userid` belong to outsiders, `CorpId/userid` to
 * members of linked corps, whose ids another corp controls. Private deployments write `UserId`.
 */
export function parseIdentity(fields: Record<string, unknown>, deployment: Deployment = 'cloud'): Identity {
  const id = deployment === 'private' ? (fields.UserId ?? fields.userid) : fields.userid;
  const userId = typeof id === 'string' ? id : '';
  if (!/^[0-9A-Za-z][0-9A-Za-z_\-@.]{0,63}$/.test(userId)) {
    return { kind: 'not-a-member', ...(/^[\w-]+\/./.test(userId) && { linkedCompany: true }) };
  }
  const userTicket = optionalText(fields.user_ticket);
  return { kind: 'member', userId, ...(userTicket && { userTicket }) };
}
