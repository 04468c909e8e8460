import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { AppBrowser } from "./support/app-browser.ts";
import { axeViolations } from "./support/axe-violations.ts";
import { goTo } from "./support/go-to.ts";
import { serveRenewableApp } from "./support/renewable-app.ts";
import { signInAs } from "./support/sign-in.ts";

const ASK = "navigator.serviceWorker.ready.then((found) => found.update()).then(() => undefined)";
const CONTROLLED = "navigator.serviceWorker.controller !== null";

const PATIENCE = { timeout: 45_000, interval: 100 };

/** Leaves something in the window that a reload takes away. */
async function mark(page: Page): Promise<void> {
  await page.evaluate("void (globalThis.before = true)");
}

/** Null in the moment of the reload. */
async function isMarked(page: Page): Promise<boolean | null> {
  return await page.evaluate<boolean>("globalThis.before === true").catch(() => null);
}

test("a newer app is offered, taken by nobody on their behalf, and then reloads all windows", async () => {
  const app = await serveRenewableApp();
  const browser = await AppBrowser.firstVisit(app.url);
  const first = await browser.page();
  await expect.poll(() => first.evaluate(CONTROLLED), PATIENCE).toBe(true);
  const second = await browser.page();
  for (const page of [first, second]) await mark(page);

  await app.renew();
  await second.evaluate(ASK);
  for (const page of [first, second]) await page.getByText("A newer version is ready.").waitFor();
  expect(await isMarked(first)).toBe(true);

  await second.getByRole("button", { name: "Update now" }).click();
  for (const page of [first, second]) {
    await expect.poll(() => isMarked(page), PATIENCE).toBe(false);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  }
  expect(await second.getByText("A newer version is ready.").count()).toBe(0);
  await browser.close();
  await app.close();
}, 120_000);

test("a form that somebody is filling is not taken away, and what stands in it comes back", async () => {
  const app = await serveRenewableApp();
  await app.person("ada");
  const browser = await AppBrowser.firstVisit(app.url);
  const page = await browser.page();
  await expect.poll(() => page.evaluate(CONTROLLED), PATIENCE).toBe(true);
  await signInAs(page, "ada");
  await goTo(page, "/c/weights/new");
  const note = page.getByRole("textbox", { name: "Note" });
  await note.fill("in the middle of");
  await mark(page);

  await app.renew();
  await page.evaluate(ASK);
  await page.getByText("A newer version is ready.").waitFor();
  await note.press("End");
  await note.pressSequentially(" a sentence");
  expect(await isMarked(page)).toBe(true);
  expect(await axeViolations(page)).toEqual([]);

  await page.getByRole("button", { name: "Update now" }).click();
  await expect.poll(() => isMarked(page), PATIENCE).toBe(false);
  await page.locator("input[name=password]").fill("healthops-demo");
  await page.keyboard.press("Enter");
  await page.getByText("Your unsaved draft is back.").waitFor();
  expect(await note.inputValue()).toBe("in the middle of a sentence");
  await browser.close();
  await app.close();
}, 120_000);

test("an app whose first installation was cut is installed once the network is back", async () => {
  const app = await serveRenewableApp();
  app.cutInstallation(true);
  const browser = await AppBrowser.firstVisit(app.url);
  const page = await browser.page();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await expect.poll(app.cutRequests, PATIENCE).toBeGreaterThan(0);
  const registered =
    "navigator.serviceWorker.getRegistration().then((found) => found !== undefined)";
  await expect.poll(() => page.evaluate(registered), PATIENCE).toBe(false);
  expect(await page.evaluate(CONTROLLED)).toBe(false);

  await mark(page);
  app.cutInstallation(false);
  await browser.setOffline(true);
  await browser.setOffline(false);
  await expect.poll(() => page.evaluate(CONTROLLED), PATIENCE).toBe(true);
  // Nobody works with an older app: nothing is to be reloaded.
  expect(await isMarked(page)).toBe(true);
  await browser.setOffline(true);
  await page.reload();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await browser.close();
  await app.close();
}, 120_000);
