import { afterEach, beforeEach, expect, test } from "vitest";
import { ADA, TestWorld } from "../../test-kit/device.ts";
import type { TestDevice } from "../../test-kit/device.ts";
import { rest } from "../../test-kit/manual-time.ts";

let world: TestWorld;
let device: TestDevice;
beforeEach(async () => {
  world = new TestWorld();
  device = await world.device();
});
afterEach(() => world.close());

/** Some 1,400 of these fill a push. */
const NOTE = "x".repeat(400);
const entries = (count: number) =>
  Array.from({ length: count }, (_, n) => [
    {
      op: "create",
      collection: "entries",
      fields: { ownerId: ADA, title: `${n}`, note: NOTE },
    } as const,
  ]);
const states = () =>
  device.rows(
    "select state, max(seq) as last, count(*) as n from _outbox_groups group by state order by state",
  );

test("while a push is under way the next one gets its numbers, and no more [PSH1]", async () => {
  await device.replica.mutateAll(entries(4_000));
  const { push } = device.link.transport;
  const go = Promise.withResolvers<void>();
  device.link.transport.push = async (token, request) => {
    await go.promise;
    return push(token, request);
  };
  const syncing = device.replica.sync();
  await rest();
  await world.time.pass(5);
  const [sent, waiting] = await states();
  expect([sent?.["state"], waiting?.["state"]]).toEqual(["sent", "waiting"]);
  go.resolve();
  expect(await syncing).toMatchObject({ pushed: 4_000 });
  const sizes = device.link.pushes.map(({ groups }) => groups.length);
  expect(sent).toMatchObject({ n: (sizes[0] ?? 0) + (sizes[1] ?? 0), last: sent?.["n"] });
  const numbers = device.link.pushes.flatMap(({ groups }) => groups.map(({ seq }) => seq));
  expect(numbers).toEqual(Array.from({ length: 4_000 }, (_, n) => n + 1));
});

test("what builds on a push under way waits for its answer, and is held when that is no [PSH3]", async () => {
  const nowhere = "00000000-0000-7000-8000-00000000dead";
  const { ids } = await device.replica.mutate([
    {
      op: "create",
      collection: "parts",
      fields: { ownerId: ADA, entryId: nowhere, title: "lost" },
    },
  ]);
  await device.replica.mutateAll(entries(1_800));
  const id = ids[0] ?? "";
  await device.replica.mutate([
    { op: "update", collection: "parts", id, fields: { title: "lost, edited" } },
  ]);
  await device.replica.mutateAll(entries(10));
  expect(await device.replica.sync()).toMatchObject({ pushed: 1_810, rejected: 1 });
  expect(await device.replica.status()).toMatchObject({ waiting: 0, rejected: 1, held: 1 });
  expect(await device.replica.get("parts", id)).toMatchObject({
    content: { title: "lost, edited" },
  });
  const pushed = device.link.pushes.flatMap(({ groups }) => groups);
  expect(pushed).toHaveLength(1_811);
  const touching = pushed.filter(({ mutations }) => mutations.some((one) => one.id === id));
  expect(touching).toHaveLength(1);
});

test("a push that was made ready goes out unchanged after a restart, though its turn never came [PSH1]", async () => {
  await device.replica.mutateAll(entries(2_000));
  device.link.network.loseAnswers = 1;
  await expect(device.replica.sync()).rejects.toMatchObject({ code: "offline" });
  await device.reopen();
  expect(await device.replica.sync()).toMatchObject({ pushed: 2_000 });
  expect(world.hub.receipts.size).toBe(2_000);
  expect(await device.rows("select * from _outbox_groups")).toEqual([]);
});
