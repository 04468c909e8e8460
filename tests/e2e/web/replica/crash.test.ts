import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { exercise } from "./support/exercise.ts";
import type { ReplicaWindow } from "./support/profile.ts";
import { Profile } from "./support/profile.ts";
import type { TestApp } from "./support/test-app.ts";
import { openTestApp, PASSWORD } from "./support/test-app.ts";

/** Changes in each transaction of a window that writes without a pause. */
const MANY = 150;

// Starting browsers takes long on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

let app: TestApp;
let profile: Profile;
let username: string;
let personId: string;
let people = 0;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  profile = await Profile.create(app.url);
  username = `person${(people += 1)}`;
  personId = await app.person(username);
});
afterEach(() => profile.destroy());

/** Has the window write one transaction after the other until its end. */
async function writeOn(window: ReplicaWindow): Promise<void> {
  const groups = Array.from({ length: MANY }, (_, n) => [
    exercise(personId, `Import ${n}`, "n".repeat(1_000)),
  ]);
  await window.repeat("mutateAll", groups);
}

/** A transaction is in it as a whole or not at all, and the data is as sound as before. */
async function expectWhole(window: ReplicaWindow): Promise<number> {
  const count = await window.call("count", "exercises");
  const walks = await window.call("count", "exercises", {
    where: { field: "activity", op: "startsWith", value: "Walk" },
  });
  expect((count - walks) % MANY).toBe(0);
  const searched = await window.call("count", "exercises", { search: "import" });
  expect(searched).toBe(count - walks);
  const grouped = await window.call("totals", "exercises", {
    groupBy: [{ field: "activity" }],
    measures: { records: { op: "count" } },
    where: { field: "activity", op: "startsWith", value: "Walk" },
  });
  expect(grouped).toHaveLength(walks);
  return walks;
}

test.each([
  ["opfs", 4],
  ["indexeddb", 2],
] as const)("%s: the browser is killed in mid-write", async (storage, rounds) => {
  for (let round = 0; round <= rounds; round += 1) {
    const window = await profile.window(`?storage=${storage}`);
    await window.call("signIn", { username, password: PASSWORD });
    expect(await expectWhole(window)).toBe(round);
    if (round === rounds) break;
    await window.call("mutate", [exercise(personId, `Walk ${round}`)]);
    await writeOn(window);
    await new Promise((resolve) => setTimeout(resolve, 150 + round * 100));
    await profile.kill();
  }
});

test("a window crashes in the middle of a commit while another is open", async () => {
  const witness = await profile.window();
  await witness.call("signIn", { username, password: PASSWORD });
  await witness.call("mutate", [exercise(personId, "Walk")]);
  const window = await profile.window("?hang");
  await window.call("identity");
  await window.page.evaluate(`new BroadcastChannel("tests").postMessage("hang")`);
  await writeOn(window);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await window.crash();
  expect(await witness.call("list", "exercises")).toMatchObject({
    records: [{ content: { activity: "Walk" } }],
  });
  await witness.call("mutate", [exercise(personId, "Walk on")]);
  expect(await expectWhole(witness)).toBe(2);
  await profile.quit();
  const later = await profile.window();
  await later.call("signIn", { username, password: PASSWORD });
  expect(await expectWhole(later)).toBe(2);
  await later.call("sync");
  expect(await app.activities(personId)).toEqual(["Walk", "Walk on"]);
});

test("a disk that is full itself is told, loses nothing, and goes on once there is room", async () => {
  const window = await profile.window("?disk");
  await window.call("signIn", { username, password: PASSWORD });
  await window.call("mutate", [exercise(personId, "Walk 1")]);
  await window.page.evaluate(diskIs("full"));
  await expect(window.call("mutate", [exercise(personId, "Walk 2")])).rejects.toMatchObject({
    code: "storage_full",
  });
  expect(await window.call("count", "exercises")).toBe(1);
  await window.page.evaluate(diskIs("free"));
  await window.call("mutate", [exercise(personId, "Walk 3")]);
  await window.call("sync");
  expect(await app.activities(personId)).toEqual(["Walk 1", "Walk 3"]);
});

test("a browser's limit is told, and loses nothing", async () => {
  const window = await profile.window();
  await window.call("signIn", { username, password: PASSWORD });
  await window.call("mutate", [exercise(personId, "Walk 1")]);
  await window.limitStorage(3_000_000);
  await expect(window.call("mutateAll", longHikes())).rejects.toMatchObject({
    code: "storage_full",
  });
  expect(await window.call("count", "exercises")).toBe(1);
  await window.limitStorage(null);
  await window.call("mutate", [exercise(personId, "Walk 2")]);
  await window.call("sync");
  expect(await app.activities(personId)).toEqual(["Walk 1", "Walk 2"]);
});

test("a browser's limit under IndexedDB is told, and loses nothing; then a reload is needed", async () => {
  const window = await profile.window("?storage=indexeddb");
  // The browser looks at its limit only now and then.
  await window.limitStorage(6_000_000);
  await window.call("signIn", { username, password: PASSWORD });
  await window.call("mutate", [exercise(personId, "Walk 1")]);
  await expect(window.call("mutateAll", longHikes())).rejects.toMatchObject({
    code: "storage_full",
  });
  await window.limitStorage(null);
  await window.reload();
  await window.call("signIn", { username, password: PASSWORD });
  expect(await window.call("count", "exercises")).toBe(1);
});

/** Settles once the test's worker has heard it. */
function diskIs(word: "full" | "free"): string {
  return `new Promise((heard) => {
    const channel = new BroadcastChannel("tests");
    channel.onmessage = ({ data }) => data === "heard" && heard();
    channel.postMessage("${word}");
  })`;
}

function longHikes(): readonly (readonly ReturnType<typeof exercise>[])[] {
  return Array.from({ length: 3_000 }, (_, n) => [
    exercise(personId, `Hike ${n}`, "n".repeat(1_000)),
  ]);
}
