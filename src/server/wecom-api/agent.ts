import type { WeComClient } from './client';
import { ENDPOINTS } from './endpoints';
import { optionalNumber, optionalText } from './parse';

/** The app in WeCom, as far as the check of the settings needs it. */
export interface Agent {
  name?: string;
  /** The administrator has switched the app off. */
  closed: boolean;
  /** The domain that the OAuth link accepts, `host` or `host:port`, without a scheme. */
  trustedDomain?: string;
  /** How many members, departments and tags make up the visible range. */
  visible: { members: number; departments: number; tags: number };
}

/**
 * @see WeCom document 90227 (agent/get)
 * @throws {WeComRefusal} 301002 when the secret belongs to another app. @throws {WeComUnreachable}
 */
export async function getAgent(client: WeComClient, agentId: string): Promise<Agent> {
  return parseAgent(await client.call(ENDPOINTS.agent, { agentid: agentId }));
}

/** @param fields - an answer of `agent/get`; what is missing in it counts as empty */
export function parseAgent(fields: Record<string, unknown>): Agent {
  return {
    name: optionalText(fields.name),
    closed: optionalNumber(fields.close) === 1,
    trustedDomain: optionalText(fields.redirect_domain, 255)?.replace(/^https?:\/\//, ''),
    visible: {
      members: listLength(fields.allow_userinfos, 'user'),
      departments: listLength(fields.allow_partys, 'partyid'),
      tags: listLength(fields.allow_tags, 'tagid'),
    },
  };
}

function listLength(holder: unknown, name: string): number {
  const list = (holder as Record<string, unknown> | null | undefined)?.[name];
  return Array.isArray(list) ? list.length : 0;
}
