import type { Page as ListPage } from "@healthops/schema/list/page";
import type { Status } from "@healthops/replica/status/status";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { exercise } from "./support/exercise.ts";
import type { Newcomer, ReplicaWindow } from "./support/profile.ts";
import { SharedBrowser } from "./support/profile.ts";
import type { TestApp } from "./support/test-app.ts";
import { openTestApp, PASSWORD } from "./support/test-app.ts";

const STORAGES = ["opfs", "indexeddb"] as const;

let app: TestApp;
let browser: SharedBrowser;
let profile: Newcomer;
let username: string;
let personId: string;
let people = 0;

beforeAll(async () => {
  app = await openTestApp();
  browser = await SharedBrowser.launch();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});
beforeEach(async () => {
  profile = browser.newcomer(app.url);
  username = `person${(people += 1)}`;
  personId = await app.person(username);
});
afterEach(() => profile.leave());

const waitFor = <T>(work: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(work, { timeout: 20_000, interval: 25 });

async function signedIn(query = ""): Promise<ReplicaWindow> {
  const window = await profile.window(query);
  await window.call("signIn", { username, password: PASSWORD });
  return window;
}

async function lastSeen<T>(window: ReplicaWindow, key: string): Promise<T | undefined> {
  return (await window.seen<T>(key)).at(-1);
}

test.each(STORAGES)("%s: a second window opens without the password", async (storage) => {
  const first = await signedIn(`?storage=${storage}`);
  await first.call("mutate", [exercise(personId, "Walk")]);
  const second = await profile.window(`?storage=${storage}`);
  expect(await second.call("identity")).toMatchObject({ personId });
  expect(await second.call("count", "exercises")).toBe(1);
});

test.each(STORAGES)("%s: what one window writes, the other shows", async (storage) => {
  const first = await signedIn(`?storage=${storage}`);
  const second = await profile.window(`?storage=${storage}`);
  await second.call("identity");
  await second.watch("list", "watchList", "exercises", {});
  await first.call("mutate", [exercise(personId, "Walk")]);
  await waitFor(async () => {
    const page = await lastSeen<ListPage>(second, "list");
    expect(page?.records).toMatchObject([{ content: { activity: "Walk" } }]);
  });
});

test.each(STORAGES)("%s: two windows write at once, and nothing is lost", async (storage) => {
  const windows = [
    await signedIn(`?storage=${storage}`),
    await profile.window(`?storage=${storage}`),
  ];
  const names = windows.map((_, at) => Array.from({ length: 25 }, (_, n) => `W${at} ${n}`));
  await Promise.all(
    windows.map((window, at) =>
      Promise.all(
        (names[at] ?? []).map((name) => window.call("mutate", [exercise(personId, name)])),
      ),
    ),
  );
  for (const window of windows) expect(await window.call("count", "exercises")).toBe(50);
  await Promise.all(windows.map((window) => window.call("sync")));
  expect(await app.activities(personId)).toEqual(names.flat().toSorted());
});

test("when the window that syncs closes, another takes over", async () => {
  const first = await signedIn();
  const second = await profile.window();
  await second.call("identity");
  await first.close();
  await second.call("mutate", [exercise(personId, "Walk")]);
  await waitFor(async () => expect(await app.activities(personId)).toEqual(["Walk"]));
  await waitFor(async () =>
    expect(await second.call("status")).toMatchObject({ live: "connected", waiting: 0 }),
  );
});

test("when the window that syncs is put to sleep, another takes over; it wakes up in step", async () => {
  const first = await signedIn();
  const second = await profile.window();
  await second.call("identity");
  await first.watch("list", "watchList", "exercises", {});
  const life = await first.page.context().newCDPSession(first.page);
  await life.send("Page.setWebLifecycleState", { state: "frozen" });
  await second.call("mutate", [exercise(personId, "Walk")]);
  await waitFor(async () => expect(await app.activities(personId)).toEqual(["Walk"]));
  await life.send("Page.setWebLifecycleState", { state: "active" });
  await waitFor(async () => {
    const page = await lastSeen<ListPage>(first, "list");
    expect(page?.records).toHaveLength(1);
  });
});

test("a call to sync is answered though the window that syncs goes away meanwhile", async () => {
  const first = await signedIn();
  const second = await profile.window();
  await second.call("mutate", [exercise(personId, "Walk")]);
  const calls = Array.from({ length: 5 }, () => second.call("sync"));
  await first.close();
  await Promise.all(calls);
  expect(await app.activities(personId)).toEqual(["Walk"]);
});

test("every window shows how the syncing one stands", async () => {
  await signedIn();
  const second = await profile.window();
  await second.watch("status", "watchStatus");
  await waitFor(async () =>
    expect(await lastSeen<Status>(second, "status")).toMatchObject({
      live: "connected",
      online: true,
      signedIn: { personId },
    }),
  );
});

test("locking one window locks all; the password unlocks them without the hub", async () => {
  const first = await signedIn();
  const second = await profile.window();
  await second.call("identity");
  await second.call("lock");
  await waitFor(async () => expect(await first.call("identity")).toBeNull());
  await expect(first.call("list", "exercises")).rejects.toMatchObject({ code: "not_signed_in" });
  const wrong = { username, password: "wrong horse battery", offlineOnly: true };
  await expect(first.call("signIn", wrong)).rejects.toMatchObject({ code: "sign_in_failed" });
  const right = { username, password: PASSWORD, offlineOnly: true };
  expect(await first.call("signIn", right)).toMatchObject({ by: "offline" });
  await waitFor(async () => expect(await second.call("identity")).toMatchObject({ personId }));
  expect(await first.call("status")).toMatchObject({ signInNeeded: false });
});

test("a PIN unlocks all windows; a window that opens meanwhile is locked too", async () => {
  const first = await signedIn();
  const second = await profile.window();
  await second.call("identity");
  expect(await first.call("hasPin")).toBe(false);
  const byStranger = { pin: "7391", password: "wrong horse battery" };
  await expect(first.call("setPin", byStranger)).rejects.toMatchObject({ code: "wrong_password" });
  await first.call("setPin", { pin: "7391", password: PASSWORD });
  await first.call("mutate", [exercise(personId, "Walk")]);
  await first.call("lock");
  const third = await profile.window();
  for (const window of [first, second, third]) {
    await waitFor(async () =>
      expect(await window.call("status")).toMatchObject({
        signedIn: null,
        locked: { person: { personId }, pin: true, triesLeft: 5 },
      }),
    );
  }
  await expect(second.call("unlock", "7392")).rejects.toMatchObject({
    code: "wrong_pin",
    message: expect.stringContaining("4 tries"),
  });
  expect(await third.call("unlock", "7391")).toMatchObject({ personId });
  for (const window of [first, second, third]) {
    await waitFor(async () => expect(await window.call("identity")).toMatchObject({ personId }));
    expect(await window.call("count", "exercises")).toBe(1);
  }
  expect(await first.call("status")).toMatchObject({ locked: null, signInNeeded: false });
});

test("five wrong PINs, in whichever windows, and only the password opens", async () => {
  const first = await signedIn();
  const second = await profile.window();
  await second.call("identity");
  await second.call("setPin", { pin: "7391", password: PASSWORD });
  await second.call("lock");
  await waitFor(async () =>
    expect(await first.call("status")).toMatchObject({ locked: { pin: true } }),
  );
  for (const [at, window] of [first, second, first, second].entries()) {
    await expect(window.call("unlock", "0000")).rejects.toMatchObject({
      code: "wrong_pin",
      message: expect.stringContaining(`${4 - at} tr`),
    });
  }
  await expect(first.call("unlock", "0000")).rejects.toMatchObject({ code: "password_needed" });
  for (const window of [first, second]) {
    await expect(window.call("unlock", "7391")).rejects.toMatchObject({ code: "password_needed" });
  }
  await second.call("signIn", { username, password: PASSWORD, offlineOnly: true });
  await waitFor(async () => expect(await first.call("identity")).toMatchObject({ personId }));
});

test("a PIN ends with the windows, and what is kept stays", async () => {
  const window = await signedIn();
  await window.call("setPin", { pin: "7391", password: PASSWORD });
  await window.call("keep", "draft:exercises/new", { activity: "Walk" });
  await window.call("lock");
  await window.reload();
  expect(await window.call("status")).toMatchObject({ locked: null, signedIn: null });
  await expect(window.call("unlock", "7391")).rejects.toMatchObject({ code: "not_signed_in" });
  await window.call("signIn", { username, password: PASSWORD, offlineOnly: true });
  expect(await window.call("kept", "draft:exercises/new")).toEqual({ activity: "Walk" });
  expect(await window.call("hasPin")).toBe(true);
});

test("signing out counts for all windows, and erasing leaves nothing", async () => {
  const first = await signedIn();
  const second = await profile.window();
  await second.call("identity");
  await first.call("signOut", { erase: false });
  await waitFor(async () => expect(await second.call("identity")).toBeNull());
  expect(await second.call("people")).toHaveLength(1);
  await second.call("signIn", { username, password: PASSWORD });
  await waitFor(async () => expect(await first.call("identity")).toMatchObject({ personId }));
  await second.call("signOut", { erase: true });
  expect(await first.call("people")).toEqual([]);
  const names = await first.page.evaluate(
    `navigator.storage.getDirectory().then((root) => Array.fromAsync(root.keys()))`,
  );
  expect(names).not.toContainEqual(expect.stringMatching(/^healthops-/));
});

test("another person on the same device has data of their own", async () => {
  const first = await signedIn();
  await first.call("mutate", [exercise(personId, "Walk")]);
  const otherId = await app.person(`other-${username}`);
  const second = await profile.window();
  await second.call("signIn", { username: `other-${username}`, password: PASSWORD });
  expect(await second.call("count", "exercises")).toBe(0);
  await waitFor(async () =>
    expect(await first.call("identity")).toMatchObject({ personId: otherId }),
  );
  await first.call("signIn", { username, password: PASSWORD });
  expect(await first.call("count", "exercises")).toBe(1);
  expect(await first.call("people")).toHaveLength(2);
});

test("after a change of the password elsewhere, the previous one opens the data once more", async () => {
  const window = await signedIn();
  await window.call("mutate", [exercise(personId, "Walk")]);
  await window.call("lock");
  await app.setPassword(personId, "a new horse battery");
  const changed = { username, password: "a new horse battery" };
  await expect(window.call("signIn", changed)).rejects.toMatchObject({
    code: "old_password_needed",
  });
  await window.call("signIn", { ...changed, previousPassword: PASSWORD });
  expect(await window.call("count", "exercises")).toBe(1);
  await window.call("lock");
  expect(await window.call("signIn", changed)).toMatchObject({ by: "hub" });
  await window.call("lock");
  await app.setPassword(personId, "third horse battery");
  await window.call("signIn", { username, password: "third horse battery", startOver: true });
  await window.call("sync");
  expect(await window.call("people")).toHaveLength(1);
});
