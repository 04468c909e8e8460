import { openPool } from "@healthops/hub/database/pool";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppBrowser } from "./support/app-browser.ts";
import { signInAs } from "./support/sign-in.ts";
import { WebHub } from "./support/web-hub.ts";
import { openList } from "./support/open-list.ts";

let hub: WebHub;
let browser: AppBrowser;

beforeAll(async () => {
  hub = await WebHub.start();
  browser = await AppBrowser.firstVisit(hub.url);
}, 180_000);
afterAll(async () => {
  await browser.close();
  await hub.close();
});

const pill = (page: Page, text: string | RegExp) =>
  page.getByRole("banner").getByRole("status").filter({ hasText: text });

async function addWeight(page: Page, kg: string, note: string): Promise<void> {
  await openList(page, "Weights");
  await page.getByRole("link", { name: "New: Weight" }).click();
  await page.getByRole("textbox", { name: "Body weight" }).fill(kg);
  await page.getByRole("textbox", { name: "Note" }).fill(note);
  await page.keyboard.press("Control+Enter");
  await page.getByText(note).waitFor();
}

/** The list of weights, of somebody who has signed in on this device before. */
async function unlocked(on: AppBrowser): Promise<Page> {
  const page = await on.page("/c/weights");
  await page.getByRole("button", { name: /Elif Yılmaz/ }).click();
  await page.locator("input[name=password]").fill("healthops-demo");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByText("e2e morning").waitFor();
  return page;
}

async function weightsAtHub(): Promise<readonly string[]> {
  const pool = openPool(hub.connectionString, 1);
  const { rows } = await pool.query<{ seen: string }>(
    "select note || ' ' || weight_kg as seen from data.weights where note like 'e2e %' order by 1",
  );
  await pool.end();
  return rows.map(({ seen }) => seen);
}

test("first visit, offline work over reload and restart, and everything arrives at the hub", async () => {
  let page = await browser.page();
  await signInAs(page, "ankara1");
  await pill(page, "Synced").waitFor();
  await page.evaluate("navigator.serviceWorker.ready");

  await browser.setOffline(true);
  await hub.stop();
  await page.reload();
  await page.getByText("Offline. People who have signed in on this device").waitFor();
  await signInAs(page, "ankara1");
  await pill(page, "Offline").waitFor();

  await addWeight(page, "81.5", "e2e morning");
  await pill(page, "Offline, 1 change waiting").waitFor();
  await page.getByText("e2e morning").click();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Body weight" }).fill("80.5");
  await page.keyboard.press("Control+Enter");
  await page.getByText("80.5 kg").first().waitFor();

  await browser.restart();
  await browser.setOffline(true);
  page = await unlocked(browser);
  await addWeight(page, "79", "e2e evening");
  expect(await weightsAtHub()).toEqual([]);

  await hub.startAgain();
  await browser.setOffline(false);
  await pill(page, "Synced").waitFor({ timeout: 60_000 });
  expect(await weightsAtHub()).toEqual(["e2e evening 79", "e2e morning 80.5"]);
  expect(browser.faults).toEqual([]);
}, 180_000);

test("[PSH4] of a copied profile both browsers' work arrives at the hub", async () => {
  const before = await weightsAtHub();
  const copied = await browser.copy();
  try {
    for (const [kg, one] of [browser, copied].entries()) {
      await one.setOffline(true);
      await addWeight(await unlocked(one), String(70 + kg), `e2e of ${kg}`);
    }
    await browser.setOffline(false);
    await expect.poll(weightsAtHub).toEqual([...before, "e2e of 0 70"]);
    await copied.setOffline(false);
    await expect.poll(weightsAtHub).toEqual([...before, "e2e of 0 70", "e2e of 1 71"]);
    expect([...browser.faults, ...copied.faults]).toEqual([]);
  } finally {
    await copied.close();
  }
}, 180_000);
