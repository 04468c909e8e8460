import { afterAll, beforeAll, expect, test } from "vitest";
import { AppBrowser } from "./support/app-browser.ts";
import { axeViolations } from "./support/axe-violations.ts";
import { goTo } from "./support/go-to.ts";
import { signInAs } from "./support/sign-in.ts";
import { WebHub } from "./support/web-hub.ts";

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

async function ask(path: string, token: string | null, body?: unknown) {
  const answer = await fetch(`${hub.url}/api/v1/${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Record<string, unknown>;
}

test("[PSH3] who puts one field of a refused edit right keeps the others", async () => {
  const page = await browser.page();
  await signInAs(page, "admin");
  // An administrator's first sync brings everybody's records.
  const synced = page.getByRole("banner").getByText("Synced").first();
  await synced.waitFor({ timeout: 150_000 });
  await goTo(page, "/c/people");
  await page.getByRole("main").getByText("Deniz Aksoy").first().click();
  await page.getByRole("button", { name: "Edit" }).click();
  // Only the hub refuses it: nobody takes their own rights.
  await page.getByRole("textbox", { name: /^Name/ }).fill("Deniz Aksoy Er");
  await page.getByRole("combobox", { name: /^Role/ }).click();
  await page.getByRole("option", { name: "Manager", exact: true }).click();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "1 refused" }).waitFor();
  await goTo(page, "/rejected");
  const card = page.getByRole("article");
  await card.getByRole("heading", { name: "Deniz Aksoy Er" }).waitFor();
  await card
    .getByText(/Nobody disables, demotes or deletes themselves/)
    .first()
    .waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await card.getByRole("button", { name: "Correct" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("combobox", { name: /^Role/ }).click();
  await page.getByRole("option", { name: "Administrator", exact: true }).click();
  await page.keyboard.press("Control+Enter");
  await form.waitFor({ state: "detached" });
  await page.getByText("Nothing was refused").waitFor();
  await synced.waitFor();

  const who = { username: "admin", password: "healthops-demo" };
  const signedIn = await ask("auth/sign-in", null, who);
  expect(signedIn["identity"]).toMatchObject({ displayName: "Deniz Aksoy Er", role: "ADMIN" });
  expect(browser.faults).toEqual([]);
}, 300_000);
