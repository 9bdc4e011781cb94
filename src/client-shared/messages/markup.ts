import type { Kind } from './kinds';

/** A piece of a line as WeCom shows it. */
export type Piece =
  | { is: 'text'; text: string }
  /** The name of what will stand there. */
  | { is: 'variable'; text: string }
  | { is: 'code'; text: string }
  | { is: 'bold'; pieces: Piece[] }
  | { is: 'link'; pieces: Piece[] }
  | { is: 'color'; color: Color; pieces: Piece[] };

type Color = 'info' | 'comment' | 'warning' | 'gray' | 'normal' | 'highlight';

export interface Line {
  /** 0 for no heading. */
  heading: number;
  isQuote: boolean;
  pieces: Piece[];
}

const VARIABLE = /\{\{\{?\s*([^{}]+?)\s*\}?\}\}/;
const TEXT_LINK = /<a href=(?:"[^"]*"|'[^']*')>([\s\S]*?)<\/a>/;
const MARKDOWN =
  /\*\*([^*]+)\*\*|`([^`]+)`|\[([^\]]*)\]\([^\s)]+\)|<font color="(info|comment|warning)">([\s\S]*?)<\/font>/;
const DESCRIPTION = /<div class="(gray|normal|highlight)">([\s\S]*?)<\/div>/;

/** The lines of a body; only what WeCom makes of its markup, everything else is text. */
export function linesOf(kind: Kind, body: string): Line[] {
  return body.split('\n').map((line) => {
    const [, marks = '', heading = ''] = (kind === 'markdown' && /^(#{1,6}) +(.*)$/.exec(line)) || [];
    const quote = kind === 'markdown' ? /^> ?(.*)$/.exec(line)?.[1] : undefined;
    return {
      heading: marks.length,
      isQuote: quote !== undefined,
      pieces: piecesOf(kind, marks ? heading : (quote ?? line)),
    };
  });
}

/** The pieces of a line, or of a title, which has variables only. */
export function piecesOf(kind: Kind | 'title', text: string): Piece[] {
  if (kind === 'text')
    return split(text, TEXT_LINK, ([, label = '']) => ({ is: 'link', pieces: piecesOf('title', label) }));
  if (kind === 'textcard') {
    return split(text, DESCRIPTION, ([, color, content = '']) => ({
      is: 'color',
      color: color as Color,
      pieces: piecesOf('title', content),
    }));
  }
  if (kind !== 'markdown') return split(text);
  return split(text, MARKDOWN, ([, bold, code, label, color, colored = '']) => {
    if (bold !== undefined) return { is: 'bold', pieces: piecesOf(kind, bold) };
    if (code !== undefined) return { is: 'code', text: code };
    if (color !== undefined) return { is: 'color', color: color as Color, pieces: piecesOf(kind, colored) };
    return { is: 'link', pieces: piecesOf('title', label ?? '') };
  });
}

function split(text: string, pattern?: RegExp, make?: (match: RegExpExecArray) => Piece): Piece[] {
  const match = pattern?.exec(text);
  if (match && make) {
    const end = match.index + match[0].length;
    return [...split(text.slice(0, match.index)), make(match), ...split(text.slice(end), pattern, make)];
  }
  const variable = VARIABLE.exec(text);
  if (!variable) return text === '' ? [] : [{ is: 'text', text }];
  return [
    ...split(text.slice(0, variable.index)),
    { is: 'variable', text: nameOf(variable[1] ?? '') },
    ...split(text.slice(variable.index + variable[0].length)),
  ];
}

/** `$context.data.title` is the title. */
function nameOf(path: string): string {
  return path.split('.').at(-1) ?? path;
}
