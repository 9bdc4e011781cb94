import type { WeComClient } from './client';
import { ENDPOINTS } from './endpoints';
import { WeComUnreachable } from './errors';
import { listOf, memberIdOf, positiveId } from './lists';
import { optionalNumber } from './parse';

/** What the visible range of an app is made of: any of the three, or all of them. */
export interface VisibleRange {
  /** The administrator has switched the app off: then WeCom answers little that means anything. */
  closed: boolean;
  /** Ids of single members, as WeCom writes them. */
  members: string[];
  departments: number[];
  tags: number[];
}

/** What a tag holds, as far as the app sees it. */
export type TagContent = Pick<VisibleRange, 'members' | 'departments'>;

/**
 * @see WeCom document 90227 (agent/get)
 * @throws {WeComRefusal} @throws {WeComUnreachable}
 */
export async function getVisibleRange(client: WeComClient, agentId: string): Promise<VisibleRange> {
  return parseVisibleRange(await client.call(ENDPOINTS.agent, { agentid: agentId }));
}

/** @throws {WeComUnreachable} for an answer without any list of a range: nothing may be read into it (S-63) */
function parseVisibleRange(fields: Record<string, unknown>): VisibleRange {
  const { allow_userinfos: members, allow_partys: departments, allow_tags: tags, close } = fields;
  if (members === undefined && departments === undefined && tags === undefined) {
    throw new WeComUnreachable(ENDPOINTS.agent, 'malformed', 'allow_partys');
  }
  return {
    closed: optionalNumber(close) === 1,
    members: inside(members, 'user').map(memberIdOf),
    departments: inside(departments, 'partyid').map((id) => positiveId(ENDPOINTS.agent, id, 'partyid')),
    tags: inside(tags, 'tagid').map((id) => positiveId(ENDPOINTS.agent, id, 'tagid')),
  };
}

/** An empty part of the range may be missing, or be an object without its list. */
function inside(holder: unknown, name: string): unknown[] {
  const fields = (holder ?? {}) as Record<string, unknown>;
  return fields[name] === undefined || fields[name] === null ? [] : listOf(ENDPOINTS.agent, fields, name);
}

/**
 * @see WeCom document 90213 (tag/get)
 * @throws {WeComRefusal} @throws {WeComUnreachable}
 */
export async function getTag(client: WeComClient, tagId: number): Promise<TagContent> {
  return parseTag(await client.call(ENDPOINTS.tag, { tagid: String(tagId) }, undefined, { maxBytes: 8 * 1024 * 1024 }));
}

function parseTag(fields: Record<string, unknown>): TagContent {
  return {
    members: listOf(ENDPOINTS.tag, fields, 'userlist').map(memberIdOf),
    departments: listOf(ENDPOINTS.tag, fields, 'partylist').map((id) => positiveId(ENDPOINTS.tag, id, 'partylist')),
  };
}
