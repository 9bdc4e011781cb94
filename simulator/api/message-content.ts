/** What a message may look like, kind by kind. */
import { ApiError } from '../errors';
import type { MessageContent, TextNotice } from '../state/inbox';

type Fields = Record<string, unknown>;

const MOST_ROWS = 6;
const MOST_JUMPS = 3;
const MAX_URL_BYTES = 2048;

/**
 * Reads the part of the body that the kind names. Texts, titles and descriptions that are too long are cut without a word,
 * in the middle of a character if it has to be, as WeCom does; the rest is refused.
 * @see document path 90236
 * @throws ApiError 40008, 40058, 41016, 41033, 44004
 */
export function readContent(body: Fields): MessageContent {
  const { msgtype } = body;
  if (msgtype === 'text')
    return { msgtype, text: { content: cut(required(fieldsOf(body.text).content, 44004), 2048) } };
  if (msgtype === 'markdown') {
    const content = required(fieldsOf(body.markdown).content, 44004);
    if (Buffer.byteLength(content) > 2048) throw new ApiError(40058);
    return { msgtype, markdown: { content } };
  }
  if (msgtype === 'textcard') {
    const { title, description, url, btntxt } = fieldsOf(body.textcard);
    return {
      msgtype,
      textcard: {
        title: cut(required(title, 41016), 128),
        description: cut(required(description, 41033), 512),
        url: address(url),
        btntxt: [...textOf(btntxt)].slice(0, 4).join('') || '详情',
      },
    };
  }
  if (msgtype === 'template_card') return { msgtype, template_card: readTextNotice(fieldsOf(body.template_card)) };
  throw new ApiError(40008);
}

/** The only template card here; the others call the app back. */
function readTextNotice(card: Fields): TextNotice {
  if (card.card_type !== 'text_notice') throw new ApiError(40058);
  const { title, desc } = fieldsOf(card.main_title);
  const emphasis = fieldsOf(card.emphasis_content);
  const action = fieldsOf(card.card_action);
  if (textOf(title) === '' && textOf(card.sub_title_text) === '') throw new ApiError(41016);
  if (action.type !== 1) throw new ApiError(40058);
  return {
    card_type: 'text_notice',
    main_title: { title: textOf(title), desc: textOf(desc) },
    emphasis_content: { title: textOf(emphasis.title), desc: textOf(emphasis.desc) },
    sub_title_text: textOf(card.sub_title_text),
    horizontal_content_list: listOf(card.horizontal_content_list, MOST_ROWS).map(({ keyname, value }) => ({
      keyname: required(keyname, 40058),
      value: textOf(value),
    })),
    jump_list: listOf(card.jump_list, MOST_JUMPS).map(({ title, url }) => ({
      title: required(title, 40058),
      url: address(url),
    })),
    card_action: { type: 1, url: address(action.url) },
  };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function listOf(value: unknown, most: number): Fields[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > most) throw new ApiError(40058);
  return value.map(fieldsOf);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function required(value: unknown, errcode: number): string {
  const text = textOf(value);
  if (text === '') throw new ApiError(errcode);
  return text;
}

function address(value: unknown): string {
  const url = required(value, 40058);
  const isWhole = /^https?:\/\//i.test(url) && URL.canParse(url);
  if (!isWhole || Buffer.byteLength(url) > MAX_URL_BYTES) throw new ApiError(40058);
  return url;
}

/** Half a character becomes the replacement character. */
const cut = (text: string, bytes: number): string => Buffer.from(text).subarray(0, bytes).toString();
