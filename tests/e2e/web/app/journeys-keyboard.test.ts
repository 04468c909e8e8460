import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppBrowser } from "./support/app-browser.ts";
import { Keyboard } from "./support/keyboard.ts";
import { WebHub } from "./support/web-hub.ts";

const PASSWORD = "healthops-demo";
const PIN = "7391";

let hub: WebHub;
let browser: AppBrowser;
let page: Page;
let keys: Keyboard;

beforeAll(async () => {
  hub = await WebHub.start();
  browser = await AppBrowser.firstVisit(hub.url);
  page = await browser.page();
  keys = new Keyboard(page);
}, 180_000);
afterAll(async () => {
  await browser.close();
  await hub.close();
});

const head = (name: string | RegExp) => page.getByRole("heading", { name, level: 1 });
const pill = (text: string) =>
  page.getByRole("banner").getByRole("status").filter({ hasText: text });
const button = (name: string | RegExp) => page.getByRole("button", { name });
const grid = () => page.getByRole("grid");
const dialog = () => page.getByRole("dialog");

test("a clerk signs in, finds, changes and adds records", async () => {
  await head("Sign in").waitFor();
  await keys.tabTo(page.getByRole("textbox", { name: "User name" }));
  await keys.type("ankara1");
  await keys.press("Tab");
  await keys.type(PASSWORD);
  await keys.press("Enter");
  await head(/^Hello, /).waitFor();
  await pill("Synced").waitFor();

  await keys.command("Employees");
  await head("Employees").waitFor();
  await keys.press("/");
  await keys.type("kaan");
  await page.getByText("Kaan Arslan").waitFor();
  await page.getByText("Ali Arslan").waitFor({ state: "detached" });
  await keys.tabTo(grid());
  await keys.press("ArrowDown");
  await keys.press("Enter");
  await head(/^Kaan/).waitFor();
  await keys.press("e");
  await keys.tabTo(page.getByRole("textbox", { name: "Position" }));
  await keys.press("Control+a");
  await keys.type("Foreman");
  await keys.press("Control+Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByText("Foreman").first().waitFor();
  await keys.push(button("Back"));
  await head("Employees").waitFor();

  await keys.press("n");
  await head("New: Employee").waitFor();
  await page.getByRole("textbox", { name: "Name", exact: true }).waitFor();
  // The form has the focus, in its first field.
  await keys.type("Tuş Takımı");
  await keys.press("Control+Enter");
  await head("Employees").waitFor();
  await page.getByText("13 records").waitFor();
  expect(keys.unseen).toEqual([]);
});

test("a clerk filters, chooses several, changes them together, takes it back and exports", async () => {
  await keys.push(button("Filter"));
  await keys.push(dialog().getByRole("button", { name: "Position" }));
  await keys.type("Şof");
  await keys.press("Enter");
  await grid().getByText("Şoför").first().waitFor();
  await grid().getByText("Foreman").waitFor({ state: "detached" });
  await keys.tabTo(grid());
  for (const key of ["Space", "ArrowDown", "Space"]) await keys.press(key);
  await page.getByText("2 selected").waitFor();
  await keys.tabTo(page.getByRole("button", { name: "Change", exact: true }), "Shift+Tab");
  await keys.press("Enter");
  await keys.tabTo(dialog().getByRole("combobox", { name: "Field" }));
  await keys.type("Posi");
  await keys.press("Tab");
  await keys.type("Chief");
  await keys.push(dialog().getByRole("button", { name: /^Change 2/ }));
  await page.getByText("2 records changed").first().waitFor();
  await dialog().waitFor({ state: "detached" });
  expect(await grid().evaluate((it) => it === it.ownerDocument.activeElement)).toBe(true);
  await keys.press("Control+z");
  await page.getByText("2 records changed back").first().waitFor();
  await keys.push(button("Export").first());
  const file = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Columns as shown" }).first().waitFor();
  await keys.press("ArrowDown");
  await keys.press("Enter");
  expect((await file).suggestedFilename()).toMatch(/^employees\.(xlsx|csv)$/);
  // A menu that is still closing takes the keys.
  await page.getByRole("menu").waitFor({ state: "detached" });
});

test("a clerk sets a PIN, locks, unlocks, and signs out", async () => {
  await keys.press("g");
  await keys.press(",");
  await head("Settings").waitFor();
  await keys.push(button("Set a PIN"));
  await keys.tabTo(page.locator("input[name=new-pin]"));
  for (const typed of [PIN, PIN, PASSWORD]) {
    await keys.type(typed);
    await keys.press("Tab");
  }
  await keys.press("Shift+Tab");
  await keys.press("Enter");
  await page.getByText("The PIN is set.").waitFor();
  await keys.press("Control+Shift+L");
  await button("Unlock").waitFor();
  await keys.tabTo(page.locator("input[name=pin]"));
  await keys.type(PIN);
  await keys.press("Enter");
  await head("Settings").waitFor();
  await keys.command("Sign out");
  await keys.push(dialog().getByRole("button", { name: /^Sign out/ }));
  await head("Sign in").waitFor();
  expect(keys.unseen).toEqual([]);
});

test("one saw where the focus was all the time, and nothing failed unseen", () => {
  expect(keys.unseen).toEqual([]);
  expect(browser.faults).toEqual([]);
});
