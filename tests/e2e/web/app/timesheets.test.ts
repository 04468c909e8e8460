import { openPool } from "@healthops/hub/database/pool";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AppBrowser } from "./support/app-browser.ts";
import { axeViolations } from "./support/axe-violations.ts";
import { HubApi } from "./support/hub-api.ts";
import { tryToSignIn } from "./support/sign-in.ts";
import { WebHub } from "./support/web-hub.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const PASSWORD = "healthops-demo";
/** Months that the demo leaves empty. */
const NEXT = monthAhead(1);
const LATER = monthAhead(2);
const LAST = monthAhead(3);

let hub: WebHub;
/** The clerk's PC, another PC of theirs, and the manager's phone. */
let desk: AppBrowser;
let other: AppBrowser;
let phone: AppBrowser;
let page: Page;
let second: Page;
let manager: Page;

beforeAll(async () => {
  hub = await WebHub.start();
  await fortyPeople();
  [desk, other, phone] = await Promise.all([
    AppBrowser.open(hub.url, { timezoneId: "UTC" }),
    AppBrowser.open(hub.url, { timezoneId: "UTC" }),
    AppBrowser.open(hub.url, { ...PHONE, timezoneId: "UTC" }),
  ]);
  [page, second, manager] = await Promise.all([
    signedIn(desk, "ankara1", NEXT),
    signedIn(other, "ankara1", LATER),
    signedIn(phone, "ankara-manager", NEXT),
  ]);
}, 180_000);
afterAll(async () => {
  await Promise.all([desk, other, phone].map((browser) => browser.close()));
  await hub.close();
});

/** A region as large as they get. */
async function fortyPeople(): Promise<void> {
  const manager = await HubApi.signedIn(hub.url, "ankara-manager");
  const { siteId } = await manager.first("workforce/employees");
  const pool = openPool(hub.connectionString, 1);
  const { rows } = await pool.query("select from data.employees where site_id = $1", [siteId]);
  await pool.end();
  const more = Array.from({ length: 40 - rows.length }, (_, at) => ({
    name: `Ek Personel ${at}`,
    number: `EK${at}`,
    siteId,
  }));
  await manager.add("workforce/employees", more);
}

async function signedIn(browser: AppBrowser, username: string, month: string): Promise<Page> {
  const opened = await browser.page(`/timesheets?month=${month}&details=0`);
  await tryToSignIn(opened, username, PASSWORD);
  await opened.getByRole("heading", { name: "Timesheets", level: 1 }).waitFor();
  await pill(opened, "Synced").waitFor();
  return opened;
}

const pill = (on: Page, text: string | RegExp): Locator =>
  on.getByRole("banner").getByRole("status").filter({ hasText: text });
const sheet = (on: Page): Locator => on.getByRole("grid");
const cell = (on: Page, row: number, column: number): Locator =>
  on.locator(`[data-at="${String(row)},${String(column)}"]`);

/** Goes to another month without leaving the app. */
async function turnTo(on: Page, month: string): Promise<void> {
  while (!on.url().includes(`month=${month}`)) {
    const before = on.url();
    await on.getByRole("button", { name: "Next month" }).click();
    await on.waitForURL((url) => url.href !== before);
  }
}

/** Types texts into the cells from the first of a row on. */
async function typeRow(on: Page, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await on.keyboard.type(text);
    await on.keyboard.press("Tab");
  }
}

/** Takes the next step of the month, and agrees. */
async function step(on: Page, name: "Submit" | "Approve"): Promise<void> {
  await on.getByRole("button", { name, exact: true }).click();
  await on.getByRole("dialog").getByRole("button", { name, exact: true }).click();
}

async function entriesAtHub(month: string): Promise<number> {
  const pool = openPool(hub.connectionString, 1);
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from data.timesheet_entries t join data.sites s on s.id = t.site_id
      where s.name = 'Ankara' and to_char(t.date, 'YYYY-MM') = $1
        and (t.code is not null or t.hours is not null or t.start_time is not null)`,
    [month],
  );
  await pool.end();
  return rows[0]?.count ?? 0;
}

function monthAhead(months: number): string {
  const now = new Date();
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1);
  return new Date(first).toISOString().slice(0, 7);
}

function daysIn(month: string): readonly number[] {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate();
  // Day of the week of each day, 0 is Sunday.
  return Array.from({ length: count }, (_, at) =>
    new Date(Date.UTC(year, number - 1, at + 1)).getUTCDay(),
  );
}

describe("a month of forty people", () => {
  const days = daysIn(NEXT);

  test("a clerk fills it by keyboard alone", async () => {
    await sheet(page).waitFor();
    const people = Number(await sheet(page).getAttribute("aria-rowcount")) - 2;
    expect(people).toBe(40);
    const began = Date.now();
    const isOnGrid = () => page.evaluate(`document.activeElement?.getAttribute("role") === "grid"`);
    while (!(await isOnGrid())) await page.keyboard.press("Tab");
    await page.keyboard.press("Control+Home");
    await typeRow(
      page,
      days.map((day) => (day === 0 ? "H" : day === 6 ? "5" : "N")),
    );
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Control+Shift+End");
    await page.keyboard.press("Control+d");
    await cell(page, 39, days.length - 1)
      .filter({ hasText: /./ })
      .waitFor();
    // Who was away, and who came late.
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.type("S");
    await page.keyboard.press("Enter");
    await page.keyboard.type("9-16/30");
    await page.keyboard.press("Enter");
    await expect.poll(() => entriesAtHub(NEXT), { timeout: 60_000 }).toBe(40 * days.length);
    process.stdout.write(`40 people, ${days.length} days: ${String(Date.now() - began)} ms\n`);
    expect(await cell(page, 1, 0).textContent()).toBe("S");
    expect(await cell(page, 2, 0).textContent()).toBe("6.5");
  }, 120_000);

  test("what was entered is taken back and done again; what means nothing stays in the editor", async () => {
    await page.keyboard.press("Control+Home");
    const before = await cell(page, 0, 0).textContent();
    await page.keyboard.type("G");
    await page.keyboard.press("Enter");
    await cell(page, 0, 0).filter({ hasText: "G" }).waitFor();
    await page.keyboard.press("Control+z");
    await cell(page, 0, 0)
      .filter({ hasText: before ?? "" })
      .waitFor();
    await page.keyboard.press("Control+y");
    await cell(page, 0, 0).filter({ hasText: "G" }).waitFor();
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("??");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "Type a code" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await cell(page, 0, 0).textContent()).toBe(before);
  });

  test("cells go to a spreadsheet and come back, quotes and all", async () => {
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Shift+ArrowRight");
    const copied = await page.evaluate<string>(`(() => {
      const data = new DataTransfer();
      document.activeElement.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
      return data.getData("text/plain");
    })()`);
    expect(copied.split("\t")).toHaveLength(2);
    await page.evaluate(`(() => {
      const data = new DataTransfer();
      data.setData("text/plain", '"N 8,5"\\tS\\r\\n7:30\\t"R"\\r\\n');
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    })()`);
    await cell(page, 0, 0).filter({ hasText: "8.5" }).waitFor();
    await cell(page, 0, 1).filter({ hasText: "S" }).waitFor();
    await cell(page, 1, 0).filter({ hasText: "7.5" }).waitFor();
    await cell(page, 1, 1).filter({ hasText: "R" }).waitFor();
    await page.keyboard.press("Control+z");
    await cell(page, 1, 0).filter({ hasText: "S" }).waitFor();
    await pill(page, "Synced").waitFor();
  });

  test("the clerk submits, and the manager approves on a phone", async () => {
    await step(page, "Submit");
    await page.getByText("Submitted", { exact: true }).waitFor();
    await step(manager, "Approve");
    await manager.getByText("Approved", { exact: true }).first().waitFor();
    await manager.getByRole("dialog").waitFor({ state: "detached" });
    expect(await axeViolations(manager)).toEqual([]);
  });

  test("the clerk's late edit is refused at once, with the reason", async () => {
    await page.getByText("Approved", { exact: true }).first().waitFor();
    await sheet(page).focus();
    await page.keyboard.type("8");
    await page.getByText("are approved. Ask a manager to reopen the month.").first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });
});

describe("two PCs", () => {
  test("a late edit of a PC that was away is refused by the hub, and the cell leads to the reason", async () => {
    await sheet(second).waitFor();
    await other.setOffline(true);
    await pill(second, /Offline/).waitFor();
    await sheet(second).focus();
    await second.keyboard.type("R");
    await second.keyboard.press("Enter");
    await cell(second, 0, 0).filter({ hasText: "R" }).waitFor();
    await turnTo(manager, LATER);
    await step(manager, "Submit");
    await step(manager, "Approve");
    await pill(manager, "Synced").waitFor();
    await other.setOffline(false);
    await second.locator('[data-at="0,0"][data-mark="refused"]').waitFor();
    await second.keyboard.press("ArrowUp");
    await second.keyboard.press("Alt+Enter");
    const panel = second.getByRole("complementary", { name: "Details of the cell" });
    await panel.getByText("The hub refused the last change here:").waitFor();
    await panel.getByRole("link", { name: "See the refused change" }).click();
    await second.getByRole("heading", { name: "Refused changes", level: 1 }).waitFor();
    await second
      .getByText(/are approved\. Ask a manager/)
      .first()
      .waitFor();
    await second.getByRole("button", { name: "Discard" }).click();
    await second.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
    await second.getByText("Nothing was refused").waitFor();
    expect(await entriesAtHub(LATER)).toBe(0);
  });

  test("one cell entered on both while away is one conflict with both values, and is decided", async () => {
    await turnTo(page, LAST);
    await second.goBack();
    await sheet(second).waitFor();
    await turnTo(second, LAST);
    await Promise.all([desk.setOffline(true), other.setOffline(true)]);
    await Promise.all([page, second].map((on) => pill(on, /Offline/).waitFor()));
    for (const [on, text] of [
      [page, "N"],
      [second, "S"],
    ] as const) {
      await sheet(on).focus();
      await on.keyboard.press("Control+Home");
      await on.keyboard.type(text);
      await on.keyboard.press("Enter");
      await cell(on, 0, 0).filter({ hasText: text }).waitFor();
    }
    await desk.setOffline(false);
    await pill(page, "Synced").waitFor();
    await other.setOffline(false);
    await second.locator('[data-at="0,0"][data-mark="conflict"]').waitFor();
    await page.locator('[data-at="0,0"][data-mark="conflict"]').waitFor();
    expect(await entriesAtHub(LAST)).toBe(1);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Alt+Enter");
    await page.getByRole("link", { name: "Decide" }).click();
    await page.getByRole("heading", { name: "Conflicts", level: 1 }).waitFor();
    const both = page.getByRole("article").first();
    await both.getByText("N", { exact: true }).first().waitFor();
    await both.getByText("S", { exact: true }).first().click();
    await both.getByRole("button", { name: "Save decision" }).click();
    await page.getByText("Conflict resolved").waitFor();
    await page.goBack();
    await cell(page, 0, 0).filter({ hasText: "S" }).waitFor();
    await expect.poll(() => cell(page, 0, 0).getAttribute("data-mark")).not.toBe("conflict");
  });
});

test("nothing went wrong in any browser", () => {
  expect([...desk.faults, ...other.faults, ...phone.faults]).toEqual([]);
});
