import { stat } from "node:fs/promises";
import type { WebCase } from "./web-case.ts";
import { strainLines } from "./web-case.ts";
import { openList } from "../world/open-list.ts";

/** A spreadsheet of everything, while the window stays usable. */
export const exporting: WebCase = {
  name: "export",
  title: "export of the long list to a spreadsheet",
  async run(world) {
    const browser = await openList(world);
    const { page } = browser;
    world.progress("export");
    let took_ms = 0;
    let size = 0;
    const strain = await browser.strain("export", async () => {
      const waiting = page.waitForEvent("download");
      await page.getByRole("button", { name: "Export", exact: true }).click();
      const began_ms = performance.now();
      await page.getByRole("menuitem", { name: "Columns as shown" }).first().click();
      const download = await waiting;
      took_ms = performance.now() - began_ms;
      size = (await stat(await download.path())).size;
    });
    return [
      {
        what: `XLSX of ${world.sizes.records.toLocaleString("en")} rows`,
        unit: "s",
        better: "lower",
        rounds: [took_ms / 1_000],
        note: `${(size / 1e6).toFixed(1)} MB`,
      },
      ...strainLines(strain),
    ];
  },
};
