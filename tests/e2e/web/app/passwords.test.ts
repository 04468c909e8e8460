import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { AppBrowser } from "./support/app-browser.ts";
import { axeViolations } from "./support/axe-violations.ts";
import { goTo } from "./support/go-to.ts";
import { signInAs, tryToSignIn } from "./support/sign-in.ts";
import { WebHub } from "./support/web-hub.ts";

const PASSWORD = "healthops-demo";
const OWN = "three words apart";

let hub: WebHub;
let browser: AppBrowser;
let admin: string;

beforeAll(async () => {
  hub = await WebHub.start();
  admin = (await tokensOf("admin")).accessToken;
}, 180_000);
afterAll(() => hub.close());
beforeEach(async () => {
  browser = await AppBrowser.open(hub.url);
});
afterEach(() => browser.close());

const hello = (page: Page) => page.getByRole("heading", { name: /^Hello, / }).waitFor();
const field = (page: Page, name: string) => page.locator(`input[name=${name}]`);

test("a one-time password is replaced by one's own while signing in", async () => {
  const { identity } = await tokensOf("ankara1");
  const { password } = await asked<{ password: string }>(
    `people/${identity.personId}/password`,
    {},
  );
  const page = await browser.page();
  await tryToSignIn(page, "ankara1", password);
  await field(page, "new-password").fill("short");
  await field(page, "new-password-again").fill("short");
  await page.keyboard.press("Enter");
  await page.getByText("That password is too easily guessed.").waitFor();
  await page.waitForFunction("document.activeElement?.name === 'new-password'");
  expect(await axeViolations(page)).toEqual([]);
  await field(page, "new-password").fill(OWN);
  await field(page, "new-password-again").fill(OWN);
  await page.keyboard.press("Enter");
  await hello(page);
  expect(browser.faults).toEqual([]);
}, 120_000);

test("a password that an administrator set opens old data with the one before; erased, it says so", async () => {
  const page = await browser.page();
  await signInAs(page, "istanbul1");
  const { devices } = await asked<Devices>("devices");
  const { id, personId } = devices.find(({ username }) => username === "istanbul1") ?? {};
  await asked(`people/${personId}/password`, { password: OWN, mustChange: false });
  await page.reload();
  await field(page, "password").fill(OWN);
  await page.keyboard.press("Enter");
  await field(page, "previous-password").fill(PASSWORD);
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await hello(page);
  await asked(`devices/${id}/wipe`, {});
  for (const look of ["at once", "after a reload"]) {
    await page.getByText("The data on this device was erased").waitFor();
    expect(await page.getByText("istanbul1").count(), look).toBe(0);
    await page.reload();
  }
  expect(await axeViolations(page)).toEqual([]);
  expect(browser.faults).toEqual([]);
}, 120_000);

test("everybody changes their own password: by keyboard, told beforehand, refused by field", async () => {
  const page = await browser.page();
  await signInAs(page, "bursa1");
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Change password" }).click();
  await page.getByText(/^At least 10 characters/).waitFor();
  await page.getByText("On all others you are signed out.").waitFor();
  await page.waitForFunction("document.activeElement?.name === 'current-password'");
  const typed = async (current: string, next: string, again = next): Promise<void> => {
    await field(page, "current-password").fill(current);
    await field(page, "new-password").fill(next);
    await field(page, "new-password-again").fill(again);
    await page.keyboard.press("Enter");
  };
  await typed(PASSWORD, "short");
  await page.getByText("Use at least 10 characters.").waitFor();
  await page.waitForFunction("document.activeElement?.name === 'new-password'");
  await typed(PASSWORD, PASSWORD);
  await page.getByText("It is the one that you have now.").waitFor();
  await typed(PASSWORD, OWN, "three words a part");
  await page.getByText("The two are not the same.").waitFor();
  await typed("not mine at all", OWN);
  await page.getByText("This is not your present password.").waitFor();
  await page.waitForFunction("document.activeElement?.name === 'current-password'");
  expect(await axeViolations(page)).toEqual([]);

  await browser.setOffline(true);
  await page.getByText("The hub cannot be reached", { exact: true }).waitFor();
  await browser.setOffline(false);
  await page.getByText("The hub cannot be reached", { exact: true }).waitFor({ state: "detached" });

  const other = await tokensOf("bursa1");
  await typed(PASSWORD, OWN);
  await page.getByText("Your password is changed").waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(await signInStatus("bursa1", OWN)).toBe(200);
  // Who typed a wrong one just now is made to wait.
  await expect
    .poll(() => signInStatus("bursa1", PASSWORD), { timeout: 60_000, interval: 3_000 })
    .toBe(401);
  const elsewhere = await fetch(`${hub.url}/api/v1/auth/me`, {
    headers: { authorization: `Bearer ${other.accessToken}` },
  });
  expect(elsewhere.status, "a session on another device").toBe(401);

  // The data of this device opens with the new one, without the hub too, and with the old one no more.
  await page.reload();
  await field(page, "password").waitFor();
  await browser.setOffline(true);
  await field(page, "password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  await field(page, "password").fill(OWN);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Change your password" }).waitFor();
  await browser.setOffline(false);
  expect(browser.faults).toEqual([]);
}, 120_000);

test("who was reset is told wherever they land, until they have read it", async () => {
  const page = await browser.page("/settings");
  const { identity } = await tokensOf("izmir1");
  await asked(`people/${identity.personId}/password`, { password: OWN, mustChange: false });
  await tryToSignIn(page, "izmir1", OWN);
  await page.getByRole("heading", { name: "Settings", exact: true }).waitFor();
  const told = page.getByText(/had your password reset/);
  await told.waitFor();
  await goTo(page, "/c/notices");
  await told.waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole("button", { name: "I have seen it" }).click();
  await told.waitFor({ state: "detached" });
  await goTo(page, "/sync");
  await page.getByRole("heading", { name: "Synchronisation" }).waitFor();
  expect(await told.count()).toBe(0);
  expect(browser.faults).toEqual([]);
}, 120_000);

interface Devices {
  readonly devices: readonly { id: string; personId: string; username: string }[];
}

interface Tokens {
  readonly accessToken: string;
  readonly identity: { readonly personId: string };
}

function tokensOf(username: string): Promise<Tokens> {
  return asked<Tokens>("auth/sign-in", { username, password: PASSWORD });
}

async function signInStatus(username: string, password: string): Promise<number> {
  const { status } = await fetch(`${hub.url}/api/v1/auth/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, password }),
  });
  return status;
}

/** What the hub answers an administrator. */
async function asked<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${hub.url}/api/v1/${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(admin === undefined ? {} : { authorization: `Bearer ${admin}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.ok, path).toBe(true);
  return (await response.json()) as T;
}
