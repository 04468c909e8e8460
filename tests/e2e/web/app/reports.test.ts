import { readFile } from "node:fs/promises";
import { readSheets } from "@healthops/ui/files/read-sheets";
import type { Download, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppBrowser } from "./support/app-browser.ts";
import { axeViolations } from "./support/axe-violations.ts";
import { goTo } from "./support/go-to.ts";
import { pdfPages } from "./support/pdf-text.ts";
import { signInAs } from "./support/sign-in.ts";
import { WebHub } from "./support/web-hub.ts";

let hub: WebHub;
let browser: AppBrowser;
let page: Page;
let report: Page;

beforeAll(async () => {
  hub = await WebHub.start([], "full");
  browser = await AppBrowser.open(hub.url, { acceptDownloads: true });
  page = await browser.page();
  await signInAs(page, "ankara-manager");
  await page.getByRole("button", { name: "Synced", exact: true }).waitFor();
}, 180_000);
afterAll(async () => {
  await browser.close();
  await hub.close();
});

/** A whole month that the demo organisation has behind it. */
const LAST_MONTH = (() => {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth() - 1, 1)).toISOString().slice(0, 7);
})();

const head = (of: Page, name: string): Locator => of.getByRole("heading", { name, level: 1 });
const section = (name: string): Locator => report.getByRole("region", { name, exact: true });

async function settled(): Promise<void> {
  await report.locator("[aria-busy=false]").waitFor();
}

/** The texts of a table, row by row. */
async function tableOf(name: string): Promise<readonly (readonly string[])[]> {
  return await section(name)
    .locator("table tr")
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
}

async function filesOf(download: Download) {
  const bytes = Uint8Array.from(await readFile(await download.path()));
  return { name: download.suggestedFilename(), sheets: await readSheets(bytes.buffer) };
}

test("the list of reports finds one, which opens in a window of its own", async () => {
  const context = page.context();
  const [list] = await Promise.all([
    context.waitForEvent("page"),
    page.getByRole("navigation").getByRole("link", { name: "Reports" }).click(),
  ]);
  await head(list, "Reports").waitFor();
  expect(await axeViolations(list)).toEqual([]);
  await list.getByRole("textbox", { name: "Find a report" }).fill("overtime rate");
  await list.getByRole("link", { name: /Overtime of the year/u }).waitFor({ state: "detached" });
  const [opened] = await Promise.all([
    context.waitForEvent("page"),
    list.getByRole("link", { name: /Month summary/u }).click(),
  ]);
  report = opened;
  await head(report, "Month summary").waitFor();
  expect(new URL(report.url()).pathname).toBe("/reports/workforce/month");
  expect(await report.title()).toBe("Month summary · HealthOps");
  expect(await report.getByRole("navigation", { name: "Main navigation" }).count()).toBe(0);
  await settled();
  expect(await axeViolations(report)).toEqual([]);
  expect(browser.faults).toEqual([]);
});

test("filters and the order stand in the address, and a reload shows the same", async () => {
  await report.getByLabel("Month", { exact: true }).fill(LAST_MONTH);
  await report.waitForURL((url) => url.searchParams.get("month") === LAST_MONTH);
  await settled();
  await section("Hours by employee").getByRole("button", { name: "Worked, h" }).click();
  await section("Hours by employee").getByRole("button", { name: "Worked, h" }).click();
  await report.waitForURL((url) => url.searchParams.get("sort") === "employees.worked.desc");
  const before = await tableOf("Hours by employee");
  const hours = before.slice(1, -1).map((row) => Number(row[1]));
  expect(hours).toEqual(hours.toSorted((a, b) => b - a));
  expect(hours.length).toBeGreaterThan(20);
  // Shown hours have two decimals: their sum may be off by half a hundredth a row, the total is not.
  const total = Number(before.at(-1)?.[1]?.replaceAll(",", ""));
  expect(Math.abs(total - hours.reduce((sum, each) => sum + each, 0))).toBeLessThan(0.5);
  await report.reload();
  await settled();
  expect(await tableOf("Hours by employee")).toEqual(before);
  expect(browser.faults).toEqual([]);
});

test("a chart says what it shows and turns into a table", async () => {
  const chart = section("Hours worked by day, h");
  await chart.getByRole("img", { name: /Hours: total .* highest/u }).waitFor();
  await chart.getByRole("button", { name: /Show as table/u }).click();
  const [year = 0, month = 0] = LAST_MONTH.split("-").map(Number);
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  expect(await chart.locator("tbody tr").count()).toBe(days);
  await chart.getByRole("button", { name: /Show as chart/u }).click();
  await chart.locator("svg path").first().waitFor();
});

test("exports hold the numbers that the table shows", async () => {
  const table = await tableOf("Hours by employee");
  const all = report.waitForEvent("download");
  await report.getByRole("button", { name: "All tables (.xlsx)" }).click();
  const whole = await filesOf(await all);
  expect(whole.name).toContain("Month summary");
  expect(whole.sheets?.map(({ name }) => name)).toEqual(["Hours by employee", "Hours by rate"]);

  const one = report.waitForEvent("download");
  await section("Hours by employee")
    .getByRole("button", { name: /Export/u })
    .click();
  await report.getByRole("menuitem", { name: "Excel (.xlsx)" }).click();
  const { sheets } = await filesOf(await one);
  const rows = sheets?.[0]?.rows ?? [];
  expect(rows).toHaveLength(table.length);
  expect(rows[0]).toEqual(table[0]);
  // In the order that is shown, as numbers.
  for (const [at, row] of table.entries()) {
    if (at === 0) continue;
    expect(rows[at]?.[0]).toBe(row[0]);
    expect(rows[at]?.[1]).toBeCloseTo(Number(row[1]?.replaceAll(",", "")), 1);
  }
});

test("paper has the title, the filters in words, every row and page numbers, and no navigation", async () => {
  const table = await tableOf("Hours by employee");
  const cdp = await report.context().newCDPSession(report);
  const { data } = await cdp.send("Page.printToPDF", {
    preferCSSPageSize: true,
    printBackground: true,
  });
  const pages = pdfPages(Buffer.from(data, "base64"));
  // A4 on its side, in points.
  expect(pages.map(({ width_pt }) => Math.round(width_pt))).toEqual(pages.map(() => 842));
  expect(Math.round(pages[0]?.height_pt ?? 0)).toBe(595);
  const text = pages.map((each) => each.text).join(" ");
  const has = (words: string): boolean => text.includes(words.replaceAll(/\s+/gu, ""));
  expect(has("Month summary")).toBe(true);
  expect(text).toMatch(/Month:\p{L}+\d{4}/u);
  expect(table.slice(1).filter((row) => !has(row[0] ?? ""))).toEqual([]);
  expect(has(table.at(-1)?.[1] ?? "missing")).toBe(true);
  expect(has(`1 / ${pages.length}`)).toBe(true);
  expect(["Print / PDF", "Synced", "All tables"].filter(has)).toEqual([]);
});

test("without a network it is made from this device, and says so", async () => {
  await browser.setOffline(true);
  await report.getByRole("note").filter({ hasText: "This device is offline" }).waitFor();
  await report.getByRole("button", { name: "Earlier" }).click();
  await settled();
  expect((await tableOf("Hours by employee")).length).toBeGreaterThan(20);
  await browser.setOffline(false);
});

test("what others share is all that a manager's report knows, and it says so, in its files too", async () => {
  await goTo(report, "/reports/wellness/energy?window=own");
  await head(report, "Energy balance").waitFor();
  const caveat = report.getByRole("note").filter({ hasText: "only what is shared" });
  // Nobody has entered anything for the manager.
  await report.getByText("Nothing to report").waitFor();
  expect(await caveat.count()).toBe(0);
  await report.getByLabel("Person").selectOption({ label: "Elif Yılmaz" });
  await caveat.filter({ hasText: "Elif Yılmaz" }).waitFor();
  await settled();
  expect(await axeViolations(report)).toEqual([]);

  const table = section("Energy by period");
  const exported = async (kind: string): Promise<string> => {
    const file = report.waitForEvent("download");
    await table.getByRole("button", { name: /Export/u }).click();
    await report.getByRole("menuitem", { name: kind }).click();
    return await (await file).path();
  };
  const csv = await readFile(await exported("CSV"), "utf8");
  expect(csv.trimEnd().split("\r\n").at(-1)).toContain("only what is shared");
  const bytes = Uint8Array.from(await readFile(await exported("Excel (.xlsx)")));
  const about = (await readSheets(bytes.buffer))?.at(-1);
  expect(about?.name).toBe("About this file");
  expect(about?.rows.flat().join(" ")).toContain("Elif Yılmaz: only what is shared");
});

test("an address that names no report says so", async () => {
  await report.goto(`${browser.url}/reports/workforce/nothing`);
  await report.getByText("There is no such report").waitFor();
  expect(await axeViolations(report)).toEqual([]);
});
