import type { WebCase } from "./web-case.ts";
import { strainLines } from "./web-case.ts";
import { openList } from "../world/open-list.ts";

/** A file of new records, while the hub takes them in too. */
export const importing: WebCase = {
  name: "import",
  title: "import of a file into the long list",
  async run(world) {
    const browser = await openList(world);
    const { page } = browser;
    const { imported } = world.sizes;
    world.progress("import");
    let ready_ms = 0;
    let written_ms = 0;
    let pushed_ms = 0;
    const button = page.getByRole("button", { name: /^Import [\d,]+ rows$/ });
    await page.getByRole("button", { name: "Import", exact: true }).click();
    const strain = await browser.strain("import", async () => {
      const chosen_ms = performance.now();
      await page.locator("input[type=file]").setInputFiles({
        name: "exercises.csv",
        mimeType: "text/csv",
        buffer: Buffer.from(linesOf(imported)),
      });
      await button.waitFor();
      const pressed_ms = performance.now();
      ready_ms = pressed_ms - chosen_ms;
      await button.click();
      await browser.ask(`saysIn("body", "records added")`);
      written_ms = performance.now() - pressed_ms;
      await browser.ask(`saysIn("header [role=status]", "Synced")`);
      pushed_ms = performance.now() - pressed_ms;
    });
    const count = imported.toLocaleString("en");
    return [
      {
        what: `file of ${count} rows to the checked plan`,
        unit: "s",
        better: "lower",
        rounds: [ready_ms / 1_000],
      },
      {
        what: `writing ${count} rows`,
        unit: "s",
        better: "lower",
        rounds: [written_ms / 1_000],
        aim: { atMost: 5 },
        note: `${(written_ms / imported).toFixed(2)} ms a record; at the hub after ${(pushed_ms / 1_000).toFixed(1)} s`,
      },
      ...strainLines(strain),
    ];
  },
};

function linesOf(count: number): string {
  const lines = ["Day;Activity;Duration;Distance;Note"];
  for (let at = 0; at < count; at += 1) {
    const day = new Date(Date.UTC(2025, 6, 1) + (at % 365) * 86_400_000).toISOString().slice(0, 10);
    lines.push(`${day};Imported walk ${at % 40};${20 + (at % 90)};${(at % 100) / 10};row ${at}`);
  }
  return lines.join("\r\n");
}
