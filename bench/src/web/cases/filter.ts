import { quantile } from "../../report/statistics.ts";
import type { BenchBrowser } from "../browser/bench-browser.ts";
import { PLAIN_FILTER } from "../browser/plain-filter.ts";
import { openList } from "../world/open-list.ts";
import type { WebCase } from "./web-case.ts";
import { p95Line } from "./web-case.ts";

/** Beginnings of words as people type them; each finds something else than the one before. */
const TYPED = ["w", "run", "sw", "play", "cycl", "ga", "yoga", "b", "walk", "s", "dan", "t"];

/** What is typed or chosen shows at once. */
export const filter: WebCase = {
  name: "filter",
  title: "searching and filtering the long list",
  async run(world) {
    const browser = await openList(world);
    const { samples, records } = world.sizes;
    world.progress("filter");
    const searches = await search(browser, samples);
    const filters = await choose(browser, Math.ceil(samples / 2));
    const plain = await browser.page.evaluate<readonly number[]>(
      `(${PLAIN_FILTER})(${records}, ${samples})`,
    );
    const baseline = [quantile(plain, 0.95)];
    return [
      { ...p95Line("key in the search to its rows", searches), baseline },
      { ...p95Line("filter chosen to its rows", filters), baseline },
    ];
  },
};

async function search(browser: BenchBrowser, samples: number): Promise<readonly number[]> {
  const { page } = browser;
  const times: number[] = [];
  const field = page.locator("input[type=search]");
  for (let at = 0; at < samples; at += 1) {
    await field.selectText();
    const text = TYPED[at % TYPED.length] ?? "";
    times.push(await browser.sample("input", "rows", () => page.keyboard.insertText(text)));
    // Typists are no faster than this.
    await page.waitForTimeout(80);
  }
  await browser.sample("input", "rows", () => field.fill(""));
  return times;
}

/** Sets a lower limit of the duration and takes it off again. */
async function choose(browser: BenchBrowser, samples: number): Promise<readonly number[]> {
  const { page } = browser;
  const times: number[] = [];
  for (let at = 0; at < samples; at += 1) {
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await page.getByRole("dialog").getByText("Duration", { exact: true }).click();
    const form = page.getByRole("dialog").locator("form");
    await form.locator("select").selectOption("ge");
    const value = form.locator("input");
    await value.fill(String(20 + at));
    times.push(await browser.sample("keydown", "rows", () => value.press("Enter")));
    const cross = page.getByRole("button", { name: "Remove the filter on Duration" });
    times.push(await browser.sample("click", "rows", () => cross.click()));
  }
  return times;
}
