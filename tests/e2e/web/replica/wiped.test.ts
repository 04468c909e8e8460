import { isProblem } from "@healthops/base/problem";
import { wipeDevice } from "@healthops/hub/devices/device-actions";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exercise } from "./support/exercise.ts";
import { Profile } from "./support/profile.ts";
import type { TestApp } from "./support/test-app.ts";
import { openTestApp, PASSWORD } from "./support/test-app.ts";

let app: TestApp;
let profile: Profile;

beforeAll(async () => {
  app = await openTestApp();
  profile = await Profile.create(app.url);
});
afterAll(async () => {
  await profile.destroy();
  await app.close();
});

const PATIENT = { timeout: 30_000 };

/** The one device, as the hub knows it. */
async function device(): Promise<Record<string, unknown>> {
  const { rows } = await app.hub.pool.query(
    `select id, waiting, wiped_at is not null as wiped, lost_changes from hub.replicas`,
  );
  return rows[0] ?? {};
}

/** Bytes of databases in the profile. */
async function databaseBytes(): Promise<number> {
  let sum = 0;
  for await (const { path, bytes } of profile.storedBytes()) {
    if (/File System/.test(path)) sum += bytes.length;
  }
  return sum;
}

test("a browser that is wiped forgets data and key in all windows, and says how many changes were lost", async () => {
  const personId = await app.person("ada");
  const [first, second] = [await profile.window(), await profile.window()];
  await first.call("signIn", { username: "ada", password: PASSWORD });
  await first.call("mutate", [exercise(personId, "Sent")]);
  await expect.poll(() => app.activities(personId), PATIENT).toEqual(["Sent"]);
  await expect.poll(async () => (await device())["waiting"], PATIENT).toBe(0);
  expect(await databaseBytes()).toBeGreaterThan(50_000);

  await app.stop();
  await first.call("mutate", [exercise(personId, "Never sent")]);
  await wipeDevice(app.hub, SYSTEM_ACTOR, String((await device())["id"]), null);
  await app.start();
  await first.call("wake");
  for (const window of [first, second]) {
    await expect.poll(() => window.call("people"), PATIENT).toEqual([]);
    const list = () =>
      window.call("list", "exercises", {}).then(
        () => "still there",
        (error: unknown) => (isProblem(error) ? error.code : String(error)),
      );
    await expect.poll(list, PATIENT).toBe("not_signed_in");
  }
  await expect.poll(device, PATIENT).toMatchObject({ wiped: true, lost_changes: 1 });
  await expect.poll(databaseBytes, PATIENT).toBeLessThan(50_000);

  // the same person may begin anew here, as another device
  await first.call("signIn", { username: "ada", password: PASSWORD });
  await expect
    .poll(async () => (await first.call("list", "exercises", {})).records.length, PATIENT)
    .toBe(1);
}, 120_000);
