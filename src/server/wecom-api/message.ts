import type { WeComClient } from './client';
import { optionalText } from './parse';

/** How many members one call may name. */
export const MOST_MEMBERS = 1_000;

/** The part of a call that differs by kind, as WeCom names it; the texts fit WeCom's limits already. */
export type MessageBody =
  | { msgtype: 'text'; text: { content: string } }
  | { msgtype: 'markdown'; markdown: { content: string } }
  | { msgtype: 'textcard'; textcard: { title: string; description: string; url: string; btntxt?: string } }
  | { msgtype: 'template_card'; template_card: TextNotice };

/** The template card that only shows something and opens a page; the others call the app back. */
export interface TextNotice {
  card_type: 'text_notice';
  main_title: { title: string };
  sub_title_text?: string;
  emphasis_content?: { title?: string; desc?: string };
  horizontal_content_list?: { keyname: string; value: string }[];
  jump_list?: { type: 1; title: string; url: string }[];
  card_action: { type: 1; url: string };
}

/** What WeCom said of a message that it has taken. That is no proof of delivery: it drops too frequent ones silently. */
export interface TakenMessage {
  /** Members who do not get it, in lower case: not in the visible range, left, or unknown. */
  invalid: string[];
  /** Members in the range for whom the company has bought no licence, in lower case. */
  unlicensed: string[];
  /** With it the app can take the message back for a day. */
  messageId?: string;
}

const ENDPOINT = 'message/send';

/**
 * Sends one message to members.
 *
 * @param members - 1 to {@link MOST_MEMBERS} ids
 * @see WeCom document 90236
 * @throws {WeComRefusal} nothing was sent; 81013 when none of the members can get it
 * @throws {WeComUnreachable} whether it was sent is not known, unless no connection was made
 */
export async function sendMessage(
  client: WeComClient,
  agentId: string,
  members: string[],
  body: MessageBody,
): Promise<TakenMessage> {
  const fields = await client.call(ENDPOINT, {}, { touser: members.join('|'), agentid: Number(agentId), ...body });
  return parseTakenMessage(fields);
}

/**
 * Asks for a message to nobody, which WeCom refuses: with 82001 an app that may send, otherwise with the reason why it may
 * not. Nothing is sent.
 *
 * @throws {WeComRefusal} @throws {WeComUnreachable}
 */
export async function sendToNobody(client: WeComClient, agentId: string): Promise<void> {
  await client.call(ENDPOINT, {}, { touser: '', agentid: Number(agentId), msgtype: 'text', text: { content: '-' } });
}

/** @param fields - an answer of `message/send`; what is missing in it counts as empty */
function parseTakenMessage(fields: Record<string, unknown>): TakenMessage {
  const messageId = optionalText(fields.msgid, 128);
  return {
    invalid: idsOf(fields.invaliduser),
    unlicensed: idsOf(fields.unlicenseduser),
    ...(messageId && { messageId }),
  };
}

/** Ids come back in lower case, separated by bars. */
function idsOf(value: unknown): string[] {
  return typeof value === 'string' ? value.toLowerCase().split('|').filter(Boolean) : [];
}
