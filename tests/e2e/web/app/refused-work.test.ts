import { newId } from "@healthops/base/ids";
import { systemPorts } from "@healthops/base/system-ports";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppBrowser } from "./support/app-browser.ts";
import { axeViolations } from "./support/axe-violations.ts";
import { tryToSignIn } from "./support/sign-in.ts";
import { WebHub } from "./support/web-hub.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const LIST = "/admin?section=attention&view=refused&window=own";
const NAME = "Ali Arslan";

let hub: WebHub;
let office: AppBrowser;
let onPhone: AppBrowser;
let manager: Page;

beforeAll(async () => {
  hub = await WebHub.start();
  // A manager at a desk, an administrator on a phone.
  [office, onPhone] = await Promise.all([
    AppBrowser.open(hub.url),
    AppBrowser.open(hub.url, PHONE),
  ]);
  await refusedEdits();
  manager = await office.page(LIST);
  await tryToSignIn(manager, "ankara-manager", "healthops-demo");
  await manager.getByRole("heading", { name: "Administration" }).waitFor();
}, 180_000);
afterAll(async () => {
  await Promise.all([office.close(), onPhone.close()]);
  await hub.close();
});

async function ask(method: string, path: string, token: string | null, body?: unknown) {
  const answer = await fetch(`${hub.url}/api/v1/${path}`, {
    method,
    headers: {
      "content-type": "application/json",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  return (await answer.json()) as Record<string, unknown>;
}

/** A device of the clerk wants what the hub refuses: an employee who leaves before they came; no name. */
async function refusedEdits(): Promise<void> {
  const replicaId = newId(systemPorts());
  const who = { username: "ankara1", password: "healthops-demo", replicaId };
  const token = String((await ask("POST", "auth/sign-in", null, who))["accessToken"]);
  const versions = { protocol: 1, schema: "before", replicaId, epoch: null };
  const pulled = await ask("POST", "sync/pull", token, { ...versions, positions: {} });
  const found = await ask("GET", `workforce/employees?q=${encodeURIComponent(NAME)}`, token);
  const [employee] = found["records"] as { id: string; version: number; siteId: string }[];
  const mutation = { collection: "employees", id: employee?.id, op: "update" };
  const base = employee?.version;
  const groups = [
    { ...mutation, base, fields: { position: "Shift leader", leftOn: "1951-01-01" } },
    { ...mutation, base, fields: { name: "" } },
  ].map((each, index) => ({ seq: index + 1, deviceTime_ms: Date.now(), mutations: [each] }));
  const push = { ...versions, schema: pulled["schema"], receivedThrough: 0, groups };
  const { receipts } = await ask("POST", "sync/push", token, push);
  expect(receipts).toMatchObject([{ status: "rejected" }, { status: "rejected" }]);
}

test("a manager sees refused work beside what the hub has, puts it right and takes it over", async () => {
  const card = manager.getByRole("article").filter({ hasText: "Shift leader" });
  await card.getByText("Last day: The last day is on or after the day of hiring.").waitFor();
  await card.getByRole("button", { name: /^Decide/ }).click();
  const dialog = manager.getByRole("dialog", { name: "Refused work" });
  await dialog.getByRole("heading", { name: NAME }).waitFor();
  const field = (name: string) => dialog.getByRole("group", { name });
  await field("Position").getByText("On the hub now").waitFor();
  expect(await axeViolations(manager)).toEqual([]);

  await dialog.getByRole("button", { name: "Take over" }).click();
  // Nothing was put right yet, so the hub's rule speaks again, and the dialog keeps what was chosen.
  await dialog.getByRole("alert").getByText("the day of hiring").waitFor();
  await field("Last day").getByText("On the hub now").click();
  await dialog.getByRole("textbox", { name: "Remark" }).fill("as agreed by telephone");
  await dialog.getByRole("button", { name: "Take over" }).click();
  await manager.getByText("It is an ordinary change of yours now.").waitFor();
  await dialog.waitFor({ state: "detached" });
  await card.waitFor({ state: "detached" });

  await manager.getByText("Decided", { exact: true }).click();
  await card.getByText(/^Taken over by Selin Arslan/).waitFor();
  await card.getByText(/as agreed by telephone/).waitFor();
  expect(await axeViolations(manager)).toEqual([]);
});

test("by keyboard: it is set aside with a reason, and the focus comes back", async () => {
  await manager.getByText("To decide", { exact: true }).click();
  const decide = manager.getByRole("article").getByRole("button", { name: /^Decide/ });
  await decide.focus();
  await manager.keyboard.press("Enter");
  const dialog = manager.getByRole("dialog", { name: "Refused work" });
  // Its name was to be emptied; it is called what it is called at the hub.
  await dialog.getByRole("heading", { name: NAME }).waitFor();
  await dialog.getByRole("button", { name: "Set aside" }).focus();
  await manager.keyboard.press("Enter");
  // The reason is asked for where it is missing.
  await dialog.getByText("Say why it is set aside.").waitFor();
  await manager.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await expect
    .poll(() => decide.evaluate((it) => it === it.ownerDocument.activeElement))
    .toBe(true);
  await manager.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Set aside" }).focus();
  await manager.keyboard.press("Enter");
  await dialog.getByText("Say why it is set aside.").waitFor();
  await manager.keyboard.type("nobody is without a name");
  await manager.keyboard.press("Tab");
  await manager.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await manager.getByText("Nothing waits for a decision").waitFor();
});

test("an administrator finds both in the audit, on a phone, where the chosen part is in view", async () => {
  const phone = await onPhone.page("/admin?section=overview&window=own");
  await tryToSignIn(phone, "admin", "healthops-demo");
  await phone.getByText("No backup was ever made").waitFor();
  const parts = phone.getByRole("navigation", { name: "Parts of the administration" });
  for (const name of ["Devices", "Audit", "People", "Audit"]) {
    await parts.getByRole("link", { name, exact: true }).click();
    await parts.locator("[aria-current=page]", { hasText: name }).waitFor();
    await expect
      .poll(() =>
        parts.locator("[aria-current=page]").evaluate((it) => it.getBoundingClientRect().right),
      )
      .toBeLessThanOrEqual(PHONE.viewport.width);
  }
  await phone.getByText("Security", { exact: true }).click();
  await phone.getByText("Refused work taken over").first().waitFor();
  await phone.getByText("Refused work set aside").first().waitFor();
  await phone
    .getByText(/nobody is without a name/)
    .first()
    .waitFor();
  expect(office.faults).toEqual([]);
  expect(onPhone.faults).toEqual([]);
}, 180_000);
