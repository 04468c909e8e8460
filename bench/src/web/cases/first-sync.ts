import type { WebCase } from "./web-case.ts";
import { firstSync as visit } from "../world/web-world.ts";
import { longest } from "./web-case.ts";

/** A new device takes in everything, while the window stays usable. */
export const firstSync: WebCase = {
  name: "first-sync",
  title: "first sync in a browser",
  async run(world) {
    const { records, rounds } = world.sizes;
    const { url } = await world.hub();
    const times: number[] = [];
    const tasks: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      world.progress(`first-sync: round ${round + 1}`);
      const browser = world.browser();
      await browser.open();
      times.push(await visit(browser, url));
      tasks.push(longest((await browser.ask<{ tasks: number[] }>("end()")).tasks));
      if (round === rounds - 1) world.keep(browser);
      else await browser.stop();
    }
    return [
      {
        what: `sign-in to Synced, ${records.toLocaleString("en")} records`,
        unit: "s",
        better: "lower",
        rounds: times.map((time_ms) => time_ms / 1_000),
        note: `${Math.round(records / (Math.min(...times) / 1_000)).toLocaleString("en")} records/s at best, signing in included`,
      },
      {
        what: "… longest task of the window",
        unit: "ms",
        better: "lower",
        rounds: tasks,
        aim: { atMost: 200 },
      },
    ];
  },
};
