import { openPool } from "@healthops/hub/database/pool";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AppBrowser } from "./support/app-browser.ts";
import { axeViolations } from "./support/axe-violations.ts";
import { signInAs } from "./support/sign-in.ts";
import { WebHub } from "./support/web-hub.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let hub: WebHub;
let browser: AppBrowser;
let page: Page;

beforeAll(async () => {
  hub = await WebHub.start();
  // The demo's days are UTC days.
  browser = await AppBrowser.open(hub.url, { ...PHONE, timezoneId: "UTC" });
  page = await browser.page();
  await signInAs(page, "ankara1");
  await pill("Synced").waitFor();
}, 180_000);
afterAll(async () => {
  await browser.close();
  await hub.close();
});

const pill = (text: string | RegExp): Locator =>
  page.getByRole("banner").getByRole("status").filter({ hasText: text });
const part = (name: string): Locator => page.getByRole("region", { name, exact: true });
const entries = (name: string): Locator => part(name).getByRole("listitem");
const slot = (name: string): Locator =>
  page.getByRole("radiogroup").getByText(name, { exact: true });
const field = (): Locator => page.getByRole("textbox", { name: "What did you eat or do?" });

/** What the hub holds of the person's day under a name. */
async function atHub(table: "meals" | "exercises", name: string): Promise<number> {
  const pool = openPool(hub.connectionString, 1);
  const column = table === "meals" ? "name" : "activity";
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from data.${table} t join data.people p on p.id = t.person_id
     where p.username = 'ankara1' and t.${column} = $1`,
    [name],
  );
  await pool.end();
  return rows[0]?.count ?? 0;
}

describe("the diary on a phone", () => {
  test("breakfast is written down in under five taps from the start", async () => {
    let taps = 0;
    const tap = async (target: Locator): Promise<void> => {
      taps += 1;
      await target.tap();
    };
    await tap(page.getByRole("navigation").getByRole("link", { name: "Diary" }));
    await page.getByRole("heading", { name: "Diary", level: 1 }).waitFor();
    const breakfast = page.getByRole("radio", { name: "Breakfast" });
    // In the morning it is chosen already; at any other hour that is one tap more.
    if (!(await breakfast.isChecked())) await tap(slot("Breakfast"));
    const usual = page.getByRole("checkbox").first();
    await usual.waitFor();
    const before = await entries("Breakfast").count();
    await tap(usual);
    await tap(page.getByRole("button", { name: /^Add/ }));
    await page.getByText("Added.").waitFor();
    await expect.poll(() => entries("Breakfast").count()).toBe(before + 1);
    expect(taps).toBeLessThan(5);
  });

  test("a number alone is a meal, a number and a name is one with a name", async () => {
    await field().fill("250 e2e menemen");
    await page.keyboard.press("Enter");
    await entries("Breakfast").filter({ hasText: "e2e menemen" }).getByText("250").waitFor();
    expect(await field().inputValue()).toBe("");
  });

  test("the amount is corrected where it stands, and what is deleted comes back", async () => {
    const row = entries("Breakfast").filter({ hasText: "e2e menemen" });
    await row.getByRole("button", { name: /^e2e menemen/ }).tap();
    await row.getByRole("button", { name: "Increase" }).tap();
    expect(await axeViolations(page)).toEqual([]);
    await row.getByRole("button", { name: "Save" }).tap();
    await row.getByText("375").waitFor();
    await row.getByRole("button", { name: "Delete e2e menemen" }).tap();
    await row.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).tap();
    await row.getByText("375").waitFor();
  });

  test("minutes alone are the last activity, offline too, and arrive when the network is back", async () => {
    await browser.setOffline(true);
    await slot("Exercise").tap();
    await field().fill("25 e2e horon");
    await page.keyboard.press("Enter");
    await entries("Exercise").filter({ hasText: "e2e horon" }).waitFor();
    expect(await atHub("exercises", "e2e horon")).toBe(0);
    await browser.setOffline(false);
    await expect.poll(() => atHub("exercises", "e2e horon"), { timeout: 30_000 }).toBe(1);
    expect(await atHub("meals", "e2e menemen")).toBe(1);
  });
});

describe("the diary at a desk", () => {
  test("one key repeats a part of yesterday, another all of it, and both are taken back", async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    const all = (): Promise<number> =>
      page
        .getByRole("main")
        .getByRole("button", { name: /^Delete / })
        .count();
    const before = await all();
    const dinners = await entries("Dinner").count();
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { level: 1 }).focus();
    await page.keyboard.press("3");
    await expect.poll(() => entries("Dinner").count()).toBeGreaterThan(dinners);
    await page.keyboard.press("Control+z");
    await expect.poll(all).toBe(before);
    await page.keyboard.press("y");
    await expect.poll(all).toBeGreaterThan(before + 1);
    await page.keyboard.press("Control+z");
    await expect.poll(all).toBe(before);
  });

  test("arrow keys go from day to day, t to today, and the address says which", async () => {
    await page.keyboard.press("ArrowLeft");
    await page
      .getByRole("button", { name: /^Yesterday/ })
      .first()
      .waitFor();
    expect(page.url()).toMatch(/\?day=\d{4}-\d\d-\d\d$/);
    await page.keyboard.press("t");
    await page.getByRole("button", { name: /^Today/ }).waitFor();
    expect(page.url()).toMatch(/\/diary$/);
  });

  test("several usual things are added at once, found by a word, by keyboard alone", async () => {
    await page.keyboard.press("n");
    await page.keyboard.type("yog");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await page.getByText("Added 2 entries.").waitFor();
    expect(await field().inputValue()).toBe("");
  });
});

test.each(["/diary", "/diary?day=1999-01-01", "/trends", "/trends?by=week", "/goals", "/board"])(
  "%s breaks no rule of accessibility, wide or narrow",
  async (path) => {
    // A new address in the same window, which stays unlocked.
    await page.evaluate(`history.pushState({}, "", ${JSON.stringify(path)});
      dispatchEvent(new PopStateEvent("popstate"));`);
    for (const viewport of [PHONE.viewport, { width: 1280, height: 800 }]) {
      await page.setViewportSize(viewport);
      await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
      await page.getByRole("status", { name: "Loading" }).waitFor({ state: "detached" });
      expect(await axeViolations(page)).toEqual([]);
    }
  },
);

test("nothing broke the page's policy or failed unseen", () => {
  expect(browser.faults).toEqual([]);
});
