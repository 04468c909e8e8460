import { quantile } from "../../report/statistics.ts";
import { openList } from "../world/open-list.ts";
import type { WebCase } from "./web-case.ts";
import { lateFrames, p95Line } from "./web-case.ts";

/** Pixels: some forty rows, as a flick of the wheel. */
const FLICK = 1_440;
/** Steps of a long drag, each within one frame or so. */
const STEPS = 60;
const STEP = 240;

/** Rows come as fast as somebody scrolls. */
export const scroll: WebCase = {
  name: "scroll",
  title: "scrolling the long list",
  async run(world) {
    const browser = await openList(world);
    const { page } = browser;
    const times: number[] = [];
    world.progress("scroll");
    await page.locator("[role=grid]").hover({ position: { x: 400, y: 300 } });
    for (let at = 0; at < world.sizes.samples; at += 1) {
      times.push(await browser.sample("wheel", "rows", () => page.mouse.wheel(0, FLICK)));
    }
    const strain = await browser.strain("scroll", async () => {
      for (let at = 0; at < STEPS; at += 1) await page.mouse.wheel(0, at % 20 < 14 ? STEP : -STEP);
    });
    const end = await browser.sample("keydown", "rows", async () => {
      await page.locator("[role=grid]").focus();
      await page.keyboard.press("End");
    });
    await page.keyboard.press("Home");
    return [
      p95Line("wheel to new rows", times),
      {
        what: "frames later than 50 ms in a long scroll",
        unit: "%",
        better: "lower",
        rounds: [lateFrames(strain.frames)],
        note: `${strain.frames.length} frames, p95 ${quantile(strain.frames, 0.95).toFixed(0)} ms`,
      },
      { what: "End key to the last rows", unit: "ms", better: "lower", rounds: [end] },
    ];
  },
};
