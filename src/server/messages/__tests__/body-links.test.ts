import { resolveBodyLinks } from '../body-links';

/** Lets `/paths` and `https://ok.example` through. */
const link = (wanted: string) => {
  if (wanted.startsWith('/')) return `https://app.example${wanted}`;
  return wanted.startsWith('https://ok.example') ? wanted : undefined;
};

it.each([
  ['text', 'Go <a href="/po/1">there</a>.', 'Go <a href="https://app.example/po/1">there</a>.'],
  ['text', "<a href='/po?a=1&amp;b=2'>x</a>", '<a href="https://app.example/po?a=1&b=2">x</a>'],
  ['text', '<A HREF = "https://ok.example/">x</A >', '<a href="https://ok.example/">x</a>'],
  ['text', '<a href="https://evil.example">Approve</a>', '＜a href="https://evil.example">Approve＜/a>'],
  ['text', '<a href="javascript:x">y</a>', '＜a href="javascript:x">y＜/a>'],
  ['text', '<a title="x" href="/po">y</a>', '＜a title="x" href="/po">y＜/a>'],
  [
    'text',
    '<a href="/po"><a href="https://evil.example">y</a></a>',
    '<a href="https://app.example/po">＜a href="https://evil.example">y</a>＜/a>',
  ],
  ['text', '<a href="/po"', '＜a href="/po"'],
  ['text', '< a href="https://evil.example">y</a>', '＜ a href="https://evil.example">y＜/a>'],
  ['text', 'a < b, <b>bold</b>, [x](https://evil.example)', 'a < b, <b>bold</b>, [x](https://evil.example)'],
  ['markdown', '[there](/po/1)', '[there](https://app.example/po/1)'],
  ['markdown', '[x](https://ok.example/(1))', '[x］（https://ok.example/(1))'],
  ['markdown', '[Approve](https://evil.example)', '[Approve］（https://evil.example)'],
  ['markdown', '[Approve] (https://evil.example)', '[Approve］（https://evil.example)'],
  ['markdown', '[a [b](/po)](https://evil.example)', '[a [b](https://app.example/po)］（https://evil.example)'],
  ['markdown', '[a](https://evil.example', '[a］（https://evil.example'],
  ['markdown', '[a]()', '[a］（)'],
  ['markdown', '<a href="/po">x</a> <font color="info">y</font>', '＜a href="/po">x＜/a> <font color="info">y</font>'],
  ['textcard', '<div class="gray">x</div><a href="/po">y</a>', '<div class="gray">x</div>＜a href="/po">y＜/a>'],
  ['template_card', '<a href="/po">y</a> [x](/po)', '<a href="/po">y</a> [x](/po)'],
] as const)('in %s %s becomes %s', (kind, body, expected) => {
  expect(resolveBodyLinks(kind, body, link)).toBe(expected);
});

it.each(['<a href="', '](', '<a href="x">', '[[[[', '< '])(
  'reads no more of a long body of %s than WeCom could take',
  (piece) => {
    for (const kind of ['text', 'markdown', 'textcard', 'template_card'] as const) {
      expect(resolveBodyLinks(kind, piece.repeat(200_000), link).length).toBeLessThan(40_000);
    }
  },
);
