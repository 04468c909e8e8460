import { openPool } from "@healthops/hub/database/pool";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { AppBrowser } from "./support/app-browser.ts";
import { axeViolations } from "./support/axe-violations.ts";
import { signInAs } from "./support/sign-in.ts";
import { WebHub } from "./support/web-hub.ts";
import { openList } from "./support/open-list.ts";

const PASSWORD = "healthops-demo";

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

async function atHub<T extends object>(sql: string): Promise<readonly T[]> {
  const pool = openPool(hub.connectionString, 1);
  const { rows } = await pool.query<T>(sql);
  await pool.end();
  return rows;
}

const pill = (page: Page, text: string | RegExp) =>
  page.getByRole("banner").getByRole("status").filter({ hasText: text });

async function newWeight(page: Page, kg: string, note: string): Promise<void> {
  await openList(page, "Weights");
  await page.getByRole("link", { name: "New: Weight" }).click();
  await page.getByRole("textbox", { name: "Body weight" }).fill(kg);
  await page.getByRole("textbox", { name: "Note" }).fill(note);
}

/** As an administrator does. */
async function setDisabled(username: string, disabled: boolean): Promise<void> {
  const [person] = await atHub<{ id: string; version: number }>(
    `select id, version from data.people where username = '${username}'`,
  );
  const json = { "content-type": "application/json" };
  const signedIn = await fetch(`${hub.url}/api/v1/auth/sign-in`, {
    method: "POST",
    headers: json,
    body: JSON.stringify({ username: "admin", password: PASSWORD }),
  });
  const { accessToken } = (await signedIn.json()) as { accessToken: string };
  const changed = await fetch(`${hub.url}/api/v1/core/people/${person?.id}`, {
    method: "PATCH",
    headers: {
      ...json,
      authorization: `Bearer ${accessToken}`,
      "if-match": `"${person?.version}"`,
    },
    body: JSON.stringify({ disabled }),
  });
  expect(changed.status).toBe(200);
}

test("the hub wants the password again in the middle of a form: work goes on, nothing is lost", async () => {
  const page = await browser.page();
  await signInAs(page, "ankara1");
  await pill(page, "Synced").waitFor();
  await newWeight(page, "81", "again half");
  await atHub(
    `update hub.sessions set revoked_at = now(), revoked_because = 'signed_out' where revoked_at is null`,
  );
  await page.keyboard.press("Control+Enter");
  await page.getByText("again half").waitFor();
  const notice = page.getByRole("status").filter({ hasText: "1 change is not sent yet." });
  await notice.waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await newWeight(page, "82", "again whole");
  await notice.getByRole("button", { name: "Sign in" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await dialog.locator("input[name=password]").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByText("Signed in. Syncing goes on.").waitFor();
  expect(await page.getByRole("textbox", { name: "Note" }).inputValue()).toBe("again whole");
  await page.getByRole("textbox", { name: "Note" }).focus();
  await page.keyboard.press("Control+Enter");
  await page.getByText("again whole").waitFor();
  await pill(page, "Synced").waitFor();
  const rows = await atHub<{ note: string }>(
    "select note from data.weights where note like 'again %' order by 1",
  );
  expect(rows.map(({ note }) => note)).toEqual(["again half", "again whole"]);
  expect(browser.faults).toEqual([]);
}, 120_000);

test("a person is disabled: they are told, and unsent work waits on the device until they are enabled", async () => {
  const page = await browser.page();
  await signInAs(page, "bursa1");
  await pill(page, "Synced").waitFor();
  await setDisabled("bursa1", true);
  await newWeight(page, "90", "still mine");
  await page.keyboard.press("Control+Enter");
  await page.getByText("still mine").waitFor();
  const notice = page.getByRole("status").filter({ hasText: "This account is disabled" });
  await notice.filter({ hasText: "1 change is not sent yet." }).waitFor();
  await page.keyboard.press("Control+Shift+L");
  await page.locator("input[name=password]").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page
    .getByText("Ask an administrator to enable it. Work that waits on this device is kept.")
    .waitFor();
  await setDisabled("bursa1", false);
  await page.locator("input[name=password]").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByText("still mine").waitFor();
  await pill(page, "Synced").waitFor();
  expect(await atHub("select 1 from data.weights where note = 'still mine'")).toHaveLength(1);
  expect(browser.faults).toEqual([]);
}, 120_000);

test("a clock that is a day wrong is told, and work and syncing go on", async () => {
  const page = await browser.page();
  await page.context().route("**/health/ready", async (route) => {
    // The browser knows the hub by a name of its own.
    const answer = await route.fetch({ url: `${hub.url}/health/ready` });
    const date = new Date(Date.now() + 86_400_000).toUTCString();
    await route.fulfill({ response: answer, headers: { ...answer.headers(), date } });
  });
  await signInAs(page, "izmir1");
  await page.getByText("This device's clock is 1 day slow.").waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await newWeight(page, "77", "in another time");
  await page.keyboard.press("Control+Enter");
  await page.getByText("in another time").waitFor();
  await expect
    .poll(() => atHub("select 1 from data.weights where note = 'in another time'"))
    .toHaveLength(1);
  await pill(page, "Synced").waitFor();
  expect(browser.faults).toEqual([]);
}, 120_000);
