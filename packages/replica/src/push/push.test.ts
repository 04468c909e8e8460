import { afterEach, beforeEach, expect, test } from "vitest";
import { Problem } from "@healthops/base/problem";
import { ADA, TestWorld } from "../../test-kit/device.ts";
import type { TestDevice } from "../../test-kit/device.ts";

let world: TestWorld;
let device: TestDevice;
beforeEach(async () => {
  world = new TestWorld();
  device = await world.device();
});
afterEach(() => world.close());

const entry = (title: string, more: Record<string, unknown> = {}) =>
  ({ op: "create", collection: "entries", fields: { ownerId: ADA, title, ...more } }) as const;
const edit = (id: string, fields: Record<string, unknown>) =>
  ({ op: "update", collection: "entries", id, fields }) as const;
const part = (entryId: string, title: string) =>
  ({ op: "create", collection: "parts", fields: { ownerId: ADA, entryId, title } }) as const;
const numbers = () => device.link.pushes.map(({ groups }) => groups.map(({ seq }) => seq));

async function create(title: string): Promise<string> {
  const { ids } = await device.replica.mutate([entry(title)]);
  return ids[0] ?? "";
}

test("groups are numbered 1, 2, 3 without gaps, across pushes and restarts [PSH1]", async () => {
  await create("one");
  await create("two");
  await device.replica.sync();
  await device.reopen();
  await create("three");
  await device.replica.sync();
  expect(numbers()).toEqual([[1, 2], [3]]);
  expect(device.link.pushes[1]?.receivedThrough).toBe(2);
});

test("a push whose answer is lost is sent again unchanged, also after a restart [PSH1]", async () => {
  const id = await create("one");
  device.link.network.loseAnswers = 1;
  await expect(device.replica.sync()).rejects.toMatchObject({ code: "offline" });
  await device.replica.mutate([edit(id, { count: { add: 5 } })]);
  await device.reopen();
  await device.replica.sync();
  expect(numbers()).toEqual([[1], [1], [2]]);
  expect(device.link.pushes[1]?.groups).toEqual(device.link.pushes[0]?.groups);
  expect(device.link.pushes[1]?.receivedThrough).toBe(0);
  expect(await device.replica.get("entries", id)).toMatchObject({ content: { count: 5 } });
  expect(await device.rows("select * from _outbox_groups")).toEqual([]);
  expect(await device.rows("select * from _base")).toEqual([]);
});

test("a counter's step is not seen twice when the pull was faster than the receipt [PUL3]", async () => {
  const id = await create("one");
  await device.replica.sync();
  await device.replica.mutate([edit(id, { count: { add: 5 } })]);
  device.link.network.loseAnswers = 1;
  await expect(device.replica.sync()).rejects.toMatchObject({ code: "offline" });
  // The pull of the next sync is cut off, so that only the receipt comes.
  device.link.network.pullsLeft = 0;
  await expect(device.replica.sync()).rejects.toMatchObject({ code: "offline" });
  expect(await device.replica.get("entries", id)).toMatchObject({ content: { count: 5 } });
  device.link.network.pullsLeft = Infinity;
  await device.replica.sync();
  expect(await device.replica.get("entries", id)).toMatchObject({
    version: 2,
    content: { count: 5 },
  });
});

test("many groups travel in several pushes, one after the other", async () => {
  const note = "x".repeat(400);
  const groups = Array.from({ length: 3_000 }, (_, n) => [entry(`entry ${n}`, { note })]);
  await device.replica.mutateAll(groups);
  expect(await device.replica.sync()).toMatchObject({ pushed: 3_000 });
  expect(numbers().flat()).toEqual(Array.from({ length: 3_000 }, (_, n) => n + 1));
  expect(numbers().length).toBeGreaterThan(1);
  for (const request of device.link.pushes) {
    expect(JSON.stringify(request).length).toBeLessThan(1_100_000);
  }
});

test("a rejected group holds back only what builds on it; nothing typed is lost [PSH3]", async () => {
  // The hub refuses what refers to nothing; this device cannot know.
  const nowhere = "00000000-0000-7000-8000-00000000dead";
  const { ids, group } = await device.replica.mutate([part(nowhere, "lost")]);
  const id = ids[0] ?? "";
  await device.replica.mutate([
    { op: "update", collection: "parts", id, fields: { title: "lost, edited" } },
  ]);
  const other = await create("other");
  expect(await device.replica.sync()).toMatchObject({ pushed: 1 });
  expect(await device.replica.status()).toMatchObject({ waiting: 0, rejected: 1, held: 1 });
  expect(await device.replica.get("entries", other)).toMatchObject({ version: 1 });
  expect(await device.replica.get("parts", id)).toMatchObject({
    content: { title: "lost, edited" },
  });
  const [rejected] = await device.replica.rejected();
  expect(rejected).toMatchObject({
    group,
    changes: [{ id, refusal: { code: "invalid_record", message: "entryId refers to nothing" } }],
  });

  await device.reopen();
  await device.replica.correct(group, [{ ...part(other, "found"), id }]);
  expect(await device.replica.status()).toMatchObject({ waiting: 2, rejected: 0, held: 0 });
  await device.replica.sync();
  expect(await device.replica.get("parts", id)).toMatchObject({
    version: 2,
    content: { entryId: other, title: "lost, edited" },
  });
  expect(numbers().flat()).toEqual([1, 2, 3, 4, 5]);
});

test("a discarded group leaves its records as they are without it", async () => {
  const id = await create("one");
  await device.replica.sync();
  const { group } = await device.replica.mutate([edit(id, { title: "two" })]);
  await device.replica.mutate([edit(id, { note: "kept" })]);
  await device.replica.discard(group);
  expect(await device.replica.get("entries", id)).toMatchObject({
    content: { title: "one", note: "kept" },
  });
  await device.replica.sync();
  await expect(device.replica.discard(group)).rejects.toMatchObject({ code: "unknown_group" });
});

test("discarding a rejected create takes along what builds on it, if wanted", async () => {
  const nowhere = "00000000-0000-7000-8000-00000000dead";
  const { ids, group } = await device.replica.mutate([
    { op: "create", collection: "parts", fields: { ownerId: ADA, entryId: nowhere, title: "x" } },
  ]);
  const id = ids[0] ?? "";
  const edited = await device.replica.mutate([
    { op: "update", collection: "parts", id, fields: { title: "y" } },
  ]);
  await device.replica.sync();
  expect(await device.replica.discard(group, { dependents: true })).toEqual([group, edited.group]);
  expect(await device.replica.get("parts", id)).toBeNull();
  expect(await device.replica.status()).toMatchObject({ waiting: 0, rejected: 0, held: 0 });
});

test("[PSH3] the hub hears that a refused change was put right or given up, once, when it is reached", async () => {
  const nowhere = "00000000-0000-7000-8000-00000000dead";
  const lost = { op: "create", collection: "parts" } as const;
  const fields = { ownerId: ADA, entryId: nowhere, title: "x" };
  const first = await device.replica.mutate([{ ...lost, fields }]);
  const second = await device.replica.mutate([{ ...lost, fields }]);
  const unsent = await device.replica.mutate([entry("never sent")]);
  await device.replica.discard(unsent.group);
  await device.replica.sync();
  const [one, two] = (await device.replica.rejected()).map(({ group }) => group);
  expect([one, two]).toEqual([first.group, second.group]);
  await device.replica.correct(first.group, [entry("put right")]);
  await device.replica.discard(second.group);
  device.link.network.offline = true;
  await expect(device.replica.sync()).rejects.toMatchObject({ code: "offline" });
  expect(device.link.withdrawn).toEqual([]);
  device.link.network.offline = false;
  await device.reopen();
  await device.replica.sync();
  await device.replica.sync();
  expect(device.link.withdrawn.map(({ seq }) => seq)).toEqual([1, 2]);
});

test("[PSH3] refused work that somebody else took over leaves this device, and nothing else does", async () => {
  const fields = { ownerId: ADA, entryId: "00000000-0000-7000-8000-00000000dead", title: "x" };
  const lost = { op: "create", collection: "parts", fields } as const;
  const first = await device.replica.mutate([lost]);
  const second = await device.replica.mutate([lost]);
  await device.replica.sync();
  device.link.takenOver.add(2);
  await device.replica.sync();
  expect((await device.replica.rejected()).map(({ group }) => group)).toEqual([first.group]);
  expect(await device.replica.get("parts", second.ids[0] ?? "")).toBeNull();
  await device.replica.sync();
  expect(await device.replica.status()).toMatchObject({ rejected: 1, held: 0 });
  expect(device.link.withdrawn).toEqual([]);
});

test("a group stands or falls as one: one invalid change, nothing is kept", async () => {
  await expect(device.replica.mutate([entry("fine"), entry("")])).rejects.toMatchObject({
    code: "invalid_record",
  });
  expect(await device.replica.count("entries")).toBe(0);
  expect(await device.rows("select * from _base")).toEqual([]);
});

test("what the hub would refuse is refused here already, with the same rule", async () => {
  const { replica } = device;
  await expect(
    replica.mutate([
      { ...entry("x"), fields: { ownerId: world.bea.identity.personId, title: "x" } },
    ]),
  ).rejects.toMatchObject({ code: "not_permitted" });
  await expect(replica.mutate([entry("x", { unknown: 1 })])).rejects.toMatchObject({
    faults: [{ field: "unknown" }],
  });
  await expect(replica.mutate([entry("forbidden")])).rejects.toMatchObject({
    faults: [{ message: "needs a note." }],
  });
  const id = await create("real");
  await expect(replica.mutate([edit(id, { count: 5 })])).rejects.toMatchObject({
    code: "invalid_record",
  });
  await expect(replica.mutate([{ ...entry("x"), id }])).rejects.toMatchObject({ code: "id_taken" });
  await expect(replica.mutate([{ ...entry("x"), id: "nonsense" }])).rejects.toMatchObject({
    code: "invalid_id",
  });
  await expect(replica.mutate([])).rejects.toMatchObject({ code: "group_size" });
  await expect(
    replica.mutate([{ op: "delete", collection: "entries", id: ADA }]),
  ).rejects.toMatchObject({ code: "unknown_record" });
  await expect(replica.mutate([{ op: "delete", collection: "nothing", id }])).rejects.toMatchObject(
    { code: "unknown_collection" },
  );
});

test("a mutation is based on the version that the person saw [MRG1]", async () => {
  const id = await create("one");
  await device.replica.sync();
  world.hub.write("entries", id, { title: "hub's" });
  await device.replica.sync();
  await device.replica.mutate([{ ...edit(id, { note: "late" }), base: 1 }]);
  await device.replica.mutate([edit(id, { note: "later" })]);
  await device.replica.sync();
  const sent = device.link.pushes.at(-1)?.groups.map(({ mutations }) => mutations[0]?.base);
  expect(sent).toEqual([1, 2]);
});

test("deleting and restoring before the push shows the record again", async () => {
  const id = await create("one");
  await device.replica.sync();
  await device.replica.mutate([{ op: "delete", collection: "entries", id }]);
  expect(await device.replica.get("entries", id)).toBeNull();
  await device.replica.mutate([{ op: "restore", collection: "entries", id }]);
  expect(await device.replica.get("entries", id)).toMatchObject({ content: { title: "one" } });
  await device.replica.sync();
  expect(await device.replica.get("entries", id)).toMatchObject({ version: 3 });
});

test("a group that makes the hub refuse whole requests is found and rejected; the others go on [PSH3]", async () => {
  await device.replica.mutateAll(
    Array.from({ length: 9 }, (_, n) => [entry(n === 4 ? "poison" : `entry ${n}`)]),
  );
  const { push } = device.link.transport;
  device.link.transport.push = (token, request) => {
    if (!JSON.stringify(request).includes("poison")) return push(token, request);
    throw new Problem({ code: "body_too_large", status: 413, message: "Too large." });
  };
  expect(await device.replica.sync()).toMatchObject({ pushed: 8, rejected: 1 });
  expect([...world.hub.receipts.values()].map(({ receipt }) => receipt.seq)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8,
  ]);
  const [rejected] = await device.replica.rejected();
  expect(rejected?.changes).toMatchObject([
    { fields: { title: "poison" }, refusal: { code: "body_too_large" } },
  ]);
  await device.replica.correct(rejected?.group ?? 0, [entry("cured")]);
  expect(await device.replica.sync()).toMatchObject({ pushed: 1 });
  expect(await device.replica.status()).toMatchObject({ waiting: 0, rejected: 0 });
});

test("a push that takes the hub too long goes again in halves, until it comes through", async () => {
  await device.replica.mutateAll(Array.from({ length: 20 }, (_, n) => [entry(`entry ${n}`)]));
  const { push } = device.link.transport;
  const sizes: number[] = [];
  device.link.transport.push = (token, request) => {
    sizes.push(request.groups.length);
    if (request.groups.length <= 3) return push(token, request);
    throw new Problem({ code: "timed_out", status: 503, message: "Too long." });
  };
  expect(await device.replica.sync()).toMatchObject({ pushed: 20, rejected: 0 });
  expect(sizes.slice(0, 4)).toEqual([20, 10, 5, 2]);
  expect([...world.hub.receipts.values()].map(({ receipt }) => receipt.seq)).toEqual(
    Array.from({ length: 20 }, (_, n) => n + 1),
  );
});

test("a single group that takes the hub too long is kept and goes again later", async () => {
  await create("slow");
  const { push } = device.link.transport;
  device.link.transport.push = () => {
    throw new Problem({ code: "timed_out", status: 503, message: "Too long." });
  };
  await expect(device.replica.sync()).rejects.toMatchObject({ code: "timed_out" });
  expect(await device.replica.status()).toMatchObject({ waiting: 1, rejected: 0 });
  device.link.transport.push = push;
  expect(await device.replica.sync()).toMatchObject({ pushed: 1 });
});
