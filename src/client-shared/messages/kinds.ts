export type Kind = 'text' | 'markdown' | 'textcard' | 'template_card';

export interface KindOfMessage {
  value: Kind;
  /** Locale keys. */
  label: string;
  help: string;
  /** Cards have a title, a link and a button. */
  isCard: boolean;
  /** Of the body, in bytes; WeCom takes no more. */
  limit: number;
}

/** The kinds of messages, as the form offers them. */
export const KINDS: KindOfMessage[] = [
  {
    value: 'text',
    label: 'Text',
    help: 'A plain message, with links if you like: <a href="/admin">Open</a>.',
    isCard: false,
    limit: 2048,
  },
  {
    value: 'markdown',
    label: 'Markdown',
    help: 'With headings, **bold**, > quotes, [links](/admin) and colours. People who use WeCom inside WeChat do not see it.',
    isCard: false,
    limit: 2048,
  },
  {
    value: 'textcard',
    label: 'Text card',
    help: 'A card that opens a page. People who use WeCom inside WeChat see it, too.',
    isCard: true,
    limit: 512,
  },
  {
    value: 'template_card',
    label: 'Template card',
    help: 'A card with a large figure and rows. People who use WeCom inside WeChat do not see it.',
    isCard: true,
    limit: 480,
  },
];

/** A message as the form holds it; everything may be missing while one types. */
export interface MessageValues {
  msgtype?: Kind;
  content?: string;
  title?: string;
  url?: string;
  btntxt?: string;
  emphasis?: { title?: string; desc?: string };
  rows?: ({ keyname?: string; value?: string } | undefined)[];
}

/** A text by default, as the server has it. */
export function kindOf(msgtype: unknown): KindOfMessage {
  return KINDS.find(({ value }) => value === msgtype) ?? (KINDS[0] as KindOfMessage);
}

/** Most rows that a template card shows. */
export const MOST_ROWS = 6;

/** How much of the body is there without its variables, in bytes. */
export function bytesOf(text: unknown): number {
  return typeof text === 'string' ? new TextEncoder().encode(text.replace(/\{\{[^{}]*\}\}\}?/g, '')).length : 0;
}

/** What is wrong with a link, as a locale key; a variable may stand for anything. */
export function checkLink(link: unknown): string | undefined {
  if (typeof link !== 'string' || link.trim() === '' || link.trim().startsWith('{{')) return undefined;
  return /^(?:\/(?![/\\])|https?:\/\/[^\s/])/i.test(link.trim())
    ? undefined
    : 'Please enter a path such as /admin, or an address that begins with https://.';
}
