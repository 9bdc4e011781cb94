import type { Kind } from './message';

/** Makes a whole address of a link; undefined when the link may not be used. */
export type ResolveLink = (wanted: string) => string | undefined;

/** The beginning of a tag that might be a link, also of a closing one. */
const TAG = /<(?=\s*\/?\s*a\b)/i;
const OPENING = /^<\s*a\s+href\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')\s*>/i;
const CLOSING = /^<\s*\/\s*a\s*>/i;
const TARGET = /\]\s*\(/;

/** How much of a body is read, in characters: several times what WeCom takes, so that the rest could not be shown. */
const READ = 16_384;

/**
 * Makes whole addresses of the links in a body: `<a href="…">` in a text, `[…](…)` in markdown. A link that may not be used
 * shows as what it is: its brackets become full-width ones, which no client takes for a link. So nobody who can write
 * into a record can hide another site behind a friendly word in an administrator's message.
 */
export function resolveBodyLinks(kind: Kind, whole: string, link: ResolveLink): string {
  const body = whole.slice(0, READ);
  if (kind === 'template_card') return body;
  if (kind === 'text') return resolveTags(body, link);
  const withoutTags = body.replace(new RegExp(TAG, 'gi'), '＜');
  return kind === 'markdown' ? resolveMarkdown(withoutTags, link) : withoutTags;
}

function resolveTags(body: string, link: ResolveLink): string {
  let isOpen = false;
  return replaceEach(body, TAG, (rest) => {
    const [tag, doubly, singly] = OPENING.exec(rest) ?? [];
    const address = tag === undefined || isOpen ? undefined : link((doubly ?? singly ?? '').replaceAll('&amp;', '&'));
    if (tag !== undefined && address !== undefined) {
      isOpen = true;
      return [tag.length, `<a href="${address}">`];
    }
    const closing = CLOSING.exec(rest)?.[0];
    // The end of a link that was not let through ends nothing.
    if (closing === undefined || !isOpen) return [1, '＜'];
    isOpen = false;
    return [closing.length, '</a>'];
  });
}

function resolveMarkdown(body: string, link: ResolveLink): string {
  return replaceEach(body, TARGET, (rest) => {
    const [opening = ''] = TARGET.exec(rest) ?? [];
    const target = /^[^\s()]*(?=\))/.exec(rest.slice(opening.length))?.[0];
    const address = target && link(target);
    if (!target || !address) return [opening.length, '］（'];
    return [opening.length + target.length, `](${address.replaceAll('(', '%28').replaceAll(')', '%29')}`];
  });
}

/** @param replace - gets the text from where the pattern was found; answers how much to replace, and by what */
function replaceEach(text: string, pattern: RegExp, replace: (rest: string) => [length: number, by: string]): string {
  const parts: string[] = [];
  let rest = text;
  for (let found = pattern.exec(rest); found; found = pattern.exec(rest)) {
    const [length, by] = replace(rest.slice(found.index));
    parts.push(rest.slice(0, found.index), by);
    rest = rest.slice(found.index + length);
  }
  return parts.join('') + rest;
}
