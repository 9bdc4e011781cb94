import type { MessageBody, TextNotice } from '../wecom-api/message';
import { cutMarkup, cutText } from './cut';
import type { Message } from './message';

/**
 * Largest sizes in bytes of UTF-8. WeCom counts a template card's in characters, as a recommendation; three bytes for each
 * are what Chinese ones take, and leave Latin letters more room.
 *
 * @see WeCom document 90236
 */
const LIMITS = {
  text: 2048,
  markdown: 2048,
  textcard: { title: 128, description: 512 },
  template_card: {
    title: 36 * 3,
    content: 160 * 3,
    emphasisTitle: 14 * 3,
    emphasisDesc: 22 * 3,
    keyname: 5 * 3,
    value: 30 * 3,
    button: 18 * 3,
  },
};
/** The button of a text card has at most four characters. */
const BUTTON_CHARACTERS = 4;
const MOST_ROWS = 6;

/** Parts that did not fit, as locale keys. */
export type CutPart = 'body' | 'title' | 'button text' | 'emphasis' | 'rows';

/** A message as WeCom takes it. */
export interface Composed {
  body: MessageBody;
  cut: CutPart[];
}

/** @param link - where the card leads: a whole address; texts and markdown have none */
export function compose(message: Message, link: string): Composed {
  const parts = new Set<CutPart>();
  const shorten = (part: CutPart, text: string, limit: number, cutter = cutText) => {
    const fitting = cutter(text, limit);
    if (fitting.cut) parts.add(part);
    return fitting.text;
  };
  return { body: bodyOf(message, link, shorten, parts), cut: [...parts] };
}

type Shorten = (part: CutPart, text: string, limit: number, cutter?: typeof cutText) => string;

function bodyOf(message: Message, link: string, shorten: Shorten, parts: Set<CutPart>): MessageBody {
  const { kind: msgtype, content, title } = message;
  if (msgtype === 'text') return { msgtype, text: { content: shorten('body', content, LIMITS.text, cutMarkup) } };
  if (msgtype === 'markdown') {
    return { msgtype, markdown: { content: shorten('body', content, LIMITS.markdown, cutMarkup) } };
  }
  if (msgtype === 'textcard') {
    const btntxt = [...message.buttonText].slice(0, BUTTON_CHARACTERS).join('');
    if (btntxt !== message.buttonText) parts.add('button text');
    return {
      msgtype,
      textcard: {
        title: shorten('title', title, LIMITS.textcard.title),
        description: shorten('body', content, LIMITS.textcard.description, cutMarkup),
        url: link,
        ...(btntxt && { btntxt }),
      },
    };
  }
  if (message.rows.length > MOST_ROWS) parts.add('rows');
  return { msgtype, template_card: textNotice(message, link, shorten) };
}

function textNotice(message: Message, link: string, shorten: Shorten): TextNotice {
  const limits = LIMITS.template_card;
  const { title, desc } = message.emphasis;
  const rows = message.rows.slice(0, MOST_ROWS).map(({ keyname, value }) => ({
    keyname: shorten('rows', keyname, limits.keyname),
    value: shorten('rows', value, limits.value),
  }));
  return {
    card_type: 'text_notice',
    main_title: { title: shorten('title', message.title, limits.title) },
    ...(message.content && { sub_title_text: shorten('body', message.content, limits.content) }),
    ...((title || desc) && {
      emphasis_content: {
        title: shorten('emphasis', title, limits.emphasisTitle),
        desc: shorten('emphasis', desc, limits.emphasisDesc),
      },
    }),
    ...(rows.length > 0 && { horizontal_content_list: rows }),
    ...(message.buttonText && {
      jump_list: [{ type: 1 as const, title: shorten('button text', message.buttonText, limits.button), url: link }],
    }),
    card_action: { type: 1, url: link },
  };
}
