import axe, { type Result } from 'axe-core';
import type { Page } from 'playwright-core';

/** The rules that count: WCAG 2.2, levels A and AA. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Looks for barriers in a page, or in a part of it, and answers them as short lines; none when all is well.
 *
 * @param selector the part to look at, such as our own form: NocoBase's surroundings are not ours to judge
 */
export async function accessibilityProblems(page: Page, selector = 'body'): Promise<string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async ([root, tags]) => {
      const inPage = globalThis as unknown as { axe: typeof axe };
      const { violations } = await inPage.axe.run(root, { runOnly: { type: 'tag', values: tags } });
      return violations;
    },
    [selector, TAGS] as const,
  );
  return violations.flatMap(({ id, help, nodes }: Result) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
}
