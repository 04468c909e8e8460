import { openPool } from "@healthops/hub/database/pool";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppBrowser } from "./support/app-browser.ts";
import { axeViolations } from "./support/axe-violations.ts";
import { goTo } from "./support/go-to.ts";
import { installed } from "./support/installed.ts";
import { signInAs } from "./support/sign-in.ts";
import { WebHub } from "./support/web-hub.ts";

let hub: WebHub;
let browser: AppBrowser;
let page: Page;

beforeAll(async () => {
  hub = await WebHub.start(["--live-beat-s", "1"]);
  browser = await AppBrowser.open(hub.url);
  page = await browser.page();
  await signInAs(page, "admin");
  // What is opened for the first time while the hub is away comes from the installed app.
  await installed(page);
}, 180_000);
afterAll(async () => {
  await browser.close();
  await hub.close();
});

const pill = (text: string) => page.getByRole("button", { name: text, exact: true });
const place = (name: string) => page.getByRole("link", { name, exact: true });
const head = (of: Page, name: string | RegExp) => of.getByRole("heading", { name, level: 1 });

test("with nothing waiting, the pill still notices at once that the network or the hub is gone", async () => {
  await pill("Synced").waitFor();
  await browser.setOffline(true);
  await pill("Offline").waitFor();
  await browser.setOffline(false);
  await pill("Synced").waitFor();
  await hub.stop();
  await pill("Offline").waitFor();
  await hub.startAgain();
  await pill("Synced").waitFor();
  expect(browser.faults).toEqual([]);
});

test("[LIV3] a hub that is frozen and keeps its connections is noticed, and nothing is lost", async () => {
  await pill("Synced").waitFor();
  hub.freeze();
  try {
    await pill("Offline").waitFor();
    await goTo(page, "/c/sites/new");
    await page.getByRole("textbox", { name: "Name" }).fill("Frozen");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("button", { name: "Offline, 1 change waiting" }).waitFor();
  } finally {
    hub.thaw();
  }
  await pill("Synced").waitFor();
  const pool = openPool(hub.connectionString, 1);
  const { rows } = await pool.query("select name from data.sites where name = 'Frozen'");
  await pool.end();
  expect(rows).toEqual([{ name: "Frozen" }]);
  expect(browser.faults).toEqual([]);
}, 120_000);

test("places and help are reached by the keyboard, and readers start at the heading", async () => {
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await head(page, "Synchronisation").waitFor();
  await expect
    .poll(() => page.evaluate<string>("document.activeElement?.textContent"))
    .toBe("Synchronisation");
  expect(await page.title()).toBe("Synchronisation · HealthOps");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await help.getByText("Conflicts").waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "detached" });
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Commands" }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.type("start");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await head(page, /^Hello, /).waitFor();
});

test("what is typed right after opening the palette gets into it, and Enter takes the first", async () => {
  const fresh = await browser.page();
  await head(fresh, /^Hello, /).waitFor();
  // Nothing is waited for: the palette is loaded while somebody types already.
  await fresh.keyboard.press("Control+k");
  await fresh.keyboard.type("synchronisation");
  const palette = fresh.getByRole("dialog", { name: "Commands" });
  const field = palette.getByPlaceholder("Where to, or what to do?");
  await expect.poll(() => field.inputValue()).toBe("synchronisation");
  // Enter takes what is marked, and that is the first as soon as it is shown.
  await palette.locator("[data-selected]").getByText("Synchronisation", { exact: true }).waitFor();
  await fresh.keyboard.press("Enter");
  await head(fresh, "Synchronisation").waitFor();
  await palette.waitFor({ state: "detached" });
  await fresh.close();
});

test("a group of places stays closed and keeps them out of the way", async () => {
  const group = page.getByRole("button", { name: "Notices", exact: true });
  await group.click();
  await page.getByRole("navigation").getByRole("link", { name: "Notices" }).waitFor({
    state: "detached",
  });
  expect(await group.getAttribute("aria-expanded")).toBe("false");
  await group.click();
});

test("administration has a window of its own, opened once, in step with the others", async () => {
  const context = page.context();
  const [own] = await Promise.all([
    context.waitForEvent("page"),
    page.getByRole("navigation").getByRole("link", { name: "Administration" }).click(),
  ]);
  await own.getByRole("heading", { level: 1 }).waitFor();
  expect(new URL(own.url()).searchParams.get("window")).toBe("own");
  expect(await own.title()).toContain("Administration");
  expect(await own.getByRole("navigation", { name: "Main navigation" }).count()).toBe(0);
  const windows = context.pages().length;
  await place("Administration").first().click();
  await pill("Synced").click();
  expect(context.pages().length).toBe(windows);
  // A window in the background draws nothing, and what is typed there finds nothing.
  await page.bringToFront();
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Commands" }).waitFor();
  await page.getByPlaceholder("Where to, or what to do?").fill("türkçe");
  await page.getByRole("dialog", { name: "Commands" }).getByText("Türkçe").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => own.evaluate<string>("document.documentElement.lang")).toBe("tr");
  await own.getByText("Eşitlendi").first().waitFor();
  expect(browser.faults).toEqual([]);
});
