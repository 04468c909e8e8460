import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppBrowser } from "./support/app-browser.ts";
import { axeViolations } from "./support/axe-violations.ts";
import { goTo } from "./support/go-to.ts";
import { signInAs } from "./support/sign-in.ts";
import { WebHub } from "./support/web-hub.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let hub: WebHub;
let desk: AppBrowser;
let phone: AppBrowser;
let clerk: Page;
let manager: Page;

beforeAll(async () => {
  hub = await WebHub.start();
  [desk, phone] = await Promise.all([
    AppBrowser.open(hub.url, { timezoneId: "UTC" }),
    AppBrowser.open(hub.url, { ...PHONE, timezoneId: "UTC" }),
  ]);
  [clerk, manager] = await Promise.all([desk.page(), phone.page()]);
  await Promise.all([signInAs(clerk, "ankara1"), signInAs(manager, "ankara-manager")]);
  await Promise.all([clerk, manager].map((page) => pill(page, "Synced").waitFor()));
}, 180_000);
afterAll(async () => {
  await Promise.all([desk.close(), phone.close()]);
  await hub.close();
});

const pill = (page: Page, text: string | RegExp): Locator =>
  page.getByRole("banner").getByRole("status").filter({ hasText: text });
const vehicle = (page: Page, plate: string): Locator =>
  page.getByRole("row").filter({ hasText: plate });

test("vehicles say who has them, and what is overdue or comes up, in words", async () => {
  await goTo(clerk, "/vehicles");
  await vehicle(clerk, "06 HO 101").getByText("Overdue by 3 days").waitFor();
  await vehicle(clerk, "06 HO 102").getByText("In 8 days").waitFor();
  await clerk.getByText("Dates due", { exact: true }).click();
  await expect.poll(() => clerk.getByRole("row").count()).toBe(3);
  await clerk.getByText("All", { exact: true }).click();
  expect(await axeViolations(clerk)).toEqual([]);
});

test("a vehicle is ended, taken back, and handed over; what stands in the way is named", async () => {
  const row = vehicle(clerk, "06 HO 100");
  const held = (await row.getByText(/^With /).textContent()) ?? "";
  await row.getByRole("button", { name: "End" }).click();
  await row.getByText("Free").waitFor();
  await clerk.getByRole("button", { name: "Undo" }).click();
  await row.getByText(held).waitFor();

  await row.getByRole("button", { name: "Hand over" }).click();
  const dialog = clerk.getByRole("dialog");
  const driver = dialog.getByRole("combobox", { name: "Driver" });
  await driver.and(clerk.locator(":focus")).waitFor();
  await clerk.keyboard.press("ArrowDown");
  await clerk.keyboard.press("Enter");
  await dialog.getByLabel("From").fill("2020-01-01T08:00");
  await dialog.getByText(/^In the way: /).waitFor();
  expect(await dialog.getByRole("button", { name: "Assign", exact: true }).isDisabled()).toBe(true);
  expect(await axeViolations(clerk)).toEqual([]);
  await clerk.keyboard.press("Escape");

  await clerk.getByText("Timeline", { exact: true }).click();
  await clerk
    .getByRole("link", { name: /, .+ – further notice$/ })
    .first()
    .waitFor();
  expect(await axeViolations(clerk)).toEqual([]);
});

test("the region dashboard on a phone shows the region's month and each PC's last sync", async () => {
  await goTo(manager, "/regions");
  const region = manager.getByRole("region", { name: "Ankara" });
  await region.getByText("Employees").waitFor();
  const pcs = region.getByRole("list", { name: "PCs of Ankara" });
  await pcs.getByRole("listitem").filter({ hasText: "Elif Yılmaz" }).getByText("In sync").waitFor();
  expect(await manager.getByRole("heading", { level: 2 }).allTextContents()).toEqual(["Ankara"]);
  expect(await axeViolations(manager)).toEqual([]);
  expect(await manager.evaluate("document.documentElement.scrollWidth")).toBe(390);
});

test("what is entered for today shows on the board and in the regions, everywhere", async () => {
  const entries = manager.getByRole("region", { name: "Ankara" }).locator("dd").nth(1);
  const before = Number(((await entries.textContent()) ?? "").replace(",", ""));
  await goTo(clerk, "/timesheets");
  const grid = clerk.getByRole("grid");
  await grid.waitFor();
  const column = new Date().getUTCDate() - 1;
  // Who has an entry today depends on the day on which the demo was made.
  const today = clerk.locator(`[data-at$=",${String(column)}"]`);
  const texts = await today.allTextContents();
  const empty = texts.findIndex((text) => text.trim() === "");
  expect(empty, "somebody in sight has no entry today").toBeGreaterThanOrEqual(0);
  await today.nth(empty).click();
  await clerk.keyboard.type("R");
  await clerk.keyboard.press("Enter");
  await expect
    .poll(async () => Number(((await entries.textContent()) ?? "").replace(",", "")), {
      timeout: 60_000,
    })
    .toBe(before + 1);
  await goTo(clerk, "/today");
  const absent = clerk.getByRole("main").locator("section[data-group=absent]");
  await absent.getByRole("listitem").getByText("R", { exact: true }).first().waitFor();
  expect(await axeViolations(clerk)).toEqual([]);
  expect([...desk.faults, ...phone.faults]).toEqual([]);
});
