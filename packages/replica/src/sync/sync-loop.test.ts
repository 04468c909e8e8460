import { afterEach, beforeEach, expect, test } from "vitest";
import type { Status } from "../status/status.ts";
import type { TestDevice } from "../../test-kit/device.ts";
import { ADA, TestWorld } from "../../test-kit/device.ts";
import { rest } from "../../test-kit/manual-time.ts";
import { keyOf } from "../../test-kit/model-feed.ts";

let world: TestWorld;
let device: TestDevice;
beforeEach(async () => {
  world = new TestWorld();
  device = await world.device();
});
afterEach(() => world.close());

const ID = "00000000-0000-7000-9000-000000000001";
const entry = (title: string) =>
  ({ op: "create", collection: "entries", fields: { ownerId: ADA, title } }) as const;

/** Starts the device and lets the first syncs and the open channel come to rest. */
async function start(): Promise<void> {
  device.replica.start();
  await world.time.pass(5_000);
}

test("a change is pushed by itself", async () => {
  await start();
  await device.replica.mutate([entry("Walk")]);
  await world.time.pass(10);
  expect(world.hub.records.size).toBe(1);
  expect(await device.replica.status()).toMatchObject({ waiting: 0, live: "connected" });
});

test("heads beyond what is here make it pull; known heads do not [LIV1]", async () => {
  await start();
  world.hub.write("entries", ID, { ownerId: ADA, title: "news" });
  const heads = world.hub.feed.headsOf(world.ada.identity.scopes);
  const before = device.link.pulls.length;
  device.link.say({ type: "heads", heads });
  await rest();
  expect(await device.replica.get("entries", ID)).not.toBeNull();
  expect(device.link.pulls.length).toBe(before + 1);
  device.link.say({ type: "heads", heads });
  await rest();
  expect(device.link.pulls.length).toBe(before + 1);
});

test("news that many hear of at once are fetched at a moment of their time, and once [FAN3]", async () => {
  await start();
  const before = device.link.pulls.length;
  for (const title of ["first", "second"]) {
    world.hub.write("entries", ID, { ownerId: ADA, title });
    const heads = world.hub.feed.headsOf(world.ada.identity.scopes);
    device.link.say({ type: "heads", heads, within_ms: 4_000 });
    await rest();
  }
  expect(device.link.pulls.length).toBe(before);
  await world.time.pass(4_000);
  expect(await device.replica.get("entries", ID)).toMatchObject({ content: { title: "second" } });
  expect(device.link.pulls.length).toBe(before + 1);
});

test("who changes something does not wait for the news of others [FAN3]", async () => {
  await start();
  world.hub.write("entries", ID, { ownerId: ADA, title: "news" });
  const heads = world.hub.feed.headsOf(world.ada.identity.scopes);
  device.link.say({ type: "heads", heads, within_ms: 600_000 });
  await device.replica.mutate([entry("own")]);
  await world.time.pass(10);
  expect(await device.replica.status()).toMatchObject({ waiting: 0 });
  expect(await device.replica.get("entries", ID)).not.toBeNull();
});

test("a lost channel is opened again, and what was missed is pulled [LIV1]", async () => {
  await start();
  device.link.cutLive();
  expect(await device.replica.status()).toMatchObject({ live: "waiting" });
  world.hub.write("entries", ID, { ownerId: ADA, title: "missed" });
  await world.time.pass(1_000);
  expect(await device.replica.status()).toMatchObject({ live: "connected" });
  expect(await device.replica.get("entries", ID)).not.toBeNull();
});

test("when the hub goes away while nothing waits, the status says so within a second [LIV1]", async () => {
  await start();
  expect(await device.replica.status()).toMatchObject({ online: true });
  device.link.network.offline = true;
  device.link.cutLive();
  await world.time.pass(500);
  expect(await device.replica.status()).toMatchObject({ online: false, waiting: 0 });
});

test("a hub that falls silent without closing anything counts as away, and is found again [LIV3]", async () => {
  await start();
  const beat = { type: "beat", every_ms: 25_000 } as const;
  for (let beats = 0; beats < 3; beats += 1) {
    device.link.say(beat);
    await world.time.pass(25_000);
    expect(await device.replica.status()).toMatchObject({ online: true, live: "connected" });
  }
  device.link.network.offline = true;
  await world.time.pass(4_000);
  expect(await device.replica.status()).toMatchObject({
    online: false,
    live: "waiting",
    lastError: { code: "offline" },
  });
  device.link.network.offline = false;
  await world.time.pass(3_000);
  expect(await device.replica.status()).toMatchObject({ online: true, live: "connected" });
});

test("a channel that fell silent alone is opened again; the hub was there all the time [LIV3]", async () => {
  await start();
  device.link.say({ type: "beat", every_ms: 25_000 });
  await world.time.pass(30_000);
  expect(await device.replica.status()).toMatchObject({ online: true, live: "connected" });
});

test("a hub that froze before the channel opened is noticed by the channel that does not open [LIV3]", async () => {
  device.link.network.frozen = true;
  await start();
  expect(await device.replica.status()).toMatchObject({ online: true, live: "connecting" });
  device.link.network.offline = true;
  await world.time.pass(13_000);
  expect(await device.replica.status()).toMatchObject({ online: false });
});

test("news arrive while a long upload goes on, and its own edits stay on top [PUL3]", async () => {
  await start();
  world.hub.write("entries", ID, { ownerId: ADA, title: "before", note: "before" });
  await device.replica.sync();
  const upload = Promise.withResolvers<void>();
  device.link.beforePush = () => upload.promise;
  await device.replica.mutate([
    { op: "update", collection: "entries", id: ID, fields: { title: "mine" } },
  ]);
  await world.time.pass(1_000);
  world.hub.write("entries", ID, { note: "news" });
  await world.time.pass(3_000);
  const shown = await device.replica.get("entries", ID);
  expect(shown?.content).toMatchObject({ title: "mine", note: "news" });
  expect(await device.replica.status()).toMatchObject({ phase: { kind: "pushing" }, waiting: 1 });
  upload.resolve();
  await world.time.pass(10_000);
  expect(await device.replica.status()).toMatchObject({ phase: { kind: "idle" }, waiting: 0 });
  expect(world.hub.records.get(keyOf({ collection: "entries", id: ID }))?.content).toMatchObject({
    title: "mine",
    note: "news",
  });
});

test("where only the live channel is barred, the hub is not asked at each of its failures [LIV2]", async () => {
  device.link.network.frozen = true;
  await start();
  const before = device.link.pulls.length;
  await world.time.pass(9 * 60_000);
  expect(device.link.pulls.length).toBe(before + 1);
  expect(await device.replica.status()).toMatchObject({ online: true });
});

test("once the hub answers again, its live channel opens at once [LIV1]", async () => {
  await start();
  device.link.network.offline = true;
  device.link.cutLive();
  await world.time.pass(3 * 60_000);
  device.link.network.offline = false;
  await device.replica.sync();
  await rest();
  expect(await device.replica.status()).toMatchObject({ online: true, live: "connected" });
});

test("offline it says so and keeps trying; back online everything goes through", async () => {
  device.link.network.offline = true;
  await start();
  await device.replica.mutate([entry("Walk")]);
  await world.time.pass(60_000);
  expect(await device.replica.status()).toMatchObject({
    online: false,
    waiting: 1,
    live: "waiting",
    lastError: { code: "offline" },
    lastSyncAt_ms: null,
  });
  device.link.network.offline = false;
  await world.time.pass(5 * 60_000);
  expect(await device.replica.status()).toMatchObject({
    online: true,
    waiting: 0,
    live: "connected",
    lastError: null,
  });
  expect(world.hub.records.size).toBe(1);
});

test("switched off it syncs only when asked, also after a restart; switched on it goes on", async () => {
  await start();
  await device.replica.setSchedule({ automatic: false });
  await rest();
  expect(world.time.planned_ms).toEqual([]);
  await device.replica.mutate([entry("Walk")]);
  await device.replica.stop();
  await start();
  await world.time.pass(30 * 60_000);
  expect(world.hub.records.size).toBe(0);
  expect(await device.replica.status()).toMatchObject({ off: true, waiting: 1, live: "off" });
  await device.replica.sync();
  expect(world.hub.records.size).toBe(1);
  await device.replica.mutate([entry("Run")]);
  await device.replica.setSchedule({ automatic: true });
  await world.time.pass(5_000);
  expect(world.hub.records.size).toBe(2);
  expect(await device.replica.status()).toMatchObject({ off: false, live: "connected" });
});

test("a changed role reaches the device by the access message", async () => {
  await start();
  world.ada.identity.role = "MANAGER";
  device.link.say({ type: "access" });
  await rest();
  expect(await device.replica.identity()).toMatchObject({ role: "MANAGER" });
});

test("stopped, it plans nothing and reports the channel as off", async () => {
  await start();
  await device.replica.stop();
  expect(world.time.planned_ms).toEqual([]);
  expect(await device.replica.status()).toMatchObject({ live: "off", phase: { kind: "idle" } });
});

test("the status tells each step, and only changes", async () => {
  for (let n = 0; n < 5; n += 1) {
    world.hub.write("entries", `00000000-0000-7000-9000-00000000010${n}`, {
      ownerId: ADA,
      title: "x",
    });
  }
  device.link.network.pageLimit = 2;
  const seen: Status[] = [];
  const stop = device.replica.watchStatus({
    next: (status) => void seen.push(status),
    failed: (error) => {
      throw error;
    },
  });
  await device.replica.mutate([entry("Walk")]);
  await rest();
  await device.replica.sync();
  await rest();
  stop();
  await device.replica.mutate([entry("unseen")]);
  const kinds = seen.map(({ phase, waiting }) => `${phase.kind} ${waiting}`);
  expect(kinds[0]).toBe("idle 0");
  expect(kinds).toContain("idle 1");
  expect(kinds).toContain("pushing 1");
  expect(kinds.at(-1)).toBe("idle 0");
  const pulling = seen.flatMap(({ phase }) => (phase.kind === "pulling" ? [phase] : []));
  expect(pulling).toContainEqual({ kind: "pulling", received: 2, remaining: 4 });
  expect(seen.filter((status) => status.waiting === 2)).toEqual([]);
});

test("a watched list renews itself for local edits, pulls and other processes' writes", async () => {
  const seen: unknown[][] = [];
  const stop = device.replica.watch(
    "entries",
    {},
    {
      next: ({ records }) => void seen.push(records.map(({ content }) => content["title"])),
      failed: (error) => {
        throw error;
      },
    },
  );
  await rest();
  await device.replica.mutate([entry("local")]);
  await rest();
  world.hub.write("entries", ID, { ownerId: ADA, title: "pulled" });
  await device.replica.sync();
  await rest();
  expect(seen[0]).toEqual([]);
  expect(seen).toContainEqual(["local"]);
  expect(seen.at(-1)).toEqual(["local", "pulled"]);
  const count = seen.length;
  await device.replica.mutate([
    {
      op: "create",
      collection: "cards",
      fields: { siteId: world.ada.identity.siteId, title: "another table" },
    },
  ]);
  await rest();
  expect(seen.length).toBe(count);
  stop();
});
