import type { WebCase } from "./web-case.ts";
import { PASSWORD, usernameOf } from "../../world/people.ts";
import { LIST, press } from "../world/web-world.ts";

/** A browser that is started without a network opens the app and shows what is on the device. */
export const coldStart: WebCase = {
  name: "cold-start",
  title: "cold start offline, new browser process each time",
  async run(world) {
    const browser = await world.device();
    const { url } = await world.hub();
    const form: number[] = [];
    const rows: number[] = [];
    for (let round = 0; round < world.sizes.rounds + 2; round += 1) {
      world.progress(`cold-start: round ${round + 1}`);
      await browser.close();
      const page = await browser.open({ offline: true });
      await page.goto(`${url}${LIST}`, { waitUntil: "commit" });
      form.push(await browser.ask<number>(`seen("input[name=password]:not(:disabled)")`));
      await page.locator("input[name=username]").fill(usernameOf(0));
      await page.locator("input[name=password]").fill(PASSWORD);
      const pressed_ms = await press(browser);
      rows.push((await browser.ask<number>("rowsSeen()")) - pressed_ms);
    }
    // For the cases that follow.
    await browser.page.context().setOffline(false);
    return [
      {
        what: "navigation to the sign-in form",
        unit: "ms",
        better: "lower",
        rounds: form,
        aim: { atMost: 1_500 },
        note: "page, worker and storage are loaded; by the page's own clock",
      },
      {
        what: "sign-in pressed to the list's rows",
        unit: "ms",
        better: "lower",
        rounds: rows,
        aim: { atMost: 1_500 },
        note: "Argon2id of the password, opening the database, the first page of the list",
      },
    ];
  },
};
