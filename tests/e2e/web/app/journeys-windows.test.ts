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
  await signInAs(page, "admin");
  await pill(page, "Synced").waitFor();
}, 180_000);
afterAll(async () => {
  await browser.close();
  await hub.close();
});

const pill = (of: Page, text: string | RegExp) =>
  of.getByRole("banner").getByRole("status").filter({ hasText: text });
const head = (of: Page, name: string | RegExp) => of.getByRole("heading", { name, level: 1 });
const scheme = (of: Page) =>
  of.evaluate<string>("document.documentElement.dataset.mantineColorScheme");

async function ownWindow(name: string): Promise<Page> {
  const link = page.getByRole("navigation").getByRole("link", { name: new RegExp(`^${name}`) });
  const [own] = await Promise.all([page.context().waitForEvent("page"), link.first().click()]);
  await head(own, name).waitFor();
  return own;
}

test("administration and reports in windows of their own take on colours, and lock and unlock together", async () => {
  const windows = [page, await ownWindow("Administration"), await ownWindow("Reports")];
  for (const own of windows.slice(1)) {
    expect(new URL(own.url()).searchParams.get("window")).toBe("own");
    await own.locator("[aria-label=Loading]").first().waitFor({ state: "detached" });
    expect(await axeViolations(own)).toEqual([]);
  }
  await page.bringToFront();
  await goTo(page, "/settings");
  await page.getByRole("radiogroup").getByRole("radio", { name: "Dark" }).focus();
  await page.keyboard.press("Space");
  for (const each of windows) await expect.poll(() => scheme(each)).toBe("dark");

  await page.keyboard.press("Control+Shift+L");
  for (const each of windows) {
    await each.getByRole("button", { name: "Unlock" }).waitFor();
    expect(await each.title()).toBe("HealthOps");
  }
  const [, administration, reports] = windows;
  await reports?.locator("input[name=password]").fill("healthops-demo");
  await reports?.keyboard.press("Enter");
  if (administration !== undefined) await head(administration, "Administration").waitFor();
  await head(page, "Settings").waitFor();
  for (const own of windows.slice(1)) await own.close();
  expect(browser.faults).toEqual([]);
}, 120_000);

test("a record that another window deletes says so at its address, and undoing brings it back", async () => {
  await goTo(page, "/c/weights/new");
  await page.getByRole("textbox", { name: "Body weight" }).fill("70");
  await page.getByRole("textbox", { name: "Note" }).fill("here and gone");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("grid").getByText("here and gone").click();
  await page.getByRole("button", { name: "Delete" }).waitFor();
  const address = new URL(page.url()).pathname;
  const other = await browser.page(address);
  await other.getByText("here and gone").first().waitFor();
  await page.getByRole("button", { name: "Delete" }).click();
  await other.getByText("This record is not here").waitFor();
  expect(await axeViolations(other)).toEqual([]);
  await page.bringToFront();
  await page.getByRole("button", { name: "Undo" }).click();
  await other.getByText("here and gone").first().waitFor();
  expect(browser.faults).toEqual([]);
}, 120_000);

test("the hub goes away in the middle of a form and comes back: nothing is in the way, all arrives", async () => {
  await goTo(page, "/c/weights/new");
  await page.getByRole("textbox", { name: "Body weight" }).fill("71");
  await hub.stop();
  await pill(page, "Offline").waitFor();
  await page.getByRole("textbox", { name: "Note" }).fill("while the hub was away");
  await page.keyboard.press("Control+Enter");
  await page.getByText("while the hub was away").waitFor();
  await pill(page, "Offline, 1 change waiting").waitFor();
  await hub.startAgain();
  await pill(page, "Synced").waitFor();
  expect(browser.faults).toEqual([]);
}, 120_000);
