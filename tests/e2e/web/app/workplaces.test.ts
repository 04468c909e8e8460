import pg from "pg";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppBrowser } from "./support/app-browser.ts";
import { axeViolations } from "./support/axe-violations.ts";
import { goTo } from "./support/go-to.ts";
import { signInAs } from "./support/sign-in.ts";
import { WebHub } from "./support/web-hub.ts";

let hub: WebHub;
let browser: AppBrowser;
let page: Page;

beforeAll(async () => {
  hub = await WebHub.start();
  browser = await AppBrowser.open(hub.url);
  page = await browser.page();
  await signInAs(page, "doctor");
}, 180_000);
afterAll(async () => {
  await browser.close();
  await hub.close();
});

const navigation = () => page.getByRole("navigation", { name: "Main navigation" });
const workplace = () => page.getByRole("button", { name: /^Workplace: / });
const lost = () => page.getByRole("heading", { name: "There is nothing at this address" });

test("a doctor is shown the modules of a doctor's work and no other, wherever they look", async () => {
  await navigation().getByRole("link", { name: "Board" }).waitFor();
  expect(await navigation().getByRole("link", { name: "Timesheets" }).count()).toBe(0);
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Commands" });
  await palette.getByText("Board").first().waitFor();
  expect(await palette.getByText("Timesheets").count()).toBe(0);
  expect(await palette.getByText("Employee").count()).toBe(0);
  await page.keyboard.press("Escape");
  await palette.waitFor({ state: "detached" });
  for (const path of ["/timesheets", "/c/employees", "/c/employees/new"]) {
    await goTo(page, path);
    await lost().waitFor();
  }
  await goTo(page, "/reports");
  await page.getByRole("heading", { name: "Reports", level: 1 }).waitFor();
  expect(await page.getByText("Overtime").count()).toBe(0);
  await goTo(page, "/");
});

test("who works at two sites chooses where they are, and the device remembers it", async () => {
  await page.getByRole("button", { name: "Workplace: Ankara" }).click();
  const menu = page.getByRole("menu");
  expect(await menu.getByRole("menuitem").allInnerTexts()).toEqual(["Ankara", "Istanbul"]);
  expect(await axeViolations(page)).toEqual([]);
  await menu.getByRole("menuitem", { name: "Istanbul" }).click();
  await page.getByRole("button", { name: "Workplace: Istanbul" }).waitFor();
  // Another window of the same device, which asks for no password while this one is open.
  const second = await browser.page();
  await second.getByRole("button", { name: "Workplace: Istanbul" }).waitFor();
  await second.close();
});

test("a site that names its modules shows its people these alone", async () => {
  const admin = await AppBrowser.open(hub.url);
  const at = await admin.page();
  await signInAs(at, "admin");
  await goTo(at, "/admin?section=sites");
  const row = at.getByRole("row").filter({ hasText: "Istanbul" });
  await row.getByRole("button", { name: "Edit" }).click();
  const dialog = at.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Modules in use" }).press("ArrowDown");
  await at.getByRole("option", { name: "Wellness" }).click();
  await at.keyboard.press("Escape");
  await dialog.getByRole("button", { name: "Save" }).click();
  await row.getByText("Wellness").waitFor();
  await admin.close();
  await navigation().getByRole("link", { name: "Board" }).waitFor({ state: "detached" });
  expect(await navigation().getByRole("link", { name: "Diary" }).count()).toBe(1);
  await workplace().click();
  await page.getByRole("menuitem", { name: "Ankara" }).click();
  await navigation().getByRole("link", { name: "Board" }).waitFor();
});

test("a record that is made new belongs to the chosen workplace", async () => {
  await workplace().click();
  await page.getByRole("menuitem", { name: "Istanbul" }).click();
  await page.getByRole("button", { name: "Workplace: Istanbul" }).waitFor();
  await goTo(page, "/c/weights/new");
  await page.getByRole("textbox", { name: "Body weight" }).fill("81");
  await page.getByRole("textbox", { name: "Note" }).fill("at the second workplace");
  await page.keyboard.press("Control+Enter");
  await page.getByText("at the second workplace").waitFor();
  await page
    .getByRole("banner")
    .getByText(/^Synced$/)
    .first()
    .waitFor();
  const pool = new pg.Pool({ connectionString: hub.connectionString });
  await expect
    .poll(async () => {
      const { rows } = await pool.query(
        `select s.name from data.weights w join data.sites s on s.id = w.site_id
          where w.note = 'at the second workplace'`,
      );
      return rows;
    })
    .toEqual([{ name: "Istanbul" }]);
  await pool.end();
});
