/** Just enough Markdown to compare documents: what these read is written in this repository. */

const FENCE = /^```.*\n[\s\S]*?^```$/gm;

/** The text without fenced code. */
export function withoutCode(text: string): string {
  return text.replace(FENCE, '');
}

/** Fenced blocks with their language, unchanged. */
export function codeBlocks(text: string): string[] {
  return text.match(FENCE) ?? [];
}

export function headings(text: string): { level: number; title: string }[] {
  return [...withoutCode(text).matchAll(/^(#+) (.+)$/gm)].map(([, marks = '', title = '']) => ({
    level: marks.length,
    title,
  }));
}

/** The text below a heading, up to the next one of the same or a higher level; empty when there is no such heading. */
export function section(text: string, title: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === title);
  if (start < 0) return '';
  const level = lines[start]?.indexOf(' ') ?? 0;
  const length = lines.slice(start + 1).findIndex((line) => new RegExp(`^#{1,${level}} `).test(line));
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n');
}

export function images(text: string): string[] {
  return [...withoutCode(text).matchAll(/!\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, file = '']) => file);
}

/** Targets of links; pictures are not links. */
export function links(text: string): string[] {
  return [...withoutCode(text).matchAll(/(?<!!)\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

/** Each table as rows of cells, the head first. A cell may have a bar in code (`a\|b`). */
export function tables(text: string): string[][][] {
  const found: string[][][] = [];
  for (const block of withoutCode(text).match(/(?:^\|.*\|$\n?)+/gm) ?? []) {
    const rows = block
      .trim()
      .split('\n')
      .map((line) =>
        line
          .slice(1, -1)
          .split(/(?<!\\)\|/)
          .map((cell) => cell.trim()),
      );
    found.push(rows.filter((cells) => !cells.every((cell) => /^:?-+:?$/.test(cell))));
  }
  return found;
}

export function isLocal(target: string): boolean {
  return !/^[a-z]+:/i.test(target);
}

/** The anchor that GitHub gives a heading. */
export function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .replace(/\s/g, '-');
}
