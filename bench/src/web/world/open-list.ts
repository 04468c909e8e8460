import type { BenchBrowser } from "../browser/bench-browser.ts";
import type { WebWorld } from "./web-world.ts";
import { fillIn, LIST, press } from "./web-world.ts";

/** The browser with the long list in front of it, at its beginning, and nothing more to wait for. */
export async function openList(world: WebWorld): Promise<BenchBrowser> {
  const browser = await world.device();
  const { url } = await world.hub();
  await fillIn(browser, `${url}${LIST}`);
  await press(browser);
  await browser.ask("rowsSeen()");
  await browser.ask(`saysIn("header [role=status]", "Synced")`);
  return browser;
}
