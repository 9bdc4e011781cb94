const MARK = '…';
const MARK_BYTES = Buffer.byteLength(MARK);

/** `<font color="info">text` without its end. */
const OPEN_TAG = /<(a|font|div)\b[^<>]*>(?![\s\S]*<\/\1>)/;
const HALF_A_TAG = /<\/?[a-z][^<>]*$/i;
/** `[text`, `[text]`, or `[text](https://exam`. */
const HALF_A_LINK = /\[[^[\]\n]*(?:\](?:\([^()\s]*)?)?$/;

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Makes a text fit into WeCom's limit, which counts bytes and would cut silently, in the middle of a character. The cut is
 * at a character as people see it, so that no emoji falls apart, and shows as "…".
 *
 * @param limit - largest size in bytes of UTF-8
 */
export function cutText(text: string, limit: number): { text: string; cut: boolean } {
  if (Buffer.byteLength(text) <= limit) return { text, cut: false };
  return { text: start(text, limit - MARK_BYTES) + MARK, cut: true };
}

/** The same for texts with links, tags or emphasis in them: none of these is left half. */
export function cutMarkup(text: string, limit: number): { text: string; cut: boolean } {
  if (Buffer.byteLength(text) <= limit) return { text, cut: false };
  return { text: withoutHalves(start(text, limit - MARK_BYTES)).trimEnd() + MARK, cut: true };
}

function start(text: string, limit: number): string {
  let size = 0;
  let end = 0;
  for (const { segment } of characters.segment(text)) {
    size += Buffer.byteLength(segment);
    if (size > limit) break;
    end += segment.length;
  }
  return text.slice(0, end);
}

/** What the cut has opened and not closed goes, from where it begins. */
function withoutHalves(text: string): string {
  return [OPEN_TAG, HALF_A_TAG, HALF_A_LINK].reduce((rest, half) => rest.slice(0, half.exec(rest)?.index), text);
}
