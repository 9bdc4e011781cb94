import { parseMessage } from '../message';

const CARD = { msgtype: 'template_card', title: 'Order', content: 'Please look' };

it.each([
  ['a text by default', { content: ' Hello ' }, { kind: 'text', content: 'Hello' }],
  ['a text for an empty kind', { msgtype: '', content: 'Hello' }, { kind: 'text' }],
  ['markdown', { msgtype: 'markdown', content: '**Hi**' }, { kind: 'markdown', content: '**Hi**' }],
  [
    'a text card',
    { msgtype: 'textcard', title: 'T', content: 'C', url: ' /admin ', btntxt: 'Go' },
    { kind: 'textcard', title: 'T', content: 'C', url: '/admin', buttonText: 'Go' },
  ],
  ['a template card without a body', { ...CARD, content: '' }, { kind: 'template_card', content: '' }],
  [
    'emphasis and rows of a template card, numbers as texts, rows without a name left out',
    {
      ...CARD,
      emphasis: { title: 1200, desc: 'CNY' },
      rows: [{ keyname: 'Paid', value: false }, { keyname: '', value: 'x' }, null, { keyname: 'By', value: { id: 1 } }],
    },
    {
      emphasis: { title: '1200', desc: 'CNY' },
      rows: [
        { keyname: 'Paid', value: 'false' },
        { keyname: 'By', value: '' },
      ],
    },
  ],
  ['no rows where rows are no list', { ...CARD, rows: 'Paid' }, { rows: [] }],
  ['a date', { content: new Date('2026-01-02T03:04:05Z') }, { content: '2026-01-02T03:04:05.000Z' }],
  [
    'no control characters and no halves of characters',
    { content: 'a\u0007b\ud83dc\r\nd\te' },
    { content: 'abc\nd\te' },
  ],
])('reads %s', (_, given, expected) => {
  expect(parseMessage(given)).toMatchObject(expected);
});

it.each([
  ['an unknown kind', { msgtype: 'image', content: 'x' }, 'There is no such kind of message.'],
  ['a kind that is no text', { msgtype: ['text'], content: 'x' }, 'There is no such kind of message.'],
  ['a text without text', { content: '  ' }, 'The message has no text.'],
  ['markdown without text', { msgtype: 'markdown' }, 'The message has no text.'],
  ['a text that is a record', { content: { id: 1 } }, 'The message has no text.'],
  ['a text card without a title', { msgtype: 'textcard', content: 'x' }, 'The card has no title.'],
  ['a text card without a body', { msgtype: 'textcard', title: 'x' }, 'The card has no body.'],
  ['a template card without a title', { ...CARD, title: '' }, 'The card has no title.'],
])('says what is wrong with %s', (_, given, sentence) => {
  expect(parseMessage(given)).toBe(sentence);
});
