import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Nothing moves any more but what turns for ever. */
const SETTLED = `document.getAnimations().every(({ playState, effect }) =>
  playState !== "running" || effect?.getTiming().iterations === Infinity)`;

/** What breaks accessibility on the page as it is now, one line for each element; empty when nothing does. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  // What fades in or out has other colours on the way, and dialogs that go have lost their names.
  await expect.poll(() => page.evaluate<boolean>(SETTLED), { interval: 50 }).toBe(true);
  // Only here: in every page that opens, it would be read for nothing.
  await page.evaluate(`if (!("axe" in globalThis)) { ${axe.source} }`);
  const asked = JSON.stringify({ runOnly: RULES, resultTypes: ["violations"] });
  return await page.evaluate<readonly string[]>(
    `axe.run(document, ${asked}).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => id + ": " + node.html.slice(0, 200) + " — " + (node.any[0]?.message ?? ""))))`,
  );
}
