import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { exercise } from "./support/exercise.ts";
import type { ReplicaWindow } from "./support/profile.ts";
import { Profile } from "./support/profile.ts";
import type { TestApp } from "./support/test-app.ts";
import { openTestApp, PASSWORD } from "./support/test-app.ts";

let app: TestApp;
let profile: Profile;
let personId: string;
let username = "";
let people = 0;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  profile = await Profile.create(app.url);
  username = `ada${++people}`;
  personId = await app.person(username);
});
afterEach(() => profile.destroy());

const PATIENT = { timeout: 30_000 };
/** Several windows, one browser after another. */
const LONG_ms = 180_000;
const credentials = () => ({ username, password: PASSWORD });
const offline = () => ({ ...credentials(), offlineOnly: true });

async function names(window: ReplicaWindow): Promise<readonly unknown[]> {
  const { records } = await window.call("list", "exercises", {});
  return records.map(({ content }) => content["activity"]).toSorted();
}

const codeOf = ({ code }: { readonly code: string }): string => code;

/** Databases, copies and notes in the browser's private file system. */
const FILES = `(async () => {
  const found = [];
  for await (const [name] of await navigator.storage.getDirectory()) {
    if (name.startsWith("healthops-")) found.push(name);
  }
  return found;
})()`;

/** Leaves of the database what a power cut in the middle of overwriting it would. */
const HALF_WRITTEN = `(async () => {
  const root = await navigator.storage.getDirectory();
  for await (const [name] of root) {
    if (!/^healthops-[0-9a-f]+$/.test(name)) continue;
    const file = await (await root.getFileHandle(name)).createWritable({ keepExistingData: true });
    await file.write({ type: "write", position: 4096, data: new Uint8Array(20000).fill(7) });
    await file.close();
  }
})()`;

/** A window of the app after an update; the one before left a change unsent, and syncs when told. */
async function afterUpdate(): Promise<ReplicaWindow> {
  const older = await profile.window("?older");
  await older.call("signIn", credentials());
  await older.call("mutate", [exercise(personId, "Sent")]);
  await expect.poll(() => app.activities(personId), PATIENT).toEqual(["Sent"]);
  await older.call("sync");
  await older.call("setSchedule", { automatic: false });
  await older.call("mutate", [exercise(personId, "Not sent")]);
  expect(await older.call("copies")).toEqual([]);
  await profile.quit();
  return profile.window();
}

test(
  "[PUL8] before all records are replaced a browser keeps a copy, and can go back to it in all windows",
  async () => {
    const window = await afterUpdate();
    await window.call("signIn", offline());
    const other = await profile.window();
    expect(await names(other)).toEqual(["Not sent", "Sent"]);
    const [copy] = await window.call("copies");
    expect(copy).toEqual({ id: expect.any(String), madeAt_ms: expect.any(Number) });
    await window.call("mutate", [exercise(personId, "Later")]);
    await window.call("sync");
    expect(await app.activities(personId)).toEqual(["Later", "Not sent", "Sent"]);

    await expect(window.call("goBack", "healthops-x")).rejects.toMatchObject({
      code: "unknown_copy",
    });
    await window.call("goBack", String(copy?.id));
    for (const one of [window, other]) {
      await expect.poll(() => one.call("copies").catch(codeOf), PATIENT).toBe("not_signed_in");
    }
    await window.call("signIn", offline());
    expect(await names(window)).toEqual(["Not sent", "Sent"]);
    expect(await window.call("status")).toMatchObject({ waiting: 1, signInNeeded: true });
    const kept = (await window.call("copies")).map(({ id }) => id);
    // The state before going back, and the one that opening it with this version replaced.
    expect(kept).toHaveLength(2);
    expect(kept).not.toContain(copy?.id);

    await window.call("signIn", credentials());
    await window.call("sync");
    expect(await names(window)).toEqual(["Later", "Not sent", "Sent"]);
    expect(await window.call("status")).toMatchObject({ waiting: 0, rejected: 0, conflicts: 0 });
    expect(await app.activities(personId)).toEqual(["Later", "Not sent", "Sent"]);

    await window.call("signOut", { erase: true });
    await expect.poll(() => window.page.evaluate(FILES), PATIENT).toEqual([]);
  },
  LONG_ms,
);

test(
  "[PUL8] going back that was cut off is finished by the next sign-in",
  async () => {
    const window = await afterUpdate();
    await window.call("signIn", offline());
    const [copy] = await window.call("copies");
    await window.call("mutate", [exercise(personId, "Later")]);
    await window.call("goBack", String(copy?.id));
    await window.page.evaluate(HALF_WRITTEN);
    await profile.kill();

    const [one, two] = [await profile.window(), await profile.window()];
    await Promise.all([one, two].map((next) => next.call("signIn", offline())));
    for (const next of [one, two]) expect(await names(next)).toEqual(["Not sent", "Sent"]);
    expect(await one.page.evaluate(FILES)).not.toContainEqual(expect.stringContaining(".chosen"));
  },
  LONG_ms,
);

test(
  "[PUL8] without room for a copy nothing is replaced, and it is said why",
  async () => {
    const window = await afterUpdate();
    const { used_bytes } = await window.call("storage");
    await window.limitStorage(used_bytes + 50_000);
    await expect(window.call("signIn", offline())).rejects.toMatchObject({
      code: "no_room_for_copy",
    });
    expect(await window.page.evaluate(FILES)).not.toContainEqual(
      expect.stringContaining(".before-"),
    );
    await window.limitStorage(null);
    await window.call("signIn", offline());
    expect(await names(window)).toEqual(["Not sent", "Sent"]);
    expect(await window.call("copies")).toHaveLength(1);
  },
  LONG_ms,
);
