import { Problem } from "@healthops/base/problem";
import type { Page } from "@healthops/schema/list/page";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ADA, TestWorld } from "../../test-kit/device.ts";
import { MemoryDevice } from "../../test-kit/memory-device.ts";
import type { Status } from "../status/status.ts";
import { connectReplicaApi } from "./connect-replica-api.ts";
import { endpointPort } from "./port.ts";
import type { DeviceStatus, ReplicaApi } from "./replica-api.ts";
import { replicaService } from "./replica-service.ts";
import { serveReplicaApi } from "./serve-replica-api.ts";

const ADAS = { username: "ada", password: "secret" };
const walk = (title: string) =>
  ({ op: "create", collection: "entries", fields: { ownerId: ADA, title } }) as const;

let world: TestWorld;
let channel: MessageChannel;
let api: ReplicaApi;
let port: ReturnType<typeof endpointPort>;

beforeEach(async () => {
  world = new TestWorld();
  channel = new MessageChannel();
  channel.port1.start();
  channel.port2.start();
  const device = new MemoryDevice(await world.blank());
  serveReplicaApi(replicaService(device), endpointPort(channel.port1));
  port = endpointPort(channel.port2);
  api = connectReplicaApi(port);
});
afterEach(async () => {
  channel.port1.close();
  await world.close();
});

/** Collects what a subscription gives, and waits for it. */
function collector<T>() {
  const values: T[] = [];
  const failures: Problem[] = [];
  return {
    values,
    failures,
    next: (value: T) => void values.push(value),
    failed: (error: unknown) => void failures.push(error as Problem),
    async until(done: () => boolean): Promise<void> {
      await expect.poll(done, { interval: 2 }).toBe(true);
    },
  };
}

test("calls and their answers cross the port", async () => {
  expect(await api.identity()).toBeNull();
  expect(await api.signIn(ADAS)).toMatchObject({ by: "hub", identity: { personId: ADA } });
  const { ids, group } = await api.mutate([walk("Hill")]);
  const [id = ""] = ids;
  expect(await api.get("entries", id)).toMatchObject({ content: { title: "Hill" } });
  expect((await api.list("entries")).records).toHaveLength(1);
  expect(await api.count("entries", {})).toBe(1);
  expect(await api.pendingRecords("entries")).toEqual({ [id]: ["waiting"] });
  expect(await api.pending(["waiting"])).toMatchObject([{ group }]);
  expect(await api.sync()).toMatchObject({ pushed: 1 });
  expect(await api.people()).toMatchObject([{ username: "ada" }]);
  expect(await api.storage()).toMatchObject({ kind: "file" });
});

test("a Problem arrives with its code, text, status, faults and facts", async () => {
  await expect(api.list("entries")).rejects.toMatchObject({ code: "not_signed_in", status: 401 });
  await api.signIn(ADAS);
  const refused = await api
    .mutate([{ op: "create", collection: "entries", fields: { ownerId: ADA } }])
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Problem);
  expect(refused).toMatchObject({ faults: [{ field: expect.stringContaining("title") }] });
});

test("what is no Problem arrives as a defect, and the next call works", async () => {
  await api.signIn(ADAS);
  await expect(api.totals("entries", { measures: {} })).rejects.toMatchObject({ code: "defect" });
  expect(await api.count("entries")).toBe(0);
});

test("a subscription gives its value at once, after changes, and no more once stopped", async () => {
  await api.signIn(ADAS);
  const seen = collector<Page>();
  const stop = api.watchList("entries", {}, seen);
  await seen.until(() => seen.values.length === 1);
  await api.mutate([walk("Hill")]);
  await seen.until(() => seen.values.at(-1)?.records.length === 1);
  stop();
  await api.mutate([walk("Lake")]);
  await api.count("entries");
  expect(seen.values.at(-1)?.records).toHaveLength(1);
});

test("subscriptions outlive signing out and in", async () => {
  await api.signIn(ADAS);
  const [id = ""] = (await api.mutate([walk("Hill")])).ids;
  const record = collector<unknown>();
  const count = collector<number>();
  const status = collector<Status>();
  api.watchRecord("entries", id, record);
  api.watchCount("entries", {}, count);
  api.watchStatus(status);
  await record.until(() => record.values.length === 1);
  await api.signOut({ erase: false });
  await record.until(() => record.failures.length === 1);
  await status.until(() => status.values.at(-1)?.signedIn === null);
  expect(record.failures[0]).toMatchObject({ code: "not_signed_in" });
  await api.signIn(ADAS);
  await record.until(() => record.values.length === 2);
  await count.until(() => count.values.at(-1) === 1);
  await status.until(() => status.values.at(-1)?.waiting === 1);
});

test("locking says who is locked in the same breath, so that no screen thinks they signed out", async () => {
  await api.signIn(ADAS);
  const status = collector<DeviceStatus>();
  api.watchStatus(status);
  await status.until(() => status.values.at(-1)?.signedIn !== null);
  await api.lock();
  await status.until(() => status.values.at(-1)?.locked?.person.personId === ADA);
  await api.signIn({ ...ADAS, offlineOnly: true });
  await status.until(() => status.values.at(-1)?.signedIn?.personId === ADA);
  expect(
    status.values.every(({ signedIn, locked }) => (signedIn === null) !== (locked === null)),
  ).toBe(true);
});

test("when the other side is gone, nobody waits for ever", async () => {
  const status = collector<Status>();
  api.watchStatus(status);
  await status.until(() => status.values.length === 1);
  const waiting = api.signIn(ADAS);
  port.gone();
  await expect(waiting).rejects.toMatchObject({ code: "replica_gone" });
  await expect(api.people()).rejects.toMatchObject({ code: "replica_gone" });
  expect(status.failures).toMatchObject([{ code: "replica_gone" }]);
});

test("messages of somebody else are passed over", async () => {
  for (const message of [null, 7, "x", {}, { kind: "call", id: 1, name: "constructor", args: [] }])
    port.post(message);
  expect(await api.people()).toEqual([]);
});

test("the times of syncing are kept, and held to what works", async () => {
  await api.signIn(ADAS);
  expect(await api.schedule()).toEqual({ pushEvery_ms: 300_000, pullEvery_ms: 600_000 });
  await api.setSchedule({ pushEvery_ms: 60_000 });
  expect(await api.schedule()).toEqual({ pushEvery_ms: 60_000, pullEvery_ms: 600_000 });
  await expect(api.setSchedule({ pullEvery_ms: 1 })).rejects.toMatchObject({
    code: "invalid_schedule",
    faults: [{ field: "pullEvery_ms" }],
  });
});
