import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AppBrowser } from "./support/app-browser.ts";
import { axeViolations } from "./support/axe-violations.ts";
import { signInAs, tryToSignIn } from "./support/sign-in.ts";
import { WebHub } from "./support/web-hub.ts";
import { openList } from "./support/open-list.ts";

let hub: WebHub;
let browser: AppBrowser;

beforeAll(async () => {
  hub = await WebHub.start();
  browser = await AppBrowser.open(hub.url);
}, 180_000);
afterAll(async () => {
  await browser.close();
  await hub.close();
});

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole("heading", { name, level: 1 });

describe("signing in", () => {
  test("a wrong password is told with what to do", async () => {
    const page = await browser.page();
    await tryToSignIn(page, "patient", "not the password");
    const alert = page.getByRole("alert");
    await alert.getByText("The user name or the password is wrong.").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.close();
  });

  test("too many attempts tell the seconds to wait", async () => {
    const page = await browser.page();
    for (let attempt = 0; attempt < 6; attempt++) {
      await tryToSignIn(page, "doctor", "not the password");
      await page.getByRole("alert").waitFor();
      if (await page.getByText(/Next attempt in \d+ s/).isVisible()) break;
      await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
    }
    await page.getByText(/Next attempt in \d+ s/).waitFor();
    const button = page.getByRole("button", { name: "Sign in", exact: true });
    expect(await button.isDisabled()).toBe(true);
    await page.close();
  });

  test("the first time on a device needs the network, and says so", async () => {
    const page = await browser.page();
    await page.evaluate("navigator.serviceWorker.ready");
    await browser.setOffline(true);
    await page.reload();
    await page.getByText("The first sign-in on this device needs the network.").waitFor();
    await tryToSignIn(page, "patient", "healthops-demo");
    const alert = page.getByRole("alert");
    await alert.getByText("this person has never signed in on this device").waitFor();
    expect(await alert.innerText()).toContain("Connect once");
    await browser.setOffline(false);
    await page.close();
  });

  test("leads to the address that somebody came for, in the language that they choose", async () => {
    const page = await browser.page("/c/notices");
    await page.getByText("Türkçe").click();
    await page.getByRole("heading", { name: "Oturum aç" }).waitFor();
    expect(await page.evaluate("document.documentElement.lang")).toBe("tr");
    expect(await axeViolations(page)).toEqual([]);
    await page.getByText("English").click();
    await tryToSignIn(page, "patient", "healthops-demo");
    await heading(page, "Notices").waitFor();
    await page.close();
  });
});

const SCREENS: readonly (readonly [path: string, title: string | RegExp])[] = [
  ["/", /^Hello, /],
  ["/c/meals", "Meals"],
  ["/c/weights/new", "New: Weight"],
  ["/conflicts", "Conflicts"],
  ["/rejected", "Refused changes"],
  ["/sync", "Synchronisation"],
  ["/nowhere", "There is nothing at this address"],
];

const SIZES = [
  ["desktop", 1280, 800],
  ["phone", 390, 844],
] as const;

describe("with somebody signed in", () => {
  let first: Page;
  let second: Page;
  beforeAll(async () => {
    first = await browser.page();
    await signInAs(first, "ankara1");
    second = await browser.page();
  });

  test.each(SIZES)("no screen breaks accessibility on a %s", async (_device, width, height) => {
    await second.setViewportSize({ width, height });
    for (const [path, title] of SCREENS) {
      // A window that opens while another one is unlocked asks for no password.
      await second.goto(browser.url + path);
      await heading(second, title).waitFor();
      expect(await axeViolations(second), path).toEqual([]);
    }
  });

  test("what one window saves, the other one shows, and both know what waits", async () => {
    await second.setViewportSize({ width: 1280, height: 800 });
    await second.goto(`${browser.url}/c/weights`);
    // A window in the background draws nothing, which slows down whoever clicks there.
    await first.bringToFront();
    await openList(first, "Weights");
    await first.getByRole("link", { name: "New: Weight" }).click();
    await first.getByRole("textbox", { name: "Body weight" }).fill("77");
    await first.getByRole("textbox", { name: "Note" }).fill("seen by both");
    await first.keyboard.press("Control+Enter");
    await second.getByText("seen by both").waitFor();
    expect(await second.getByText("seen by both").count()).toBe(1);
  });

  test("a record that is gone says so at its old address", async () => {
    await second.goto(`${browser.url}/c/meals/01900000-0000-7000-8000-00000000dead`);
    await second.getByText("This record is not here").waitFor();
    expect(await axeViolations(second)).toEqual([]);
  });

  test("the browser finds nothing that keeps it from installing the app", async () => {
    const session = await second.context().newCDPSession(second);
    const { errors } = await session.send("Page.getAppManifest");
    expect(errors).toEqual([]);
    const found = await session.send("Page.getInstallabilityErrors");
    expect(found.installabilityErrors).toEqual([]);
  });

  test("signing out tells of unsent work, and erasing makes the device forget", async () => {
    await browser.setOffline(true);
    await first.bringToFront();
    await first.getByRole("link", { name: "New: Weight" }).click();
    await first.getByRole("textbox", { name: "Body weight" }).fill("76");
    await first.keyboard.press("Control+Enter");
    await first.getByRole("button", { name: /^Account/ }).click();
    await first.getByRole("menuitem", { name: "Sign out" }).click();
    const dialog = first.getByRole("dialog");
    await dialog.getByText("has not been sent").waitFor();
    const erase = dialog.getByRole("button", { name: "Sign out and erase" });
    await dialog.getByLabel("Erase my data from this device").check();
    expect(await erase.isDisabled()).toBe(true);
    expect(await axeViolations(first)).toEqual([]);
    await dialog.getByLabel("I know that the work").check();
    await erase.click();
    for (const page of [first, second]) await heading(page, "Sign in").waitFor();
    await browser.setOffline(false);
    await first.reload();
    await heading(first, "Sign in").waitFor();
    expect(await first.getByRole("button", { name: /Elif/ }).count()).toBe(0);
  });
});

test("nothing broke the page's policy or failed unseen", () => {
  expect(browser.faults).toEqual([]);
});
