import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { exercise } from "./support/exercise.ts";
import type { Newcomer } from "./support/profile.ts";
import { Profile, SharedBrowser } from "./support/profile.ts";
import type { TestApp } from "./support/test-app.ts";
import { openTestApp, PASSWORD } from "./support/test-app.ts";

let app: TestApp;
let browser: SharedBrowser;
let newcomer: Newcomer;
let username: string;
let personId: string;
let people = 0;

beforeAll(async () => {
  [app, browser] = await Promise.all([openTestApp(), SharedBrowser.launch()]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});
beforeEach(async () => {
  newcomer = browser.newcomer(app.url);
  username = `person${(people += 1)}`;
  personId = await app.person(username);
});
afterEach(() => newcomer.leave());

const STORAGES = ["opfs", "indexeddb"] as const;

test.each(STORAGES)("%s: a first visit, and what it leaves for the next", async (storage) => {
  const query = `?storage=${storage}`;
  const profile = await Profile.create(app.url);
  onTestFinished(() => profile.destroy());
  const window = await profile.window(query);
  expect(await window.call("people")).toEqual([]);
  expect(await window.call("identity")).toBeNull();
  await expect(window.call("list", "exercises")).rejects.toMatchObject({ code: "not_signed_in" });
  const signedIn = await window.call("signIn", { username: ` ${username} `, password: PASSWORD });
  expect(signedIn).toMatchObject({ by: "hub", identity: { personId } });
  await window.call("mutate", [exercise(personId, "Walk")]);
  expect(await window.call("sync")).toMatchObject({ rejected: 0, conflicts: 0 });
  expect(await app.activities(personId)).toEqual(["Walk"]);
  const report = await window.call("storage");
  expect(report).toMatchObject({ kind: storage });
  expect(report.used_bytes).toBeGreaterThan(0);
  expect(report.quota_bytes).toBeGreaterThan(report.used_bytes);

  await profile.quit();
  const later = await profile.window(query);
  expect(await later.call("people")).toEqual([{ personId, username, displayName: username }]);
  expect(await later.call("identity")).toBeNull();
  await app.stop();
  try {
    const wrong = later.call("signIn", { username, password: "wrong horse battery" });
    await expect(wrong).rejects.toMatchObject({ code: "sign_in_failed" });
    await expect(later.call("list", "exercises")).rejects.toMatchObject({ code: "not_signed_in" });
    const again = await later.call("signIn", { username, password: PASSWORD });
    expect(again).toMatchObject({ by: "offline", identity: { personId } });
    expect((await later.call("list", "exercises")).records).toMatchObject([
      { content: { activity: "Walk" } },
    ]);
    await later.call("mutate", [exercise(personId, "Swim")]);
    await expect(later.call("sync")).rejects.toMatchObject({ code: "offline" });
    expect(await later.call("status")).toMatchObject({ waiting: 1, online: false });
    expect(await later.call("testConnection")).toMatchObject({ reachable: false });
  } finally {
    await app.start();
  }
  expect(await later.call("testConnection")).toMatchObject({ reachable: true });
  await later.call("sync");
  expect(await app.activities(personId)).toEqual(["Swim", "Walk"]);
});

test("nobody signs in offline who never signed in here", async () => {
  const window = await newcomer.window();
  const attempt = window.call("signIn", { username, password: PASSWORD, offlineOnly: true });
  await expect(attempt).rejects.toMatchObject({ code: "offline" });
});

test("a wrong password at the hub leaves nothing behind", async () => {
  const window = await newcomer.window();
  const attempt = window.call("signIn", { username, password: "wrong horse battery" });
  await expect(attempt).rejects.toMatchObject({ code: "sign_in_failed" });
  expect(await window.call("people")).toEqual([]);
  const names = await window.page.evaluate(
    `navigator.storage.getDirectory().then((root) => Array.fromAsync(root.keys()))`,
  );
  expect(names).not.toContainEqual(expect.stringMatching(/^healthops-/));
});

test("a browser that can keep nothing says so", async () => {
  const window = await newcomer.window("?storage=none");
  const attempt = window.call("signIn", { username, password: PASSWORD });
  await expect(attempt).rejects.toMatchObject({ code: "storage_missing" });
  await expect(window.call("storage")).rejects.toMatchObject({ code: "storage_missing" });
});

test("a rapid series of reloads harms nothing", async () => {
  const window = await newcomer.window();
  await window.call("signIn", { username, password: PASSWORD });
  await window.call("mutate", [exercise(personId, "Walk")]);
  for (let reload = 0; reload < 5; reload += 1) {
    await window.reload();
    void window.call("signIn", { username, password: PASSWORD }).catch(() => undefined);
  }
  await window.reload();
  await window.call("signIn", { username, password: PASSWORD });
  expect(await window.call("count", "exercises")).toBe(1);
});

test("the hub is asked with the session's token, which stays in the worker", async () => {
  const window = await newcomer.window();
  await window.call("signIn", { username, password: PASSWORD });
  const me = await window.call("askHub", { method: "GET", path: "/api/v1/auth/me" });
  expect(me).toMatchObject({ status: 200, body: { personId } });
  const refused = window.call("askHub", { method: "GET", path: "/api/v1/audit" });
  await expect(refused).rejects.toMatchObject({ code: "not_permitted" });
  const kept = await window.page.evaluate(
    "JSON.stringify([{...localStorage}, {...sessionStorage}])",
  );
  expect(kept).toBe("[{},{}]");
});
