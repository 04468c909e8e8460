import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { AppBrowser } from "./support/app-browser.ts";
import { axeViolations } from "./support/axe-violations.ts";
import { signInAs } from "./support/sign-in.ts";
import { WebHub } from "./support/web-hub.ts";
import { openList } from "./support/open-list.ts";

// Each test has its person: somebody who signs in six times a minute is held back.
const PASSWORD = "healthops-demo";
const PIN = "7391";

let hub: WebHub;
let browser: AppBrowser;

beforeAll(async () => {
  hub = await WebHub.start();
}, 180_000);
afterAll(() => hub.close());
beforeEach(async () => {
  browser = await AppBrowser.open(hub.url);
});
afterEach(() => browser.close());

const locked = (page: Page) => page.getByRole("button", { name: "Unlock" });
const note = (page: Page) => page.getByRole("textbox", { name: "Note" });

async function setPin(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Set a PIN" }).click();
  await page.locator("input[name=new-pin]").fill(PIN);
  await page.locator("input[name=new-pin-again]").fill(PIN);
  await page.locator("input[name=password]").fill(PASSWORD);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The PIN is set.").waitFor();
}

/** Goes to a new weight and types a note that is not saved. */
async function halfWritten(page: Page, text: string): Promise<void> {
  await openList(page, "Weights");
  // An empty list offers it twice.
  await page.getByRole("link", { name: "New: Weight" }).first().click();
  await note(page).fill(text);
}

async function unlockByPin(page: Page): Promise<void> {
  await page.locator("input[name=pin]").fill(PIN);
  await page.keyboard.press("Enter");
}

test("locking hides all windows, keeps what is half written, and the PIN brings it back", async () => {
  const page = await browser.page();
  await signInAs(page, "ankara1");
  await setPin(page);
  await halfWritten(page, "half a sentence");
  const address = page.url();
  const other = await browser.page("/c/weights");
  await other.getByRole("link", { name: "New: Weight" }).waitFor();
  await page.bringToFront();
  await note(page).focus();
  await page.keyboard.press("Control+Shift+L");
  for (const window of [page, other]) {
    await locked(window).waitFor();
    expect(await window.title()).toBe("HealthOps");
    expect(await window.locator("body").innerText()).not.toMatch(/Weight|sentence/);
    expect(await window.content()).not.toMatch(/half a sentence|ho-page/);
  }
  expect(await axeViolations(page)).toEqual([]);
  await page.locator("input[name=pin]").fill("1212");
  await page.keyboard.press("Enter");
  await page.getByText("That is not the PIN. 4 tries left").waitFor();
  await unlockByPin(page);
  await page.getByText("Your unsaved draft is back.").waitFor();
  expect(await note(page).inputValue()).toBe("half a sentence");
  expect(page.url()).toBe(address);
  await other.getByRole("link", { name: "New: Weight" }).waitFor();
  expect(browser.faults).toEqual([]);
}, 120_000);

test("a draft outlives reloading and closing, and goes when it is discarded or saved", async () => {
  let page = await browser.page();
  await signInAs(page, "bursa1");
  await halfWritten(page, "through the night");
  // A draft is at most one write behind; another window finding it shows that the write is done.
  const witness = await browser.page("/c/weights/new");
  await witness.getByText("Your unsaved draft is back.").waitFor();
  await witness.close();
  await page.reload();
  await page.locator("input[name=password]").waitFor();
  expect(await page.evaluate("JSON.stringify({ ...sessionStorage, ...localStorage })")).not.toMatch(
    /night|draft/,
  );
  await browser.restart();
  page = await browser.page("/c/weights/new");
  await page.locator("input[name=password]").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByText("Your unsaved draft is back.").waitFor();
  expect(await note(page).inputValue()).toBe("through the night");
  await page.getByRole("textbox", { name: "Body weight" }).fill("80");
  await page.keyboard.press("Control+Enter");
  // Its text stands in the form, too, until it is kept.
  await page.getByRole("heading", { name: "Weights", level: 1 }).waitFor();
  await page.getByText("through the night").waitFor();
  await halfWritten(page, "given up");
  await page.getByRole("link", { name: "Start" }).first().click();
  await page.getByRole("heading", { name: /^Hello, / }).waitFor();
  await page.goto(`${browser.url}/c/weights/new`);
  await page.locator("input[name=password]").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Discard draft" }).click();
  expect(await note(page).inputValue()).toBe("");
  expect(browser.faults).toEqual([]);
}, 120_000);

test("without input it warns, and locks all windows; the password opens them offline", async () => {
  const page = await browser.page();
  await page.clock.install();
  await signInAs(page, "izmir1");
  const other = await browser.page("/c/weights");
  await other.getByRole("link", { name: "New: Weight" }).waitFor();
  await page.bringToFront();
  // It asks half a minute before: as much as there is of it stays for a slow machine.
  await idle(page, 9 * 60 + 31);
  await page.getByRole("heading", { name: "Are you still there?" }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole("button", { name: "Stay signed in" }).click();
  await idle(page, 9 * 60);
  expect(await page.getByRole("dialog").count()).toBe(0);
  await idle(page, 60);
  await locked(page).waitFor();
  await locked(other).waitFor();
  await browser.setOffline(true);
  await other.locator("input[name=password]").fill("wrong horse");
  await other.keyboard.press("Enter");
  await other.getByText("The user name or the password is wrong.").waitFor();
  await other.locator("input[name=password]").fill(PASSWORD);
  await other.keyboard.press("Enter");
  await other.getByRole("link", { name: "New: Weight" }).waitFor();
  await page.getByRole("heading", { name: /^Hello, / }).waitFor();
  expect(browser.faults).toEqual([]);
}, 120_000);

test("somebody else signs in from the lock screen, and sees nothing of the first person's", async () => {
  const page = await browser.page();
  await signInAs(page, "ankara-manager");
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Lock" }).click();
  await page.getByRole("button", { name: "Somebody else" }).click();
  await signInAs(page, "istanbul1");
  await page.getByRole("heading", { name: /^Hello, / }).waitFor();
  expect(browser.faults).toEqual([]);
}, 120_000);

/** Lets the window's clocks run on, second by second as a person would see it. */
async function idle(page: Page, seconds: number): Promise<void> {
  await page.clock.runFor(seconds * 1_000);
}
