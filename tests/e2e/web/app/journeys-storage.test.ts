import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { AppBrowser } from "./support/app-browser.ts";
import { axeViolations } from "./support/axe-violations.ts";
import { goTo } from "./support/go-to.ts";
import { signInAs, tryToSignIn } from "./support/sign-in.ts";
import { WebHub } from "./support/web-hub.ts";

const NO_OPFS = "delete StorageManager.prototype.getDirectory;";
const NO_INDEXEDDB = `Object.defineProperty(globalThis, "indexedDB", { value: undefined });`;

const PATIENCE = { timeout: 15_000, interval: 100 };

/** What the browser still holds of the app after everybody was erased. */
const LEFT = `(async () => {
  const left = [];
  if (navigator.storage.getDirectory !== undefined) {
    // The storage engine's own scratch folder stays while a window is open; nothing is kept in it.
    for await (const name of (await navigator.storage.getDirectory()).keys()) {
      if (!name.startsWith(".ahp-")) left.push("file " + name);
    }
  }
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done) => {
      indexedDB.open(name).onsuccess = ({ target }) => done(target.result);
    });
    for (const store of db.objectStoreNames) {
      const keys = await new Promise((done) => {
        db.transaction(store).objectStore(store).getAllKeys().onsuccess = ({ target }) => done(target.result);
      });
      left.push(...keys.map((key) => name + " " + store + " " + JSON.stringify(key)));
    }
    db.close();
  }
  return left;
})()`;

let hub: WebHub;
let browser: AppBrowser;

beforeAll(async () => {
  hub = await WebHub.start();
}, 180_000);
afterAll(() => hub.close());
afterEach(() => browser.close());

const pill = (page: Page, text: string | RegExp) =>
  page.getByRole("banner").getByRole("status").filter({ hasText: text });

/** A window of a browser that lacks something, in the page and in its workers. */
async function windowWithout(...lacking: readonly string[]): Promise<Page> {
  // A service worker would answer before this can change what its pages get.
  browser = await AppBrowser.firstVisit(hub.url, { serviceWorkers: "block" });
  const page = await browser.page("/icons/icon.svg");
  await page.context().addInitScript({ content: lacking.join("") });
  await page.context().route(/worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${lacking.join("")}\n${await response.text()}` });
  });
  await page.goto(browser.url);
  return page;
}

async function addWeight(page: Page, note: string): Promise<void> {
  await goTo(page, "/c/weights/new");
  await page.getByRole("textbox", { name: "Body weight" }).fill("80");
  await page.getByRole("textbox", { name: "Note" }).fill(note);
  await page.keyboard.press("Control+Enter");
  // Its text stands in the form, too, until it is kept.
  await page.getByRole("heading", { name: "Weights", level: 1 }).waitFor();
}

async function signOutAndErase(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByLabel("Erase my data from this device").check();
  await page.getByRole("button", { name: "Sign out and erase" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
}

test("erasing leaves nothing in the browser's file system, nor in its databases", async () => {
  browser = await AppBrowser.firstVisit(hub.url);
  const page = await browser.page();
  await signInAs(page, "ankara1");
  await pill(page, "Synced").waitFor();
  expect(await page.evaluate<string[]>(LEFT)).not.toEqual([]);
  await signOutAndErase(page);
  await expect.poll(() => page.evaluate<string[]>(LEFT), PATIENCE).toEqual([]);
  await page.reload();
  await page.getByRole("textbox", { name: "User name" }).waitFor();
  expect(browser.faults).toEqual([]);
}, 120_000);

test("without the browser's file system all is kept in IndexedDB, over a restart, and erased", async () => {
  const page = await windowWithout(NO_OPFS);
  await signInAs(page, "ankara1");
  await pill(page, "Synced").waitFor();
  await addWeight(page, "kept without files");
  await page.getByText("kept without files").waitFor();
  await page.reload();
  await page.locator("input[name=password]").fill("healthops-demo");
  await page.keyboard.press("Enter");
  await page.getByText("kept without files").waitFor();
  await pill(page, "Synced").waitFor();
  await signOutAndErase(page);
  await expect.poll(() => page.evaluate<string[]>(LEFT), PATIENCE).toEqual([]);
  expect(browser.faults).toEqual([]);
}, 120_000);

test("a browser that can keep nothing is told so before and when one signs in", async () => {
  const page = await windowWithout(NO_OPFS, NO_INDEXEDDB);
  await page.getByText("so the app cannot work offline or keep your changes").waitFor();
  await tryToSignIn(page, "ankara1", "healthops-demo");
  await page.getByRole("alert").getByText("offers no storage that keeps data").waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(browser.faults).toEqual([]);
}, 120_000);
