import axe, { type Result } from 'axe-core';
import type { Page } from 'playwright-core';

/** The rules that count: WCAG 2.2, levels A and AA. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Looks for barriers in a page, or in a part of it, and answers them as short lines; none when all is well.
 *
 * @param selector - the part to look at, such as our own form: NocoBase's surroundings are not ours to judge
 * @param itsOwnColours - what has the colours of NocoBase's theme, as on all of its pages: their contrast is the theme's
 */
export async function accessibilityProblems(page: Page, selector = 'body', itsOwnColours?: string): Promise<string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async ([root, tags, theme]) => {
      const inPage = globalThis as unknown as { axe: typeof axe };
      const runOnly = { type: 'tag' as const, values: tags };
      if (!theme) return (await inPage.axe.run(root, { runOnly })).violations;
      const contrast = { runOnly: { type: 'rule' as const, values: ['color-contrast'] } };
      const runs = [
        await inPage.axe.run(root, { runOnly, rules: { 'color-contrast': { enabled: false } } }),
        await inPage.axe.run({ include: root, exclude: theme }, contrast),
      ];
      return runs.flatMap((run) => run.violations);
    },
    [selector, TAGS, itsOwnColours] as const,
  );
  return violations.flatMap(({ id, help, nodes }: Result) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
}
