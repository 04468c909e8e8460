import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppBrowser } from "./support/app-browser.ts";
import { axeViolations } from "./support/axe-violations.ts";
import { tryToSignIn } from "./support/sign-in.ts";
import { WebHub } from "./support/web-hub.ts";
import { openList } from "./support/open-list.ts";

const PASSWORD = "a password of hers 1";

let hub: WebHub;
let office: AppBrowser;
let clinic: AppBrowser;
/** The administrator's window. */
let admin: Page;
/** The new person's window, on a device of its own. */
let hers: Page;
let oneTimePassword: string;

beforeAll(async () => {
  hub = await WebHub.start();
  [office, clinic] = await Promise.all([AppBrowser.open(hub.url), AppBrowser.open(hub.url)]);
  admin = await office.page("/admin?section=people");
  await tryToSignIn(admin, "admin", "healthops-demo");
  await admin.getByRole("heading", { name: "Administration" }).waitFor();
}, 180_000);
afterAll(async () => {
  await Promise.all([office.close(), clinic.close()]);
  await hub.close();
});

/** Goes to a part of the administration by its link. */
async function openPart(page: Page, name: string): Promise<void> {
  const parts = page.getByRole("navigation", { name: "Parts of the administration" });
  await parts.getByRole("link", { name, exact: true }).click();
}

test("an administrator adds a person, and sees the one-time password once", async () => {
  await admin.getByRole("button", { name: "New person" }).click();
  const form = admin.getByRole("dialog");
  await form.getByRole("textbox", { name: /^User name/ }).fill("nurse1");
  await form.getByRole("textbox", { name: /^Name/ }).fill("Nil Ersoy");
  await form.getByRole("combobox", { name: /^Site/ }).click();
  await admin.getByRole("option", { name: "Ankara" }).click();
  await admin.keyboard.press("Control+Enter");
  const made = admin.getByRole("dialog", { name: "Password of Nil Ersoy" });
  oneTimePassword = await made.getByRole("status").innerText();
  expect(oneTimePassword.length).toBeGreaterThan(9);
  expect(await axeViolations(admin)).toEqual([]);
  await made.getByRole("button", { name: "Done" }).click();
  await admin.getByRole("heading", { name: "Nil Ersoy" }).waitFor();
  await admin.getByText("one-time, must be changed at the next sign-in").waitFor();
});

test("the person gets in with it once, and chooses a password of their own", async () => {
  hers = await clinic.page();
  await tryToSignIn(hers, "nurse1", oneTimePassword);
  await hers.getByLabel("New password", { exact: true }).fill(PASSWORD);
  await hers.getByLabel("New password again", { exact: true }).fill(PASSWORD);
  await hers.getByRole("button", { name: "Sign in", exact: true }).click();
  await hers.getByRole("heading", { name: "Hello, Nil Ersoy" }).waitFor();
  await admin.getByRole("button", { name: "Refresh" }).first().click();
  await admin.getByText(/^set \d/).waitFor();
  expect(await admin.getByText("one-time, must be changed").count()).toBe(0);
});

test("disabling says what happens; the person is told, and loses nothing", async () => {
  await openList(hers, "Weights");
  await hers.getByRole("link", { name: "New: Weight" }).first().click();
  await hers.getByRole("textbox", { name: "Body weight" }).fill("64");
  await clinic.setOffline(true);
  await hers.getByRole("textbox", { name: "Note" }).fill("kept while disabled");
  await hers.keyboard.press("Control+Enter");
  await hers.getByText("Offline, 1 change waiting").first().waitFor();

  await admin.getByRole("button", { name: "Disable", exact: true }).click();
  const question = admin.getByRole("dialog");
  await question.getByText("What they have not sent stays on their devices").waitFor();
  await question.getByRole("button", { name: "Disable", exact: true }).click();
  await admin.getByText("Disabled", { exact: true }).first().waitFor();
  await admin.getByText("Synced", { exact: true }).first().waitFor();

  await clinic.setOffline(false);
  await hers
    .getByText(/account is disabled/)
    .first()
    .waitFor();

  await admin.getByRole("button", { name: "Enable", exact: true }).click();
  await admin.getByRole("dialog").getByRole("button", { name: "Enable", exact: true }).click();
  await admin.getByRole("button", { name: "Disable", exact: true }).waitFor();

  await hers.getByRole("button", { name: "Sign in", exact: true }).click();
  const again = hers.getByRole("dialog");
  await again.locator("input[name=password]").fill(PASSWORD);
  await again.getByRole("button", { name: "Sign in", exact: true }).click();
  await hers.getByText("Synced", { exact: true }).first().waitFor();
  expect(await hers.getByText("kept while disabled").count()).toBe(1);
});

test("nobody takes their own rights", async () => {
  await openPart(admin, "People");
  await admin.getByRole("row", { name: /Deniz Aksoy/ }).dblclick();
  await admin.getByText("This is you: another administrator has to").waitFor();
  expect(await admin.getByRole("button", { name: "Disable", exact: true }).count()).toBe(0);
});

test("revoking a device asks for the user name and shuts the device out", async () => {
  await openPart(admin, "Devices");
  const row = admin.getByRole("row", { name: /Nil Ersoy/ });
  await row.getByRole("button", { name: "Revoke" }).click();
  const question = admin.getByRole("dialog");
  const revoke = question.getByRole("button", { name: "Revoke" });
  expect(await revoke.isDisabled()).toBe(true);
  await question.getByRole("textbox", { name: "Type nurse1 to confirm" }).fill("nurse1");
  expect(await axeViolations(admin)).toEqual([]);
  await revoke.click();
  await row.getByText("Revoked", { exact: true }).waitFor();
  await row.getByRole("button", { name: "Allow again" }).waitFor();
});

test("the audit shows what a change did, in words", async () => {
  await openPart(admin, "Audit");
  await admin.getByRole("combobox", { name: "Kind of record" }).click();
  await admin.getByRole("option", { name: "People", exact: true }).click();
  await admin.waitForURL(/collection=people/);
  const list = admin.getByRole("listbox", { name: "Changes, newest first" });
  await list
    .getByRole("option", { name: /^.*Changed Nil Ersoy/ })
    .first()
    .waitFor();
  await list.focus();
  await admin.keyboard.press("ArrowDown");
  const diff = admin.getByRole("region", { name: "What" });
  const cells = diff.getByRole("row", { name: /Disabled/ }).getByRole("img");
  expect(await cells.nth(0).getAttribute("aria-label")).toBe("Yes");
  expect(await cells.nth(1).getAttribute("aria-label")).toBe("No");
  expect(await axeViolations(admin)).toEqual([]);
});

test("a manager sees the people, devices and changes of their site only", async () => {
  const place = await AppBrowser.open(hub.url);
  const page = await place.page("/admin?section=people");
  await tryToSignIn(page, "istanbul-manager", "healthops-demo");
  await page.getByRole("row", { name: /Emre Şahin/ }).waitFor();
  expect(await page.getByRole("row", { name: /Nil Ersoy|Elif Yılmaz/ }).count()).toBe(0);
  expect(await page.getByRole("button", { name: "New person" }).count()).toBe(0);
  expect(await page.getByRole("link", { name: "Jobs", exact: true }).count()).toBe(0);
  await openPart(page, "Sites");
  await page.getByRole("row", { name: /Istanbul/ }).waitFor();
  expect(await page.getByRole("row", { name: /Ankara/ }).count()).toBe(0);
  await openPart(page, "Devices");
  await page.getByRole("row", { name: /Emre Şahin/ }).waitFor();
  expect(await page.getByRole("row", { name: /Nil Ersoy|Deniz Aksoy/ }).count()).toBe(0);
  expect(await page.getByRole("button", { name: "Wipe" }).count()).toBe(0);
  expect(place.faults).toEqual([]);
  await place.close();
});

const PARTS = ["Overview", "People", "Sites", "Devices", "Conflicts and refusals", "Audit", "Jobs"];

test("no part breaks accessibility", async () => {
  for (const part of PARTS) {
    await openPart(admin, part);
    expect(await axeViolations(admin), part).toEqual([]);
  }
});

test("without the hub, a part shows what this device knows and says what it needs", async () => {
  await hub.stop();
  await openPart(admin, "Overview");
  await admin.getByText("This needs the hub").first().waitFor();
  await admin.getByRole("row", { name: /Ankara/ }).waitFor();
  expect(await axeViolations(admin)).toEqual([]);
  await hub.startAgain();
  await admin.getByRole("button", { name: "Try again" }).first().click();
  await admin.getByRole("columnheader", { name: "Last sync" }).waitFor();
});

test("nothing broke the page's policy or failed unseen", () => {
  expect([...office.faults, ...clinic.faults]).toEqual([]);
});
