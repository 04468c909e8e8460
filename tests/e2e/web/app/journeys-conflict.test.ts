import { openPool } from "@healthops/hub/database/pool";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppBrowser } from "./support/app-browser.ts";
import { axeViolations } from "./support/axe-violations.ts";
import { goTo } from "./support/go-to.ts";
import { signInAs } from "./support/sign-in.ts";
import { WebHub } from "./support/web-hub.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let hub: WebHub;
let atDesk: AppBrowser;
let onPhone: AppBrowser;

beforeAll(async () => {
  hub = await WebHub.start();
  [atDesk, onPhone] = await Promise.all([
    AppBrowser.open(hub.url),
    AppBrowser.open(hub.url, PHONE),
  ]);
}, 180_000);
afterAll(async () => {
  await Promise.all([atDesk.close(), onPhone.close()]);
  await hub.close();
});

const pill = (page: Page, text: string | RegExp) =>
  page.getByRole("banner").getByRole("status").filter({ hasText: text });

async function positionAtHub(name: string): Promise<string | undefined> {
  const pool = openPool(hub.connectionString, 1);
  const { rows } = await pool.query<{ position: string }>(
    "select position from data.employees where name = $1",
    [name],
  );
  await pool.end();
  return rows[0]?.position;
}

/** Opens the first employee of the list; answers the name. */
async function firstEmployee(page: Page): Promise<string> {
  await goTo(page, "/c/employees");
  const first = page.getByRole("main").getByText("Ali Arslan");
  await first.click();
  await page.getByRole("button", { name: "Edit" }).waitFor();
  return "Ali Arslan";
}

async function writePosition(page: Page, position: string): Promise<void> {
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Position" }).fill(position);
  await page.keyboard.press("Control+Enter");
  await page.getByText(position).first().waitFor();
}

test("two people edit one record offline; the conflict is resolved on a phone, and both agree", async () => {
  const desk = await atDesk.page();
  const phone = await onPhone.page();
  await Promise.all([signInAs(desk, "ankara-manager"), signInAs(phone, "ankara1")]);
  await Promise.all([pill(desk, "Synced").waitFor(), pill(phone, "Synced").waitFor()]);
  await firstEmployee(desk);
  const name = await firstEmployee(phone);

  await Promise.all([atDesk.setOffline(true), onPhone.setOffline(true)]);
  await writePosition(desk, "Foreman");
  await writePosition(phone, "Driver");
  await pill(phone, "Offline").waitFor();

  await atDesk.setOffline(false);
  await expect.poll(() => positionAtHub(name), { timeout: 30_000 }).toBe("Foreman");
  await onPhone.setOffline(false);
  await pill(phone, "1 conflict").waitFor({ timeout: 30_000 });
  await phone.getByRole("button", { name: "1 conflict" }).click();
  await phone.getByRole("button", { name: "Resolve" }).click();
  await phone.getByRole("heading", { name: "Conflicts", level: 1 }).waitFor();
  const clash = phone.getByRole("article").filter({ hasText: name });
  await clash.getByText("Foreman").waitFor();

  expect(await axeViolations(phone)).toEqual([]);
  expect(await clash.evaluate("document.documentElement.scrollWidth")).toBe(390);
  await clash.getByRole("radio", { name: /Driver/ }).check();
  await clash.getByRole("button", { name: "Save decision" }).click();
  await phone.getByText("Conflict resolved").waitFor();
  await pill(phone, "Synced").waitFor({ timeout: 30_000 });

  expect(await positionAtHub(name)).toBe("Driver");
  await desk.getByText("Driver").first().waitFor({ timeout: 30_000 });
  await pill(desk, "Synced").waitFor({ timeout: 30_000 });
  // The other side of it is kept, and can be brought back later.
  await phone.getByText("Resolved", { exact: true }).click();
  await phone.getByRole("article").filter({ hasText: name }).getByText("Foreman").waitFor();

  expect([...atDesk.faults, ...onPhone.faults]).toEqual([]);
}, 120_000);
