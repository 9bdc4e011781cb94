/** The little markup that WeCom's messages know, as HTML. Everything else stays text. */
import { type Html, html } from './html';

/** Where a link of a message leads on these pages. */
export type LinkTo = (url: string) => string;

const isAddress = (url: string): boolean => /^https?:\/\/[^\s"<>]+$/i.test(url) && URL.canParse(url);

/** A text: lines, and `<a href="…">`. */
export function textHtml(text: string, linkTo: LinkTo): Html[] {
  return split(text, /<a href="([^"]*)">([\s\S]*?)<\/a>/, ([, url = '', label = '']) =>
    isAddress(url) ? html`<a href="${linkTo(url)}">${label}</a>` : undefined,
  );
}

/** The description of a text card: `<div class="gray">`, `normal`, `highlight`, and `<br>`. */
export function descriptionHtml(text: string): Html[] {
  return split(text, /<div class="(gray|normal|highlight)">([\s\S]*?)<\/div>|<br\s*\/?>/, ([, tone, content]) =>
    tone === undefined ? html`<br>` : html`<div class="tone-${tone}">${content}</div>`,
  );
}

/** Markdown as WeCom has it: headings, quotes, bold, code, links and three colours. */
export function markdownHtml(text: string, linkTo: LinkTo): Html[] {
  return text.split('\n').map((line) => {
    const [, marks, heading] = /^(#{1,6}) +(.*)$/.exec(line) ?? [];
    if (marks) return html`<p class="heading level-${marks.length}">${inlineHtml(heading ?? '', linkTo)}</p>`;
    const quote = /^> ?(.*)$/.exec(line)?.[1];
    if (quote !== undefined) return html`<blockquote>${inlineHtml(quote, linkTo)}</blockquote>`;
    return html`<p>${inlineHtml(line, linkTo)}</p>`;
  });
}

function inlineHtml(text: string, linkTo: LinkTo): Html[] {
  const pattern =
    /\*\*([^*]+)\*\*|`([^`]+)`|\[([^\]]*)\]\(([^\s)]+)\)|<font color="(info|comment|warning)">([\s\S]*?)<\/font>/;
  return split(text, pattern, ([, bold, code, label, url, color, colored]) => {
    if (bold !== undefined) return html`<strong>${inlineHtml(bold, linkTo)}</strong>`;
    if (code !== undefined) return html`<code>${code}</code>`;
    if (color !== undefined) return html`<span class="font-${color}">${inlineHtml(colored ?? '', linkTo)}</span>`;
    return url !== undefined && isAddress(url) ? html`<a href="${linkTo(url)}">${label}</a>` : undefined;
  });
}

/** @param replace - what stands for a match; undefined leaves its text as it is */
function split(text: string, pattern: RegExp, replace: (match: RegExpExecArray) => Html | undefined): Html[] {
  const parts: Html[] = [];
  let rest = text;
  for (let match = pattern.exec(rest); match; match = pattern.exec(rest)) {
    parts.push(html`${rest.slice(0, match.index)}`, replace(match) ?? html`${match[0]}`);
    rest = rest.slice(match.index + match[0].length);
  }
  return [...parts, html`${rest}`];
}
