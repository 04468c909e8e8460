import { afterEach, beforeEach, expect, test } from "vitest";
import type { TestDevice } from "../../test-kit/device.ts";
import { ADA, ANKARA, TestWorld } from "../../test-kit/device.ts";
import { MemoryDevice } from "../../test-kit/memory-device.ts";
import type { ReplicaApi } from "./replica-api.ts";
import { replicaService } from "./replica-service.ts";
import { WholeList } from "./whole-list.ts";

const ASKED = { field: "title", op: "ne", value: "not asked for" } as const;
const walk = (title: string) =>
  ({
    op: "create",
    collection: "entries",
    fields: { ownerId: ADA, siteId: ANKARA, title },
  }) as const;

let world: TestWorld;
let desk: TestDevice;
let api: ReplicaApi;

beforeEach(async () => {
  world = new TestWorld();
  desk = await world.blank();
  api = replicaService(new MemoryDevice(desk));
  await api.signIn({ username: "ada", password: "secret" });
});
afterEach(() => world.close());

function open() {
  const list = new WholeList(api, "entries", ASKED);
  const stop = list.subscribe(() => undefined);
  const held = () => {
    const now = list.snapshot();
    return now.state === "ready" ? [...now.value.values()] : [];
  };
  const titles = () => held().map(({ content }) => content["title"]);
  return { list, stop, held, titles };
}

const settled = { interval: 5, timeout: 5_000 };

test("holds all records, over the size of a page, and what is added here", async () => {
  await api.mutateAll(Array.from({ length: 1_234 }, (_, at) => [walk(`walk ${at}`)]));
  const { held, stop } = open();
  await expect.poll(() => held().length, settled).toBe(1_234);
  await api.mutate([walk("one more"), walk("not asked for")]);
  await expect.poll(() => held().length, settled).toBe(1_235);
  stop();
});

test("follows edits and deletions from here and from elsewhere; the rest stays the same object", async () => {
  const { ids } = await api.mutate([walk("a"), walk("b"), walk("c")]);
  await api.sync();
  const { held, titles, stop } = open();
  await expect.poll(() => held().length, settled).toBe(3);
  const untouched = held().find(({ id }) => id === ids[1]);

  const phone = await world.device();
  await phone.replica.sync();
  const change = { collection: "entries", id: ids[0] ?? "" };
  await phone.replica.mutate([{ op: "update", ...change, fields: { title: "A" } }]);
  await phone.replica.mutate([{ op: "delete", collection: "entries", id: ids[2] ?? "" }]);
  await phone.replica.sync();
  await api.sync();
  await expect.poll(() => titles().toSorted(), settled).toEqual(["A", "b"]);
  expect(held().find(({ id }) => id === ids[1])).toBe(untouched);

  const { group } = await api.mutate([{ op: "update", ...change, fields: { title: "AA" } }]);
  await expect.poll(() => titles().toSorted(), settled).toEqual(["AA", "b"]);
  await api.discard(group);
  await expect.poll(() => titles().toSorted(), settled).toEqual(["A", "b"]);
  stop();
});

test("says that nobody is signed in", async () => {
  const { list, stop } = open();
  await api.signOut({ erase: false });
  await expect.poll(() => list.snapshot().state, settled).toBe("failed");
  stop();
});
