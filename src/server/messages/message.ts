/** The kinds of messages that the channel sends, named as WeCom names them. */
const KINDS = ['text', 'markdown', 'textcard', 'template_card'] as const;
export type Kind = (typeof KINDS)[number];

/** What a message says, before it is made to fit WeCom's limits. */
export interface Message {
  kind: Kind;
  /** The body; may be empty in a template card only. */
  content: string;
  /** Of cards only; never empty there. */
  title: string;
  /** As written, not checked yet; empty when none was given. */
  url: string;
  /** Empty when none was given. */
  buttonText: string;
  /** The large figure of a template card, and what is said below it. */
  emphasis: { title: string; desc: string };
  /** Lines of a template card. */
  rows: { keyname: string; value: string }[];
}

type Fields = Record<string, unknown>;

/**
 * Reads what NocoBase hands to the channel: the settings of a workflow's node, or what a program gave to `sendToUsers`.
 *
 * @returns the message, or what is wrong with it as a locale key
 */
export function parseMessage(given: Fields): Message | string {
  const kind = given.msgtype === undefined || given.msgtype === '' ? 'text' : given.msgtype;
  if (!KINDS.includes(kind as Kind)) return 'There is no such kind of message.';
  const { title, desc } = fieldsOf(given.emphasis);
  const message: Message = {
    kind: kind as Kind,
    content: textOf(given.content),
    title: textOf(given.title),
    url: textOf(given.url),
    buttonText: textOf(given.btntxt),
    emphasis: { title: textOf(title), desc: textOf(desc) },
    rows: (Array.isArray(given.rows) ? given.rows : [])
      .map(fieldsOf)
      .map(({ keyname, value }) => ({ keyname: textOf(keyname), value: textOf(value) }))
      .filter(({ keyname }) => keyname !== ''),
  };
  const isCard = kind === 'textcard' || kind === 'template_card';
  if (isCard && message.title === '') return 'The card has no title.';
  if (kind === 'template_card' || message.content !== '') return message;
  return kind === 'textcard' ? 'The card has no body.' : 'The message has no text.';
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** Numbers and truth values may come from variables. What has no text, such as a record, says nothing. */
function textOf(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (!['string', 'number', 'bigint', 'boolean'].includes(typeof value)) return '';
  return clean(String(value)).trim();
}

/** WeCom refuses bodies with `\u` in them (40033): control characters and halves of characters are sent so. */
function clean(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\t\n]|\p{Cs}/gu, '');
}
