import fc from 'fast-check';
import { cutMarkup, cutText } from '../cut';

const FAMILY = '👨‍👩‍👧‍👦';

describe('a text that is too long', () => {
  it.each([
    ['fits to the byte', '你好世', 9, '你好世', false],
    ['is cut between characters of several bytes', '你好世界', 9, '你好…', true],
    ['is cut before an emoji that is made of several', `ab${FAMILY}cd`, 12, 'ab…', true],
    ['keeps such an emoji when there is room', `${FAMILY}${'x'.repeat(20)}`, 29, `${FAMILY}x…`, true],
    ['is empty', '', 5, '', false],
  ])('%s', (_, text, limit, expected, cut) => {
    expect(cutText(text, limit)).toEqual({ text: expected, cut });
  });

  it('never has more bytes than allowed, nor half a character', () => {
    const character = fc.constantFrom('a', 'ß', '汉', '🙂', FAMILY, '\n', 'é');
    const texts = fc.array(character, { maxLength: 60 }).map((all) => all.join(''));
    fc.assert(
      fc.property(texts, fc.integer({ min: 10, max: 80 }), (text, limit) => {
        const { text: shown, cut } = cutText(text, limit);
        expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(limit);
        expect(cut).toBe(shown !== text);
        expect(text.startsWith(cut ? shown.slice(0, -1) : shown)).toBe(true);
        expect(shown).not.toMatch(/\p{Cs}/u);
      }),
    );
  });
});

it.each([
  ['a link of a text', 'hello <a href="https://example.com/x">open here</a> more', 40, 'hello…'],
  ['a link of markdown, in its address', 'x [open](https://example.com/abcdef) y', 20, 'x…'],
  ['a link of markdown, in its label', 'some words [open me](https://e.example)', 18, 'some words…'],
  [
    'a colour',
    '<font color="info">ok</font> <font color="warning">not so good</font>',
    60,
    '<font color="info">ok</font>…',
  ],
  ['nothing that is no tag', '1 < 2 and so on and on and on', 20, '1 < 2 and so on a…'],
])('leaves no half of %s', (_, text, limit, expected) => {
  expect(cutMarkup(text, limit)).toEqual({ text: expected, cut: true });
});
