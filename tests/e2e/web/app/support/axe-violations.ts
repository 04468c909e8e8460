import type { Page } from "playwright-core";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What breaks accessibility on the page as it is now, one line for each element; empty when nothing does. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  const asked = JSON.stringify({ runOnly: RULES, resultTypes: ["violations"] });
  return await page.evaluate<readonly string[]>(
    `axe.run(document, ${asked}).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => id + ": " + node.html.slice(0, 200) + " — " + (node.any[0]?.message ?? ""))))`,
  );
}
