import { openPool } from "@healthops/hub/database/pool";
import { holidayIdOf } from "@healthops/workforce/natural-ids";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppBrowser } from "./support/app-browser.ts";
import { axeViolations } from "./support/axe-violations.ts";
import { installed } from "./support/installed.ts";
import { tryToSignIn } from "./support/sign-in.ts";
import { WebHub } from "./support/web-hub.ts";

const DAY = "2038-01-04";
const ID = holidayIdOf(DAY, null);

let hub: WebHub;
let browser: AppBrowser;
let page: Page;
beforeAll(async () => {
  hub = await WebHub.start();
  browser = await AppBrowser.open(hub.url);
  page = await browser.page("/c/holidays");
  await tryToSignIn(page, "admin", "healthops-demo");
  // All that an administrator holds has come, and nothing moves under the form any more.
  await page.getByRole("button", { name: "Synced", exact: true }).waitFor();
  await page.getByRole("grid").waitFor();
  // The form, opened for the first time without the network, comes from the installed app.
  await installed(page);
}, 180_000);
afterAll(async () => {
  await browser.close();
  await hub.close();
});

async function fillIn(name: string): Promise<void> {
  await page.getByRole("link", { name: "New: Public holiday" }).click();
  await page.getByLabel("Day").fill(DAY);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Save" }).click();
}

async function atHub(): Promise<readonly unknown[]> {
  const pool = openPool(hub.connectionString, 1);
  const { rows } = await pool.query("select id, name from data.holidays where date = $1", [DAY]);
  await pool.end();
  return rows;
}

test("[NAT2, NAT3] an administrator adds a public holiday without the network, and a second one of the day is shown the first", async () => {
  await browser.setOffline(true);
  await fillIn("Town day");
  await page.getByRole("grid").waitFor();
  await fillIn("Town day again");
  const note = page.getByRole("alert").filter({ hasText: "There is one for this day already." });
  await note.waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await note.getByRole("link", { name: "Open it" }).click();
  await page.waitForURL(new RegExp(`/c/holidays/${ID}$`));
  await page.getByRole("heading", { name: "Town day" }).waitFor();
  await browser.setOffline(false);
  await expect.poll(atHub, { timeout: 45_000 }).toEqual([{ id: ID, name: "Town day" }]);
});
