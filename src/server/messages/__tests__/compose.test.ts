import { compose } from '../compose';
import type { Message } from '../message';

const LINK = 'https://app.example.com/api/wecom:authorize?authenticator=wecom&redirect=%2Fadmin';
const message = (more: Partial<Message>): Message => ({
  kind: 'text',
  content: 'Body',
  title: 'Title',
  url: '',
  buttonText: '',
  emphasis: { title: '', desc: '' },
  rows: [],
  ...more,
});

it.each<[string, Partial<Message>, object]>([
  ['a text', {}, { msgtype: 'text', text: { content: 'Body' } }],
  ['markdown', { kind: 'markdown' }, { msgtype: 'markdown', markdown: { content: 'Body' } }],
  [
    'a text card',
    { kind: 'textcard' },
    { msgtype: 'textcard', textcard: { title: 'Title', description: 'Body', url: LINK } },
  ],
  [
    'a text card with a button',
    { kind: 'textcard', buttonText: 'Open' },
    { msgtype: 'textcard', textcard: { title: 'Title', description: 'Body', url: LINK, btntxt: 'Open' } },
  ],
  [
    'a template card',
    { kind: 'template_card' },
    {
      msgtype: 'template_card',
      template_card: {
        card_type: 'text_notice',
        main_title: { title: 'Title' },
        sub_title_text: 'Body',
        card_action: { type: 1, url: LINK },
      },
    },
  ],
  [
    'a template card with everything',
    {
      kind: 'template_card',
      content: '',
      buttonText: 'Open the order',
      emphasis: { title: '1200', desc: 'CNY' },
      rows: [{ keyname: 'By', value: 'Li Na' }],
    },
    {
      msgtype: 'template_card',
      template_card: {
        card_type: 'text_notice',
        main_title: { title: 'Title' },
        emphasis_content: { title: '1200', desc: 'CNY' },
        horizontal_content_list: [{ keyname: 'By', value: 'Li Na' }],
        jump_list: [{ type: 1, title: 'Open the order', url: LINK }],
        card_action: { type: 1, url: LINK },
      },
    },
  ],
])('makes %s as WeCom wants it', (_, given, body) => {
  expect(compose(message(given), LINK)).toEqual({ body, cut: [] });
});

const LONG = '汉'.repeat(3000);

it.each<[string, Partial<Message>, number, string[]]>([
  ['a text', { content: LONG }, 2048, ['body']],
  ['markdown', { kind: 'markdown', content: LONG }, 2048, ['body']],
  [
    'a text card',
    { kind: 'textcard', title: LONG, content: LONG, buttonText: LONG },
    128,
    ['button text', 'title', 'body'],
  ],
  [
    'a template card',
    {
      kind: 'template_card',
      title: LONG,
      content: LONG,
      buttonText: LONG,
      emphasis: { title: LONG, desc: LONG },
      rows: Array.from({ length: 7 }, () => ({ keyname: LONG, value: LONG })),
    },
    480,
    ['rows', 'title', 'body', 'emphasis', 'button text'],
  ],
])('cuts what is too long in %s, and says so', (_, given, longest, parts) => {
  const { body, cut } = compose(message(given), LINK);
  expect([...cut].sort()).toEqual([...parts].sort());
  const sizes = textsOf(body).map((text) => Buffer.byteLength(text));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(Math.max(longest, 512));
  expect(JSON.stringify(body)).not.toContain('\ufffd');
  if ('template_card' in body) expect(body.template_card.horizontal_content_list).toHaveLength(6);
  if ('textcard' in body) expect(body.textcard).toMatchObject({ btntxt: '汉汉汉汉', title: `${'汉'.repeat(41)}…` });
});

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value === LINK ? [] : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
