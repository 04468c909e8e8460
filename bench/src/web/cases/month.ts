import { FULL_MONTH } from "../../world/seed-month.ts";
import { fillIn, press } from "../world/web-world.ts";
import type { WebCase } from "./web-case.ts";
import { p95Line } from "./web-case.ts";

/** Keys are seen at once, however many people a month has. */
export const month: WebCase = {
  name: "month",
  title: "a month of timesheets",
  async run(world) {
    const { employees, samples } = world.sizes;
    world.progress(`month: ${employees} employees`);
    const { url, program } = await world.monthHub();
    const browser = world.browser();
    const page = await browser.open();
    await fillIn(browser, `${url}/timesheets?month=${FULL_MONTH}`, 1);
    const pressed_ms = await press(browser);
    const shown_ms = await browser.ask<number>(`seen("[data-at='0,0']")`);
    await browser.ask(`saysIn("header [role=status]", "Synced")`);
    const grid = page.locator("[role=grid]");
    await page.locator("[data-at='2,3']").click();
    await grid.focus();
    const moves: number[] = [];
    const typed: number[] = [];
    for (let at = 0; at < samples; at += 1) {
      const key = at % 8 < 4 ? "ArrowDown" : "ArrowRight";
      moves.push(await browser.sample("keydown", "focus", () => page.keyboard.press(key)));
    }
    for (let at = 0; at < samples; at += 1) {
      await page.keyboard.type(at % 2 === 0 ? "S" : "R");
      await page.locator("[role=grid] input").waitFor();
      typed.push(await browser.sample("keydown", "editedCell", () => page.keyboard.press("Enter")));
    }
    await browser.stop();
    await world.stop(program);
    return [
      p95Line("arrow key to paint", moves),
      p95Line("Enter after a code to paint", typed),
      {
        what: "sign-in to the month, first visit",
        unit: "s",
        better: "lower",
        rounds: [(shown_ms - pressed_ms) / 1_000],
        note: `${employees} employees, with the first sync`,
      },
    ];
  },
};
