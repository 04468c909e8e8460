import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { AppBrowser } from "./support/app-browser.ts";
import { axeViolations } from "./support/axe-violations.ts";
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
